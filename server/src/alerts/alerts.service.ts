import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Board } from '@tideboard/contracts';
import { type AlertState, stepAlert } from '@tideboard/domain';
import { BoardService } from '../board/board.service.js';
import { EVERYTHING } from '../board/reader.js';
import { DirectoryService } from '../directory/directory.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { Loop } from '../platform/loop.js';
import { Lease } from '../platform/redis/index.js';
import { alertField, type AlertRecord } from './alert-record.js';
import { AlertStore, type Seen, type Turn } from './alert-store.js';
import { EarlyWarning } from './early-warning.service.js';
import { type Silence, silencedUntil } from './silence.js';
import { SilenceStore } from './silence-store.js';
import { type Watch, watchesOf } from './alert-rules.js';

/** Pending periods end with no event arriving: they are looked at so often (real ms). */
const LOOK_EVERY_MS = 250;

/** Watches the board and raises and clears alerts; on the node that holds the site's lease. */
@Injectable()
export class AlertsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop = new Loop('alerts', async () => {
    if (await this.lease.held()) await this.evaluate();
    return LOOK_EVERY_MS;
  });

  constructor(
    private readonly boards: BoardService,
    private readonly directory: DirectoryService,
    private readonly store: AlertStore,
    private readonly lease: Lease,
    private readonly clock: SiteClock,
    private readonly silences: SilenceStore,
    private readonly early: EarlyWarning,
  ) {}

  onApplicationBootstrap(): void {
    this.boards.onChange(() => this.loop.wake());
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  private async evaluate(): Promise<void> {
    const board = this.boards.view(EVERYTHING);
    if (!board || board.rebuilding) return;
    const [seen, silences] = await Promise.all([this.store.all(), this.silences.all()]);
    const now = this.clock.now();
    const watched = watchesIn(board, this.directory, this.early);
    const turns = [...watched].flatMap(([field, entry]) => turnOf(entry, seen.get(field), { now, silences }));
    // A rule or a channel that is gone takes its alert along.
    const orphans = [...seen]
      .filter(([field]) => !watched.has(field))
      .map(([, { record }]) => ({
        at: record!,
        turn: { next: null, clearedAt: now, told: true, quiet: record!.heard === false },
      }));
    await Promise.all(
      [...turns, ...orphans].map(({ at, turn }) => this.store.turn(at, seen.get(alertField(at.channel, at.metric)), turn)),
    );
    await this.silences.forget(silences.filter(({ until }) => until <= now));
  }
}

interface Watched {
  channel: string;
  watch: Watch;
}

function watchesIn(board: Board, directory: DirectoryService, early: EarlyWarning): Map<string, Watched> {
  const entries = board.channels.flatMap((shown) => {
    const channel = directory.channel(shown.id);
    return channel
      ? watchesOf(channel, shown, early.watches(shown.id)).map(
          (watch) => [alertField(shown.id, watch.metric), { channel: shown.id, watch }] as const,
        )
      : [];
  });
  return new Map(entries);
}

interface Moment {
  now: number;
  silences: readonly Silence[];
}

function turnOf(
  { channel, watch }: Watched,
  seen: Seen | undefined,
  { now, silences }: Moment,
): { at: { channel: string; metric: string }; turn: Turn }[] {
  const before: AlertState = seen?.record?.state ?? { is: 'clear' };
  const { state, change } = stepAlert(before, watch.rule, { value: watch.value, now });
  const at = { channel, metric: watch.metric };
  const muted = silencedUntil(silences, at, now);
  const silenced = state.is === 'firing' ? muted : null;
  if (state === before && silenced === (seen?.record?.silencedUntil ?? null)) return [];
  const unheard = seen?.record?.heard === false;
  if (state.is === 'clear') {
    const quiet = unheard || muted !== null;
    return [{ at, turn: { next: null, ...(change === 'cleared' ? { clearedAt: now } : {}), told: change !== null, quiet } }];
  }
  const kept = seen?.record ?? { acknowledgedBy: null, snoozedUntil: null };
  const figures = change
    ? { value: watch.value, threshold: limitOf(watch, state), ...evidenceOf(watch) }
    : { value: seen?.record?.value ?? watch.value, threshold: seen?.record?.threshold ?? null, ...evidenceOf(seen?.record) };
  const { acknowledgedBy, snoozedUntil } = kept;
  const heard = silenced === null || !(unheard || change === 'raised');
  const next: AlertRecord = { acknowledgedBy, snoozedUntil, silencedUntil: silenced, heard, ...at, ...figures, state };
  // What has fired into a silence is told when the silence ends.
  const told = change !== null || (unheard && heard);
  return [{ at, turn: { next, told, quiet: silenced !== null } }];
}

const evidenceOf = (of: Pick<Watch, 'evidence'> | null | undefined) => (of?.evidence ? { evidence: of.evidence } : {});

const limitOf = ({ rule }: Watch, { level }: { level: 'watch' | 'breach' }): number | null =>
  level === 'breach' ? rule.breach : rule.warn;
