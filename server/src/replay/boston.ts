// A month of a city's service requests (Boston 311): opened, due and closed, by six sources. Nobody's work is recorded, so there are no
// starts and no agents; what is due is due by the request's own target and by nothing else.
import type { ChannelType } from '@tideboard/contracts';
import { type DataSet, eventsOf, NO_TARGET_SECONDS, type Row, type RowOutcome, slugOf, topicOf } from './data-set.js';
import { LocalTime } from './local-time.js';

const event = eventsOf('/replay/boston311');

const SOURCES: Record<string, { zh: string; en: string; type: ChannelType }> = {
  'constituent-call': { zh: '市民来电', en: 'Constituent Call', type: 'phone' },
  'employee-generated': { zh: '员工上报', en: 'Employee Generated', type: 'offline' },
  'citizens-connect-app': { zh: '市民 App', en: 'Citizens Connect App', type: 'app_chat' },
  'self-service': { zh: '自助服务', en: 'Self Service', type: 'web_chat' },
  'city-worker-app': { zh: '市政员工 App', en: 'City Worker App', type: 'app_chat' },
  'maximo-integration': { zh: 'Maximo 对接', en: 'Maximo Integration', type: 'offline' },
};

export const boston: DataSet = {
  name: 'Boston 311',
  header: ['CASE_ENQUIRY_ID', 'OPEN_DT', 'TARGET_DT', 'CLOSED_DT'],
  delimiter: ',',
  timeZone: 'America/New_York',
  mapper: (timeZone) => {
    const local = new LocalTime(timeZone);
    return (row) => readRow(row, local);
  },
  channel: (id) => {
    const { zh, en, type } = SOURCES[id] ?? { zh: id, en: id, type: 'offline' as const };
    const none = NO_TARGET_SECONDS;
    return {
      id,
      name: { 'zh-CN': zh, en },
      type,
      serviceHours: null,
      deferrable: true,
      targets: { responseSeconds: none, assignSeconds: none, handleSeconds: { urgent: none, normal: none, low: none } },
      thresholds: { pending: { warn: null, breach: null }, timeoutRate: { warn: null, breach: null } },
    };
  },
};

function readRow(row: Row, local: LocalTime): RowOutcome {
  const id = row['CASE_ENQUIRY_ID'];
  const channel = slugOf(row['Source'] ?? '');
  const [opened, due, closed] = ['OPEN_DT', 'TARGET_DT', 'CLOSED_DT'].map((name) => instantOf(row[name] ?? '', local));
  if (!id || !channel || opened == null || due === undefined || closed === undefined) return { dropped: 'unreadable' };
  const dueAt = due === null ? {} : { dueAt: new Date(due).toISOString() };
  const summary = (row['CASE_TITLE'] ?? '').slice(0, 200);
  const result = (row['CLOSURE_REASON'] ?? '').slice(0, 500);
  return {
    events: [
      event('ticket.created', opened, id, { channel, summary, ...topicOf(row['TYPE']), ...dueAt }),
      ...(closed === null ? [] : [event('ticket.completed', closed, id, result ? { result } : {})]),
    ],
  };
}

/** Epoch ms of `03/01/2015 12:54:30 AM`; null where nothing stands, undefined where something else does. */
const instantOf = (text: string, local: LocalTime): number | null | undefined =>
  text === '' ? null : (local.read(text, 'M/d/yyyy h:mm:ss a') ?? undefined);
