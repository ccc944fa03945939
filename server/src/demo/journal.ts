import type { CloudEvent, EventData, EventType } from '@tideboard/contracts';

const SOURCE = '/demo/floor';

/** The instant is written once, here: what follows in the same millisecond keeps its place by the contract's order of types. */
export class Journal {
  private events: CloudEvent[] = [];
  private serial = 0;

  note<T extends EventType>(type: T, at: number, subject: string, data: EventData<T>): string {
    // A running number and nothing of the day's clock: the same story has the same ids, so telling it twice changes nothing.
    const id = `demo-${String((this.serial += 1)).padStart(7, '0')}`;
    this.events.push({ specversion: '1.0', id, source: SOURCE, type, time: new Date(at).toISOString(), subject, data });
    return id;
  }

  /** What was noted since the last time. */
  drain(): CloudEvent[] {
    const noted = this.events;
    this.events = [];
    return noted;
  }
}
