import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { BoardReader, type BoardReading } from '../board/board-reader.js';
import { BoardService } from '../board/board.service.js';
import { drawBoard, NO_AUTOMATION, type Scene } from '../board/draw.js';
import { EVERYTHING } from '../board/reader.js';
import { DirectoryService } from '../directory/directory.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { Loop } from '../platform/loop.js';
import { Lease } from '../platform/redis/index.js';
import { type BoardContext, hashOf } from './context.js';
import { TravelStore } from './travel-store.js';

const MINUTE_MS = 60_000;
/** Real ms between two looks: as exact as the past gets between two minutes. */
const LOOK_EVERY_MS = 100;
/** A board on which a deadline passes just now is between two contents: it is looked at again. */
const ATTEMPTS = 20;
const SOON_MS = 15;

interface Look {
  reading: BoardReading;
  scene: Scene;
  at: number;
}

/** Writes down what the log does not tell, when it changes, and each minute the hash of the whole; on the node that holds the lease. */
@Injectable()
export class Recorder implements OnApplicationBootstrap, OnModuleDestroy {
  private minute = 0;
  private rev = -1;
  private registry = -1;
  private context = { text: '', id: '' };
  private readonly loop = new Loop('recorder', () => this.turn());

  constructor(
    private readonly boards: BoardService,
    private readonly reader: BoardReader,
    private readonly directory: DirectoryService,
    private readonly lease: Lease,
    private readonly clock: SiteClock,
    private readonly store: TravelStore,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  private async turn(): Promise<number> {
    const minute = Math.floor(this.clock.now() / MINUTE_MS);
    const rev = this.boards.view(EVERYTHING)?.rev ?? -1;
    if ((minute === this.minute && rev === this.rev) || !(await this.lease.held())) return LOOK_EVERY_MS;
    const look = await this.look();
    // What is being judged anew is no content yet; the context is, and its turn comes with the next rev.
    if (!look) return SOON_MS;
    this.rev = rev;
    await this.keepContext(look);
    if (minute !== this.minute && (await this.keepHash(look))) this.minute = minute;
    return minute === this.minute ? LOOK_EVERY_MS : SOON_MS;
  }

  private async look(): Promise<Look | null> {
    const registry = this.directory.current();
    const { site, channels } = registry.versions.at(-1)!;
    const ids = channels.map(({ id }) => id);
    const day = this.boards.view(EVERYTHING)?.businessDay;
    if (day === undefined) return null;
    const reading = await this.reader.read(ids, { epoch: '', rev: -1, day });
    const { phase, epoch, rev, unmapped } = reading;
    if (!phase || phase.day !== day || reading.registry !== registry.rev) return null;
    if (registry.rev !== this.registry) await this.store.keepRegistry(registry.rev, registry.versions);
    this.registry = registry.rev;
    const shown = { alerts: reading.alerts ?? [], reassignments: reading.reassignments ?? [] };
    const automation = reading.automation ?? NO_AUTOMATION;
    const numbers = reading.channels;
    const scene = { epoch, rev, phase, unmapped, rebuilding: false, registry: registry.rev, site, channels, numbers, automation };
    return { reading, scene: { ...scene, ...shown }, at: this.clock.now() };
  }

  private async keepContext({ scene, at }: Look): Promise<void> {
    const { phase, alerts, reassignments, automation, registry, epoch, rev } = scene;
    const held = { phase, alerts, reassignments, automation, registry, epoch };
    const text = JSON.stringify(held);
    if (text === this.context.text) return;
    this.context = { text, id: await this.store.keepContext({ ...held, at, rev } satisfies BoardContext) };
  }

  /** False where no moment was found at which everything was judged: tried again at the next look. */
  private async keepHash(first: Look): Promise<boolean> {
    let look: Look | null = first;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (look && isSettled(look)) {
        // oxlint-disable no-await-in-loop -- the first settled look ends it
        await this.keepContext(look);
        const { scene, at, reading } = look;
        const hash = hashOf(drawBoard(scene, { reader: EVERYTHING, at, clockRate: this.clock.rate }));
        const { epoch, rev } = scene;
        await this.store.keepHash({ at, epoch, rev, logId: reading.lastLogId ?? '0-0', context: this.context.id, hash });
        return true;
      }
      look = await this.look();
      // oxlint-enable no-await-in-loop
    }
    return false;
  }
}

/** The numbers are those of `at`: everything is judged by this registry, and no deadline has passed that the sweep has yet to count. */
const isSettled = ({ reading, at }: Look): boolean =>
  reading.judged === reading.registry && (reading.nextWakeAt === null || reading.nextWakeAt > at);
