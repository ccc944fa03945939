// Rated support contacts: reported, answered and rated on three channels. When the work was done is not recorded, so a contact stays in
// progress. The survey has a date and no time: its rating counts from the answer on, the earliest moment at which it can have been given.
import { type DataSet, eventsOf, NO_TARGET_SECONDS, type Row, type RowOutcome, slugOf, topicOf } from './data-set.js';
import { LocalTime } from './local-time.js';

const event = eventsOf('/replay/csat');

const CHANNELS: Record<string, { zh: string; en: string; type: 'phone' | 'email' }> = {
  inbound: { zh: '呼入', en: 'Inbound', type: 'phone' },
  outcall: { zh: '外呼', en: 'Outcall', type: 'phone' },
  email: { zh: '邮件', en: 'Email', type: 'email' },
};

export const csat: DataSet = {
  name: 'rated support contacts',
  header: ['Unique id', 'channel_name', 'category'],
  delimiter: ',',
  // The file names no zone; its shop is an Indian one.
  timeZone: 'Asia/Kolkata',
  mapper: (timeZone) => {
    const local = new LocalTime(timeZone);
    return (row) => readRow(row, local);
  },
  channel: (name) => {
    const { zh, en, type } = CHANNELS[name.replace(/^rated-/, '')] ?? { zh: name, en: name, type: 'phone' as const };
    const targets = { responseSeconds: 3600, assignSeconds: NO_TARGET_SECONDS, ...handling(NO_TARGET_SECONDS) };
    return { id: name, name: { 'zh-CN': zh, en }, type, serviceHours: null, deferrable: true, targets };
  },
};

const handling = (seconds: number) => ({ handleSeconds: { urgent: seconds, normal: seconds, low: seconds } });

function readRow(row: Row, local: LocalTime): RowOutcome {
  const id = row['Unique id'];
  const name = slugOf(row['channel_name'] ?? '');
  const reported = instantOf(row['Issue_reported at'], local);
  const responded = instantOf(row['issue_responded'], local);
  const score = Number(row['CSAT Score']);
  if (!id || !name || reported === null || responded === null) return { dropped: 'unreadable' };
  if (!Number.isInteger(score) || score < 1 || score > 5) return { dropped: 'unreadable' };
  const agent = row['Agent_name'];
  const rated = Math.max(responded, surveyDay(row['Survey_response_Date'], local) ?? responded);
  return {
    events: [
      // Not `email`: a registry has a mailbox of that name already, with other targets.
      event('ticket.created', reported, id, {
        channel: `rated-${name}`,
        summary: row['Sub-category'] ?? '',
        ...topicOf(row['category']),
      }),
      event('ticket.started', responded, id, agent ? { agent } : {}),
      event('ticket.rated', rated, id, { score }),
    ],
  };
}

/** `1/8/2023 11:13` is the first of August. */
const instantOf = (text: string | undefined, local: LocalTime): number | null => local.read(text ?? '', 'd/M/yyyy H:mm');

/** The beginning of `1-Aug-23`. */
const surveyDay = (text: string | undefined, local: LocalTime): number | null => local.read(text ?? '', 'd-MMM-yy');
