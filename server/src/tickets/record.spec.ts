import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from '@tideboard/contracts';
import type { Fact, TicketEventType } from '@tideboard/domain';
import {
  type AgentRecord,
  newAgent,
  newTicket,
  packAgent,
  packTicket,
  type TicketRecord,
  unpackAgent,
  unpackTicket,
} from './record.js';

const data = { channel: 'a:b|c', agent: '\u{1f600}', dueAt: 5, level: 2, score: 4 };
const facts = EVENT_TYPES.slice(0, -1).map(
  (type, i): Fact => ({ type: type as TicketEventType, at: i - 3, source: '/ü', id: `"${i}\n`, ...(i % 2 ? data : {}) }),
);

describe('a record', () => {
  it('is what it was, after the store', () => {
    const ticket: TicketRecord = {
      version: 12,
      facts,
      applied: {
        amounts: { now: { 'phone:pending': 1 } },
        waiting: { channel: 'phone', since: 0 },
        wakeAt: 0,
        arrived: { channel: 'phone', at: 0 },
        handled: null,
        listing: { createdAt: -3, customer: 'C"1', open: true, dueAt: null, promisedAt: 5, answeredAt: 7 },
      },
    };
    expect(unpackTicket(packTicket(ticket))).toEqual(ticket);
    expect(unpackTicket(packTicket(newTicket()))).toEqual(newTicket());
    const agent: AgentRecord = {
      version: 3,
      facts: {
        facts: [{ type: 'agent.changed', at: 1, source: '/s', id: 'i', fields: { state: 'busy', skills: ['x'] } }],
        ever: ['a'],
      },
      applied: { amounts: {}, waiting: null, wakeAt: null, arrived: null, handled: null, listing: null },
    };
    expect(unpackAgent(packAgent(agent))).toEqual(agent);
    expect(unpackAgent(packAgent(newAgent()))).toEqual(newAgent());
  });

  it('begins with its version, for the script to read', () => {
    expect(packTicket({ ...newTicket(), version: 41 })).toMatch(/^41\|/);
    expect(packAgent({ ...newAgent(), version: 7 })).toMatch(/^7\|/);
  });
});
