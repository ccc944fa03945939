import type { Agenda } from './agenda.js';
import type { Agent } from './agent.js';
import { LOOK_EVERY_SECONDS, mayHelp } from './assist.js';
import type { Crew } from './crew.js';
import { later } from './profile.js';

interface Lines {
  /** When the oldest one who waits came; null where nobody does. */
  oldest: (channel: string) => number | null;
  dispatch: (channel: string, at: number) => void;
}

/** People who stay at home and take a customer of another channel when their rule allows. */
export class Helpers {
  private readonly watched = new Set<string>();

  constructor(
    private readonly parts: { agenda: Agenda; crew: Crew },
    private readonly lines: Lines,
  ) {}

  /** Looks after a channel as long as it has helpers: a rule may come true by time alone. */
  watch(host: string, at: number): void {
    if (this.watched.has(host)) return;
    this.watched.add(host);
    const next = later(at, LOOK_EVERY_SECONDS);
    this.parts.agenda.add(next, () => {
      this.watched.delete(host);
      this.lines.dispatch(host, next);
      if (this.parts.crew.hasHelpers(host)) this.watch(host, next);
    });
  }

  /** Who may take the host's oldest customer now. */
  freeFor(host: string, at: number): Agent | null {
    const { crew } = this.parts;
    const wait = (channel: string): number | null => {
      const since = this.lines.oldest(channel);
      return since === null ? null : (at - since) / 1000;
    };
    const may = ({ id, channel, assists }: Agent): boolean =>
      mayHelp(assists.find((assist) => assist.host === host)!.rule, {
        homeWait: wait(channel),
        hostOldest: wait(host) ?? 0,
        freeAtHome: crew.freeOn(channel).filter((colleague) => colleague.id !== id).length,
      });
    return crew.idleHelpers(host).find(may) ?? null;
  }
}
