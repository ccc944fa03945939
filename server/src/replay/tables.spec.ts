import { boston } from './boston.js';
import { csat } from './csat.js';
import { dataSetOf } from './recording.js';
import { Reel } from './reel.js';

describe('Boston 311', () => {
  const map = boston.mapper('America/New_York');
  const row = {
    CASE_ENQUIRY_ID: '1',
    OPEN_DT: '03/08/2015 12:30:00 AM',
    TARGET_DT: '03/09/2015 12:15:00 PM',
    CLOSED_DT: '03/08/2015 03:30:00 AM',
    CASE_TITLE: 'Lamp',
    CLOSURE_REASON: 'Done',
    Source: 'Citizens Connect App',
  };
  it('opens, is due and closes by local clocks, through the change to summer time', () => {
    expect(map(row)).toMatchObject({
      events: [
        {
          event: {
            type: 'ticket.created',
            time: '2015-03-08T05:30:00.000Z',
            data: { channel: 'citizens-connect-app', dueAt: '2015-03-09T16:15:00.000Z' },
          },
        },
        { event: { type: 'ticket.completed', time: '2015-03-08T07:30:00.000Z' } },
      ],
    });
  });
  it('an open request has no end, one without a target no due date', () => {
    const outcome = map({ ...row, TARGET_DT: '', CLOSED_DT: '' });
    expect('events' in outcome && outcome.events).toHaveLength(1);
    expect('events' in outcome && outcome.events[0]!.event.data).not.toHaveProperty('dueAt');
  });
  it.each([{ OPEN_DT: '' }, { CLOSED_DT: 'soon' }, { Source: '' }, { CASE_ENQUIRY_ID: '' }])('%j is unreadable', (bad) => {
    expect(map({ ...row, ...bad })).toEqual({ dropped: 'unreadable' });
  });
});

describe('rated contacts', () => {
  const map = csat.mapper('Asia/Kolkata');
  const row = {
    'Unique id': 'u',
    channel_name: 'Outcall',
    category: 'Returns',
    'Issue_reported at': '1/8/2023 11:13',
    issue_responded: '2/8/2023 9:05',
    Survey_response_Date: '2-Aug-23',
    Agent_name: 'Z1',
    'CSAT Score': '4',
  };
  const told = (changes: object) => {
    const outcome = map({ ...row, ...changes });
    return 'events' in outcome ? outcome.events.map(({ event }) => `${event.type} ${event.time}`) : outcome.dropped;
  };
  it('reads the day before the month, and rates from the answer on', () => {
    expect(told({})).toEqual([
      'ticket.created 2023-08-01T05:43:00.000Z',
      'ticket.started 2023-08-02T03:35:00.000Z',
      'ticket.rated 2023-08-02T03:35:00.000Z',
    ]);
  });
  it('a survey of a later day is not known before that day', () => {
    expect(told({ Survey_response_Date: '4-Aug-23' })[2]).toBe('ticket.rated 2023-08-03T18:30:00.000Z');
  });
  it.each([{ 'CSAT Score': '6' }, { 'CSAT Score': '' }, { issue_responded: '' }, { 'Issue_reported at': '1/13/2023 10:00' }])(
    '%j is unreadable',
    (bad) => expect(told(bad)).toBe('unreadable'),
  );
});

describe('a recorded file', () => {
  it('is known by its header, with a byte order mark or without', () => {
    expect(dataSetOf('\uFEFFUnique id,channel_name,category,Sub-category')).toBe(csat);
    expect(dataSetOf('CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,OnTime_Status')).toBe(boston);
    expect(dataSetOf('id,name')).toBeNull();
  });
  it('is played without ever telling of what is to come', () => {
    const timed = (at: number) => ({ at, event: { specversion: '1.0' as const, id: String(at), source: '/s', type: 't' } });
    const reel = new Reel([1, 2, 2, 5].map(timed));
    expect(reel.advance(2).map(({ id }) => id)).toEqual(['1', '2', '2']);
    expect(reel.advance(4)).toEqual([]);
    expect([reel.left, reel.ended()]).toEqual([1, false]);
    expect(reel.advance(5)).toHaveLength(1);
    expect(reel.ended()).toBe(true);
  });
});
