import { hash } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CALL_BACK_SOURCE } from '@tideboard/contracts';
import { Loop } from '../platform/loop.js';
import { Lease } from '../platform/redis/index.js';
import { type Call, CallBacks } from './call-backs.service.js';
import type { HeldRules } from './escalation-store.js';
import { Escalations, type Raised } from './escalations.service.js';
import { EventWriter } from './event-writer.service.js';

/** Between two looks at the floor (real ms). */
const LOOK_EVERY_MS = 2000;

/**
 * Raises what the rules ask for, and promises the calls that answered complaints are owed, where somebody has let them. The event's name
 * says which rule, ticket, level and round it is, and its time when the rule came true: two nodes, or a start after a crash, can only send
 * the same event again.
 */
@Injectable()
export class EscalationLoop implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop = new Loop('escalations', () => this.turn());

  constructor(
    private readonly escalations: Escalations,
    private readonly callBacks: CallBacks,
    private readonly events: EventWriter,
    private readonly lease: Lease,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  private async turn(): Promise<number> {
    if (!(await this.lease.held())) return LOOK_EVERY_MS;
    const { rules, raised } = await this.escalations.due(true);
    if (rules.mode === 'auto') for (const raise of raised) await this.raise(raise, rules);
    const { rules: held, calls } = await this.callBacks.due();
    if (held.callBack.mode === 'auto') for (const call of calls) await this.promise(call);
    return LOOK_EVERY_MS;
  }

  private async promise({ read: { id, ticket }, answeredAt, dueAt }: Call): Promise<void> {
    await this.events.write({
      id: `call-back:${ticket.cycles}:${nameOf(id)}`,
      source: CALL_BACK_SOURCE,
      type: 'ticket.promised',
      subject: id,
      at: answeredAt,
      data: { dueAt: new Date(dueAt).toISOString(), what: 'call-back', agent: ticket.agent ?? undefined },
      actor: 'Tideboard',
    });
  }

  private async raise({ read: { id, ticket }, rule, level, at }: Raised, { rules, since }: HeldRules): Promise<void> {
    const name = rules.find((each) => each.id === rule)?.name;
    await this.events.write({
      id: `${rule}:${level}:${ticket.cycles}:${nameOf(id)}`,
      source: 'tideboard:/escalation',
      type: 'ticket.escalated',
      subject: id,
      at: Math.max(at, since),
      data: { level, reason: name ?? rule },
      actor: 'Tideboard',
    });
  }
}

const nameOf = (ticket: string): string => hash('sha256', ticket, 'base64url').slice(0, 22);
