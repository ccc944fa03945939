import { fact, history, channel, minute, twoChannels } from '../../../test/support/floor.js';
import { agentContribution, contributionOf, type Fact, mergeAgent, mergeFacts, type AgentFact } from '@tideboard/domain';
import { packAgent, packTicket } from '../tickets/record.js';
import { compareContributions, compareCounters, compareFacts, compareLists, unpackAll } from './compare.js';
import { type Difference, lineOf } from './difference.js';
import { LogReading } from './log-facts.js';
import type { Snapshot } from './snapshot.js';

const now = minute(30);
const versions = history(channel('phone'), channel('email'));
const ticketFacts: Fact[] = mergeFacts([], [fact('created', 1, { channel: 'phone', id: 'e1' })]);
const doneFacts: Fact[] = mergeFacts(
  [],
  [fact('created', 2, { channel: 'email', id: 'e2' }), fact('started', 3, { id: 'e3' }), fact('completed', 9, { id: 'e4' })],
);
const agentFact: AgentFact = {
  type: 'agent.changed',
  at: minute(1),
  source: '/test',
  id: 'e5',
  fields: { state: 'busy', channel: 'phone' },
};
const agentFacts = mergeAgent({ facts: [], ever: [] }, [agentFact], now);

/** A store in which everything fits, and what `change` does to it. */
function store(change: (parts: Parts) => void = () => {}): Snapshot {
  const waitingTicket = { version: 1, facts: ticketFacts, applied: contributionOf(ticketFacts, twoChannels, now) };
  const done = { version: 3, facts: doneFacts, applied: contributionOf(doneFacts, twoChannels, now) };
  const agent = { version: 1, facts: agentFacts, applied: agentContribution(agentFacts, twoChannels, now) };
  const counters = new Map<string, Map<string, string>>();
  for (const { amounts } of [waitingTicket.applied, done.applied, agent.applied])
    for (const [bucket, values] of Object.entries(amounts)) {
      const known = counters.get(bucket) ?? new Map<string, string>();
      for (const [name, amount] of Object.entries(values)) known.set(name, String(Number(known.get(name) ?? 0) + amount));
      counters.set(bucket, known);
    }
  counters.get('now')!.set('phone:fed', '1').set('email:pending', '0');
  const parts: Parts = {
    waitingTicket,
    done,
    counters,
    line: new Map([['T1', String(minute(1))]]),
    wake: new Map(
      [waitingTicket, done].flatMap(({ applied }, i) =>
        applied.wakeAt === null ? [] : [[`t:T${i + 1}`, String(applied.wakeAt)]],
      ),
    ),
    judged: '4',
    judgedClock: 'real',
  };
  change(parts);
  return {
    tickets: new Map([
      ['T1', packTicket(parts.waitingTicket)],
      ['T2', packTicket(parts.done)],
    ]),
    agents: new Map([['A1', packAgent(agent)]]),
    counters: parts.counters,
    waiting: new Map([['phone', parts.line]]),
    wake: parts.wake,
    lastLogId: '1-1',
    now,
    policy: { registry: '4', judged: parts.judged, versions, clock: 'real', judgedClock: parts.judgedClock },
  };
}

interface Parts {
  waitingTicket: { version: number; facts: Fact[]; applied: ReturnType<typeof contributionOf> };
  done: Parts['waitingTicket'];
  counters: Map<string, Map<string, string>>;
  line: Map<string, string>;
  wake: Map<string, string>;
  judged: string;
  judgedClock: string | null;
}

const entry = (type: string, at: number, id: string, subject: string, data: object): string =>
  JSON.stringify({ specversion: '1.0', id, source: '/test', type, time: new Date(minute(at)).toISOString(), subject, data });
const LOG = [
  entry('ticket.created', 1, 'e1', 'T1', { channel: 'phone' }),
  entry('ticket.created', 2, 'e2', 'T2', { channel: 'email' }),
  entry('ticket.started', 3, 'e3', 'T2', {}),
  entry('ticket.completed', 9, 'e4', 'T2', {}),
  entry('agent.changed', 1, 'e5', 'A1', { state: 'busy', channel: 'phone' }),
  entry('com.example.unknown', 1, 'e6', 'x', {}),
];

function logOf(entries: readonly string[], whole = true) {
  const reading = new LogReading();
  for (const one of entries) reading.add(one);
  return reading.finish(whole);
}

function audited(snapshot: Snapshot, log = logOf(LOG)): Difference[] {
  const records = unpackAll(snapshot);
  return [
    ...compareCounters(records, snapshot.counters),
    ...compareContributions(records, snapshot),
    ...compareFacts(records, log, now),
    ...compareLists(records, snapshot),
  ];
}

