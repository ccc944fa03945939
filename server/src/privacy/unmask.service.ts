import { Injectable } from '@nestjs/common';
import type { UnmaskAnswer } from '@tideboard/contracts';
import type { Principal } from '../access/principal.js';
import { TicketDesk } from '../casework/ticket-desk.service.js';
import { TicketReader } from '../casework/ticket-reader.service.js';
import { unseal } from '../ingest/sealer.js';

/** Opens what is masked everywhere else, for somebody who says why. */
@Injectable()
export class UnmaskService {
  constructor(
    private readonly desk: TicketDesk,
    private readonly reader: TicketReader,
  ) {}

  /** @throws ProblemError 404 also where the ticket is somebody else's */
  async person(caller: Principal, ticket: string): Promise<UnmaskAnswer> {
    const now = this.reader.now();
    const { facts } = await this.desk.find(caller, ticket, now);
    const created = facts.filter(({ type, at }) => type === 'ticket.created' && at <= now).slice(0, 1);
    const [event] = await this.reader.events(created);
    const sealed = (event?.data as { customer?: { sealed?: unknown } | null } | undefined)?.customer?.sealed;
    const { name, phone } = typeof sealed === 'string' ? unseal(sealed, this.reader.dataKey) : {};
    return { name: name ?? null, phone: phone ?? null };
  }
}
