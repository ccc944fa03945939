import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Board, STALE_AFTER_MS } from '@tideboard/contracts';
import { DirectoryService } from '../directory/directory.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { Readiness } from '../platform/health/readiness.js';
import { Loop } from '../platform/loop.js';
import { channels as feeds, RedisConnections } from '../platform/redis/index.js';
import { PolicyService } from '../tickets/policy.service.js';
import { BoardReader, type BoardReading, type Since } from './board-reader.js';
import { drawBoard, NO_AUTOMATION, type Scene } from './draw.js';
import { type Reader, readerKey } from './reader.js';

/** Frames to one screen are at least so far apart (real ms): below what an eye tells apart, above what a thousand screens cost. */
const MIN_GAP_MS = 50;
const LOOK_EVERY_MS = 500;
/** Below this many tickets everything is judged anew before a person could read the word for it. */
const REBUILDING_FROM = 5000;

export interface Pulse {
  epoch: string;
  rev: number;
  /** Grows while the applying path lives. */
  pulse: number;
}

/** This node's picture of the board: follows the store from rev to rev, and tells who listens. */
@Injectable()
export class BoardService implements OnApplicationBootstrap, OnModuleDestroy {
  private scene: Scene | null = null;
  private readonly views = new Map<string, Board>();
  private readonly listeners = new Set<() => void>();
  private refreshing: Promise<BoardReading> | null = null;
  private unsubscribe: (() => void) | undefined;
  private readonly loop = new Loop('board', async () => {
    const began = performance.now();
    this.nudged = false;
    const rev = this.scene?.rev;
    await this.refresh();
    if (this.scene && this.scene.rev !== rev) for (const listener of this.listeners) listener();
    const gap = MIN_GAP_MS - (performance.now() - began);
    return this.nudged ? Math.max(0, gap) : LOOK_EVERY_MS;
  });
  private nudged = false;
  private lastPulse = { value: -1, at: -Infinity };

  constructor(
    private readonly connections: RedisConnections,
    private readonly reader: BoardReader,
    private readonly directory: DirectoryService,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
    readiness: Readiness,
  ) {
    readiness.add('applying', () => this.isApplying());
  }

  async onApplicationBootstrap(): Promise<void> {
    this.unsubscribe = await this.connections.subscribe(feeds.feed, () => this.nudge());
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    this.unsubscribe?.();
    return this.loop.stop();
  }

  /** Calls `listener` whenever this node has drawn a newer rev. */
  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** The latest drawn board; the same object for all readers who are alike. Null before the first reading. */
  view(reader: Reader): Board | null {
    if (!this.scene) return null;
    const key = readerKey(reader);
    const known = this.views.get(key);
    if (known) return known;
    const board = this.draw(this.scene, reader);
    this.views.set(key, board);
    return board;
  }

  /** The board as the store has it now: what was acknowledged before the call is in it. Null while the first phase is not known yet. */
  async read(reader: Reader): Promise<Board | null> {
    // A reading under way may have begun before the caller's event was counted: wait it out and take the next.
    await this.refreshing?.catch(() => undefined);
    await this.refresh();
    return this.scene && this.draw(this.scene, reader);
  }

  /** Where the store stands, from the store itself. */
  async pulse(): Promise<Pulse> {
    const { epoch, rev, pulse } = await this.refresh();
    return { epoch, rev, pulse };
  }

  /** Whether the sweep behind the board has moved within the time that makes a screen stale. */
  private async isApplying(): Promise<boolean> {
    const { pulse } = await this.refresh();
    if (pulse !== this.lastPulse.value) this.lastPulse = { value: pulse, at: performance.now() };
    return this.scene !== null && performance.now() - this.lastPulse.at < STALE_AFTER_MS;
  }

  private nudge(): void {
    this.nudged = true;
    this.loop.wake();
  }

  private draw(scene: Scene, reader: Reader): Board {
    return drawBoard(scene, { reader, at: this.clock.now(), clockRate: this.clock.rate });
  }

  private refresh(): Promise<BoardReading> {
    this.refreshing ??= this.follow().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async follow(): Promise<BoardReading> {
    let from = this.since();
    for (;;) {
      // One registry for the question and the answer: a change in between must not be drawn under this rev.
      const registry = this.directory.current();
      const { site, channels } = registry.versions.at(-1)!;
      const reading = await this.reader.read(
        channels.map(({ id }) => id),
        from,
      );
      if (reading.registry !== registry.rev) await this.policies.adopt();
      else if (reading.epoch === from.epoch && reading.rev < from.rev) await this.policies.renewEpoch(from.epoch, from.rev);
      else if (reading.phase && reading.phase.day !== from.day) from = { epoch: '', rev: -1, day: reading.phase.day };
      else return this.take(reading, from, { site, channels });
      if (this.scene?.registry !== this.directory.current().rev) from = { ...from, epoch: '', rev: -1 };
    }
  }

  private since(): Since {
    const { scene } = this;
    if (scene && scene.registry === this.directory.current().rev)
      return { epoch: scene.epoch, rev: scene.rev, day: scene.phase.day };
    return { epoch: '', rev: -1, day: this.policies.current().policy.dayOf(this.clock.now()).date };
  }

  private take(reading: BoardReading, from: Since, drawnBy: Pick<Scene, 'site' | 'channels'>): BoardReading {
    const { epoch, rev, phase, unmapped, registry, judged, tickets } = reading;
    if (!phase || (from.epoch === epoch && from.rev === rev)) return reading;
    const known = this.scene && from.epoch === epoch ? this.scene : null;
    this.scene = {
      epoch,
      rev,
      registry,
      phase,
      unmapped,
      rebuilding: judged !== registry && tickets > REBUILDING_FROM,
      numbers: new Map([...(known?.numbers ?? []), ...reading.channels]),
      alerts: reading.alerts ?? known?.alerts ?? [],
      reassignments: reading.reassignments ?? known?.reassignments ?? [],
      automation: reading.automation ?? known?.automation ?? NO_AUTOMATION,
      ...drawnBy,
    };
    this.views.clear();
    return reading;
  }
}
