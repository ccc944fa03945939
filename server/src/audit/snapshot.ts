import type { PolicyVersion } from '@tideboard/domain';

/** Everything of the store that the audit compares, as it stood at one time. */
export interface Snapshot {
  /** Records as they are stored. */
  tickets: ReadonlyMap<string, string>;
  agents: ReadonlyMap<string, string>;
  /** Counters by bucket: `now` and the dates of business days. */
  counters: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Since when tickets wait, by channel and ticket. */
  waiting: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** When time alone will change a record, by member (`t:` ticket, `a:` agent). */
  wake: ReadonlyMap<string, string>;
  /** Events in the log up to here belong to the records. */
  lastLogId: string | null;
  /** The site clock after everything was read (epoch ms). */
  now: number;
  policy: {
    registry: string | null;
    judged: string | null;
    versions: readonly PolicyVersion[];
    /** The site clock that there is, and the one that everything was judged by; null in a store that nobody has judged yet. */
    clock: string;
    judgedClock: string | null;
  };
}
