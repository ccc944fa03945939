import type { Row, RowOutcome } from './data-set.js';
import { technion } from './technion.js';

const map = technion.mapper('Asia/Jerusalem');
const NONE = { q_start: '0:00:00', q_exit: '0:00:00', q_time: '0', ser_start: '0:00:00', ser_exit: '0:00:00', ser_time: '0' };
const call = (changes: Partial<Record<string, string>>): Row => ({
  'vru+line': 'XX0101',
  call_id: '7',
  customer_id: '0',
  type: 'PS',
  date: '990203',
  vru_entry: '10:00:00',
  vru_exit: '10:00:10',
  ...NONE,
  outcome: 'AGENT',
  server: 'Z01',
  ...changes,
});

/** `type` and local time (Israel was at +02:00) of every event. */
function told(outcome: RowOutcome): string[] {
  if ('dropped' in outcome) return [`dropped: ${outcome.dropped}`];
  return outcome.events.map(({ at, event }) => {
    expect(event.time).toBe(new Date(at).toISOString());
    return `${event.type.slice(7)} ${new Date(at + 7_200_000).toISOString().slice(5, 19)}`;
  });
}

describe('the Technion call log', () => {
  it('a call that waited begins when the waiting did, and is served and done by the service clocks', () => {
    const row = call({ q_start: '10:00:10', q_exit: '10:01:00', q_time: '50', ser_start: '10:00:58', ser_exit: '10:03:00' });
    expect(told(map(row))).toEqual([
      'created 02-03T10:00:10',
      'assigned 02-03T10:00:58',
      'started 02-03T10:00:58',
      'completed 02-03T10:03:00',
    ]);
  });
  it('a call answered at once begins when the machine let it go, even where the service clock is a second before', () => {
    expect(told(map(call({ ser_start: '10:00:09', ser_exit: '10:01:00' })))).toEqual([
      'created 02-03T10:00:10',
      'assigned 02-03T10:00:09',
      'started 02-03T10:00:09',
      'completed 02-03T10:01:00',
    ]);
  });
  it('who hung up while waiting has abandoned; service clocks on such a row belong to an empty line', () => {
    const row = call({ q_start: '10:00:10', q_exit: '10:00:40', q_time: '30', outcome: 'HANG', server: 'NO_SERVER' });
    const abandoned = ['created 02-03T10:00:10', 'abandoned 02-03T10:00:40'];
    expect(told(map(row))).toEqual(abandoned);
    expect(told(map({ ...row, ser_start: '10:00:40', ser_exit: '10:02:00', ser_time: '80' }))).toEqual(abandoned);
    expect(told(map({ ...row, q_exit: '10:00:10', q_time: '0' }))).toEqual([
      'created 02-03T10:00:10',
      'abandoned 02-03T10:00:10',
    ]);
  });
  it('a phantom is dropped, and who hung up on the machine is no ticket', () => {
    expect(told(map(call({ outcome: 'PHANTOM', q_start: '10:00:10', q_exit: '10:00:20', q_time: '10' })))).toEqual([
      'dropped: PHANTOM',
    ]);
    expect(told(map(call({ outcome: 'HANG' })))).toEqual(['dropped: HANG without waiting']);
  });
  it('past midnight the later clocks belong to the next date', () => {
    const row = call({ vru_entry: '23:59:30', vru_exit: '23:59:40', q_start: '23:59:40', q_exit: '0:00:20', q_time: '40' });
    expect(told(map({ ...row, ser_start: '0:00:19', ser_exit: '0:05:00', ser_time: '281' }))).toEqual([
      'created 02-03T23:59:40',
      'assigned 02-04T00:00:19',
      'started 02-04T00:00:19',
      'completed 02-04T00:05:00',
    ]);
  });
  it('0:00:00 is midnight where the other clock or the duration says so', () => {
    const row = call({ vru_entry: '23:59:54', vru_exit: '23:59:54', q_start: '0:00:00', q_exit: '0:00:27', q_time: '27' });
    expect(told(map({ ...row, ser_start: '0:00:26', ser_exit: '0:01:33', ser_time: '67' }))[0]).toBe('created 02-04T00:00:00');
    const left = call({
      vru_entry: '23:59:00',
      vru_exit: '23:59:30',
      q_start: '23:59:30',
      q_exit: '0:00:00',
      q_time: '30',
      outcome: 'HANG',
    });
    expect(told(map(left))).toEqual(['created 02-03T23:59:30', 'abandoned 02-04T00:00:00']);
  });
  it('a service without a name is a start without an agent, and a name without a service is no start', () => {
    const nameless = map(call({ server: 'NO_SERVER', ser_start: '10:00:10', ser_exit: '10:00:20', ser_time: '10' }));
    expect(told(nameless)).toEqual(['created 02-03T10:00:10', 'started 02-03T10:00:10', 'completed 02-03T10:00:20']);
    expect(nameless).not.toHaveProperty('served');
    expect(told(map(call({})))).toEqual(['created 02-03T10:00:10']);
  });
  it('names a ticket by date, line and call: call ids come again', () => {
    const outcome = map(call({ ser_start: '10:00:10', ser_exit: '10:00:20' }));
    expect('events' in outcome && outcome.events[0]!.event.subject).toBe('990203-XX0101-7');
    expect(outcome).toMatchObject({ served: { agent: 'Z01' } });
  });
  it.each([{ vru_entry: '' }, { date: '9902' }, { ser_start: 'x' }, { call_id: '' }, { outcome: 'WHAT' }])(
    '%j is unreadable',
    (bad) => {
      expect(map(call(bad))).toEqual({ dropped: 'unreadable' });
    },
  );
});
