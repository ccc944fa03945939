import type { ChannelType, CloudEvent, EventData, EventType } from '@tideboard/contracts';

export type Row = Readonly<Record<string, string | undefined>>;

/** An event and its instant (epoch ms), so that nobody has to read the text again. */
export interface Timed {
  at: number;
  event: CloudEvent;
}

/** What one row says: events, or why it says nothing. */
export type RowOutcome = { events: Timed[]; served?: Service } | { dropped: string };

/** Somebody was busy with something. */
export interface Service {
  agent: string;
  from: number;
  to: number;
}

/** A channel as it is put into a registry that does not have it. */
export interface ChannelBody {
  id: string;
  name: { 'zh-CN': string; en: string };
  type: ChannelType;
  [field: string]: unknown;
}

/** One kind of recorded file. */
export interface DataSet {
  name: string;
  /** The first columns of its header, as they stand in the file. */
  header: readonly string[];
  delimiter: ',' | '\t';
  /** Where the recorded clocks hung; the file does not say. */
  timeZone: string;
  mapper(timeZone: string): (row: Row) => RowOutcome;
  channel(id: string): ChannelBody;
  /** What can be told of the agents from when they served. */
  agents?(services: readonly Service[]): Timed[];
}

/** Makes the events of one upstream. Ids are made of what the row is, so that a second replay of the file changes nothing. */
export const eventsOf =
  (source: string) =>
  <T extends EventType>(type: T, at: number, subject: string, data: EventData<T>): Timed => ({
    at,
    event: { specversion: '1.0', id: `${subject}:${type}`, source, type, time: new Date(at).toISOString(), subject, data },
  });

/** What a row says that it is about, if it says so. */
export const topicOf = (text: string | undefined): { topic?: string } => {
  const topic = text?.trim().slice(0, 64);
  return topic ? { topic } : {};
};

/** "No target": the longest that the registry takes. Against any shorter one a ticket would be late that nobody had promised a time for. */
export const NO_TARGET_SECONDS = 315_360_000;

/** A channel's id from its name in the file. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 64);
