// A property that never fails proves nothing. Each of these faults, put into a copy of the code, has to be caught by the properties.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PropertyName } from '../support/algebra/properties.js';
import { MutantHouse, type Patch } from '../support/algebra/mutant.js';
import { startRedis, type TestRedis } from '../support/redis.js';

const DOMAIN = 'libs/domain/src';
const TICKETS = 'server/src/tickets';

const BUGS: (Patch & { name: string; by: PropertyName })[] = [
  {
    name: 'ties are broken by arrival',
    by: 'anyOrder',
    file: `${DOMAIN}/order.ts`,
    find: ' || compareBytes(a.source, b.source) || compareBytes(a.id, b.id)',
    replace: '',
  },
  {
    name: 'ties are broken in UTF-16 order',
    by: 'naive',
    file: `${DOMAIN}/order.ts`,
    find: 'return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;',
    replace: 'return x - y;',
  },
  {
    name: 'the last start of a cycle counts',
    by: 'naive',
    file: `${DOMAIN}/cycle.ts`,
    find: 'facts.find((fact) => fact.type === type) ?? null;',
    replace: 'facts.findLast((fact) => fact.type === type) ?? null;',
  },
  {
    name: 'created is not drawn before the facts that precede it',
    by: 'naive',
    file: `${DOMAIN}/cycle.ts`,
    find: "const ordered = [created, ...past.filter((fact) => fact.type !== 'ticket.created')];",
    replace: 'const ordered = past.slice(past.indexOf(created));',
  },
  {
    name: 'a completion is not withdrawn by a reopening of the same day',
    by: 'naive',
    file: `${DOMAIN}/contributions.ts`,
    find: 'if (!done || (reopened && tally.sameDay(done.at, reopened.at))) return;',
    replace: 'if (!done) return;',
  },
  {
    name: 'a transfer takes the dated counts along',
    by: 'naive',
    file: `${DOMAIN}/contributions.ts`,
    find: 'const on = channelAtFact(ticket, done);',
    replace: 'const on = channelAt(ticket, Infinity);',
  },
  {
    name: 'a deadline is missed at its very millisecond',
    by: 'naive',
    file: `${DOMAIN}/deadline.ts`,
    find: 'due !== null && now > due &&',
    replace: 'due !== null && now >= due &&',
  },
  {
    name: 'days are those of UTC',
    by: 'naive',
    file: `${DOMAIN}/business-day.ts`,
    find: '    { zone: rule.timeZone },\n  );\n  return',
    replace: "    { zone: 'utc' },\n  );\n  return",
  },
  {
    name: 'a local time that occurs twice starts the day the second time',
    by: 'naive',
    file: `${DOMAIN}/business-day.ts`,
    find: 'Math.min(...at.getPossibleOffsets()',
    replace: 'Math.max(...at.getPossibleOffsets()',
  },
  {
    name: 'a late rating does not replace an earlier one',
    by: 'naive',
    file: `${DOMAIN}/rating.ts`,
    find: "ticket.facts.findLast(({ type }) => type === 'ticket.rated')",
    replace: "ticket.facts.find(({ type }) => type === 'ticket.rated')",
  },
  {
    name: 'facts of the future count at once',
    by: 'naive',
    file: `${DOMAIN}/cycle.ts`,
    find: 'facts.filter((fact) => fact.at <= now);\n  const created',
    replace: 'facts.filter(() => now > 0);\n  const created',
  },
  {
    name: 'a repeat within one batch is counted',
    by: 'anyOrder',
    file: `${TICKETS}/decide.ts`,
    find: '    hashes.set(eventKey(event), event.contentHash);\n',
    replace: '',
  },
  {
    name: 'what the record added before is not subtracted',
    by: 'anyOrder',
    file: `${TICKETS}/commit.ts`,
    find: 'subtract(after.applied.amounts, before.applied.amounts)',
    replace: 'subtract(after.applied.amounts, {})',
  },
  {
    name: 'a ticket stays in the waiting list of the channel it left',
    by: 'anyOrder',
    file: `${TICKETS}/commit.ts`,
    find: 'left && left.channel !== entered?.channel ?',
    replace: 'left && !entered ?',
  },
  {
    name: 'a ticket that has ended stays in the list of the open ones',
    by: 'anyOrder',
    file: `${TICKETS}/listings.ts`,
    find: 'unset.push(old!);',
    replace: 'void old;',
  },
  {
    name: 'a wake-up that is no longer needed is not removed',
    by: 'anyOrder',
    file: `${TICKETS}/commit.ts`,
    find: "...wide('ZADD', keys.wake, set), ...wide('ZREM', keys.wake, unset)",
    replace: "...wide('ZADD', keys.wake, set)",
  },
  {
    name: 'a channel that is fed for the first time is not drawn anew',
    by: 'incremental',
    file: `${TICKETS}/commit.ts`,
    find: 'for (const channel of named) touched.channels.add(channel);',
    replace: '',
  },
  {
    name: 'the version of a record is not compared',
    by: 'anyOrder',
    file: `${TICKETS}/commit.lua`,
    find: "if (stored and string.match(stored, '^%d+') or '0') ~= expected then return {'version'} end",
    replace: '',
  },
  {
    name: 'a deadline wakes nobody',
    by: 'clock',
    file: `${DOMAIN}/contributions.ts`,
    find: 'flatMap(({ due }) => [due! - DUE_SOON_MS, due! + 1])',
    replace: 'flatMap(({ due }) => [due! - DUE_SOON_MS])',
  },
  {
    name: 'a changed registry is not held against the agents',
    by: 'registryChange',
    file: `${TICKETS}/rejudging.service.ts`,
    find: "else this.walk = { ...walk, kind: 'agents' };",
    replace: 'this.walk = null;',
  },
  {
    name: 'a new registry is adopted without judging anew',
    by: 'registryChange',
    file: `${TICKETS}/rejudging.service.ts`,
    find: 'do await this.advance(this.walk);\n    while (this.walk && performance.now() < until);',
    replace: 'this.walk = null;\n    void until;',
  },
  {
    name: 'a ticket that was let go begins anew with its next event',
    by: 'lettingGo',
    file: `${TICKETS}/decide.ts`,
    find: "event.to === 'ticket' && known.tickets.get(event.subject)!.letGoAt !== undefined",
    replace: 'event.id.length < 0',
  },
  {
    name: 'what is frozen of a day takes the place of what was frozen before',
    by: 'lettingGo',
    file: `${TICKETS}/let-go.ts`,
    find: 'mergeCells(before?.cells ?? [], ',
    replace: 'mergeCells([], ',
  },
];

let redis: TestRedis;
let house: MutantHouse;

beforeAll(async () => {
  redis = await startRedis();
  house = new MutantHouse();
});
afterAll(async () => {
  house.remove();
  await redis.stop();
});

describe('the properties', () => {
  it.each(BUGS)('catch it when $name ($by)', async ({ by, ...patch }) => {
    expect(await house.judge(patch, redis.socket, by)).toContain('failed');
  });
});
