import { Injectable } from '@nestjs/common';
import { TicketIndex } from '../tickets/ticket-index.js';
import { EscalationStore, type HeldRules } from './escalation-store.js';
import { type Read, TicketReader } from './ticket-reader.service.js';

/** More at once than anybody can call; the rest follows with the next look. */
const MOST = 300;

/** A complaint that was answered, and when (epoch ms) the customer is to be called at the latest. */
export interface Call {
  read: Read;
  answeredAt: number;
  dueAt: number;
}

/** Answered complaints that nobody has promised to call back about. */
@Injectable()
export class CallBacks {
  constructor(
    private readonly store: EscalationStore,
    private readonly index: TicketIndex,
    private readonly reader: TicketReader,
  ) {}

  /** First answered first: since the rule acts by itself, else those whose call could still come in time. */
  async due(): Promise<{ rules: HeldRules; calls: Call[] }> {
    const rules = await this.store.read();
    const { mode, withinSeconds } = rules.callBack;
    if (mode === 'off') return { rules, calls: [] };
    const now = this.reader.now();
    const calls: Call[] = [];
    const from = mode === 'auto' ? rules.callsSince : now - withinSeconds * 1000;
    for await (const places of this.index.walk({ list: 'answer', from, to: now })) {
      const answered = new Map(places.map(({ id, score }) => [id, score]));
      for (const read of await this.reader.read([...answered.keys()], now)) {
        const answeredAt = answered.get(read.id)!;
        calls.push({ read, answeredAt, dueAt: answeredAt + withinSeconds * 1000 });
      }
      if (calls.length >= MOST) break;
    }
    return { rules, calls };
  }
}
