import type { TicketNow } from '@tideboard/domain';
import { mayRead, type Principal } from '../access/principal.js';

/** True when the ticket is one of the reader's: an agent has their own, a supervisor those of their channels. */
export const reaches = (
  reader: Pick<Principal, 'role' | 'agent' | 'channels'>,
  ticket: Pick<TicketNow, 'agent' | 'channel'>,
): boolean =>
  reader.role === 'agent' ? reader.agent !== undefined && reader.agent === ticket.agent : mayRead(reader, ticket.channel);