describe('the audit', () => {
  it('finds nothing where everything fits', () => expect(audited(store())).toEqual([]));
  it('a counter that is off, or of nobody', () => {
    const wrong = store(({ counters }) => void counters.get('now')!.set('phone:pending', '2').set('email:pending', '1'));
    expect(audited(wrong).map(lineOf)).toEqual([
      'counter now email:pending: expected 0, found 1',
      'counter now phone:pending: expected 1, found 2',
    ]);
  });
  it('a whole day that nobody accounts for', () => {
    const wrong = store(({ counters }) => void counters.set('2001-01-01', new Map([['phone:completed', '7']])));
    expect(audited(wrong)).toEqual([{ kind: 'counter', where: '2001-01-01 phone:completed', expected: '0', found: '7' }]);
  });
  it('a record that adds something else than its facts say', () => {
    const wrong = store(({ done }) => void (done.applied = { ...done.applied, amounts: {} }));
    expect(audited(wrong).map(({ kind, where }) => `${kind} ${where}`)).toContain('contribution t:T2');
  });
  it('a record that would be woken at another moment', () => {
    const wrong = store(({ waitingTicket, wake }) => {
      waitingTicket.applied = { ...waitingTicket.applied, wakeAt: minute(7000) };
      wake.set('t:T1', String(minute(7000)));
    });
    expect(audited(wrong).map(({ kind, where }) => `${kind} ${where}`)).toEqual(['contribution t:T1']);
  });
  it('a record whose moment has come is the sweeper’s, and no difference', () => {
    const due = store();
    const { wakeAt } = contributionOf(ticketFacts, twoChannels, now);
    expect(audited({ ...due, now: wakeAt! + 1 })).toEqual([]);
  });
  it('an event that never reached its ticket, and a fact that nobody sent', () => {
    const lost = logOf([...LOG, entry('ticket.started', 5, 'e9', 'T1', {})]);
    expect(audited(store(), lost)).toMatchObject([{ kind: 'facts', where: 't:T1' }]);
    expect(audited(store(), logOf(LOG.filter((_, i) => i !== 2)))).toMatchObject([{ kind: 'facts', where: 't:T2' }]);
    expect(audited(store(), logOf([...LOG, entry('ticket.created', 5, 'e9', 'T3', { channel: 'phone' })]))).toMatchObject([
      { where: 't:T3', found: '[]' },
    ]);
    expect(audited(store(), logOf(LOG.filter((_, i) => i !== 4)))).toMatchObject([{ kind: 'facts', where: 'a:A1' }]);
  });
  it('a log that was cut can only say what must be there', () => {
    expect(audited(store(), logOf(LOG.slice(3), false))).toEqual([]);
    expect(audited(store(), logOf([entry('ticket.started', 5, 'e9', 'T1', {})], false))).toMatchObject([{ where: 't:T1' }]);
  });
  it('who waits and is in no line, who is in one and does not wait, and since when', () => {
    expect(audited(store(({ line }) => void line.clear()))).toMatchObject([
      { kind: 'waiting', where: 'phone T1', found: 'nothing' },
    ]);
    expect(audited(store(({ line }) => void line.set('T2', '5')))).toMatchObject([{ where: 'phone T2', expected: 'nothing' }]);
    expect(audited(store(({ line }) => void line.set('T1', '5')))).toMatchObject([{ where: 'phone T1', found: '5' }]);
  });
  it('a deadline that nobody would notice', () => {
    expect(audited(store(({ wake }) => void wake.clear()))).toMatchObject([{ kind: 'wake', where: 't:T1', found: 'nothing' }]);
  });
  it('a registry that the records were never judged by', () => {
    expect(audited(store((parts) => void (parts.judged = '3')))).toMatchObject([{ kind: 'policy', where: 'registry' }]);
  });
  it('a clock that the records were never judged by', () => {
    expect(audited(store((parts) => void (parts.judgedClock = '1|20|3')))).toMatchObject([{ kind: 'policy', where: 'clock' }]);
    expect(audited(store((parts) => void (parts.judgedClock = null)))).toEqual([]);
  });
  it('reads a sealed customer’s tier from the log', () => {
    const reading = logOf([
      entry('ticket.created', 1, 'e1', 'T1', { channel: 'phone', customer: { tier: 'gold', sealed: 'x' } }),
    ]);
    expect(reading.tickets.get('T1')).toMatchObject([{ tier: 'gold' }]);
  });
});
