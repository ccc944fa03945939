import { Injectable } from '@nestjs/common';
import type { PastBoard, PastExtent } from '@tideboard/contracts';
import type { PolicyVersion } from '@tideboard/domain';
import { drawBoard, type Scene } from '../board/draw.js';
import { EVERYTHING, type Reader } from '../board/reader.js';
import { RETENTION } from '../directory/defaults.js';
import { DirectoryService } from '../directory/directory.service.js';
import { readInstant } from '../ingest/instant.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { type BoardContext, hashOf } from './context.js';
import { Timeline } from './timeline.js';
import { TravelStore } from './travel-store.js';

/** The board as it was. */
@Injectable()
export class TravelService {
  private readonly registries = new Map<number, PolicyVersion[]>();

  constructor(
    private readonly store: TravelStore,
    private readonly timeline: Timeline,
    private readonly clock: SiteClock,
    private readonly directory: DirectoryService,
  ) {}

  /** From when to when one can travel. */
  async extent(): Promise<PastExtent> {
    const to = this.clock.now();
    const first = await this.store.first();
    const from = first === null ? null : Math.max(first, (await this.timeline.reach()) ?? first);
    const { timeZone, retention } = this.directory.site();
    return {
      from: from === null || from > to ? null : new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      timeZone,
      eventLogDays: retention?.eventLogDays ?? RETENTION.eventLogDays,
    };
  }

  /** @throws ProblemError 422 for an instant that is none or has not come yet, 410 for one before everything that is kept, or that the log does not reach any more */
  async board(text: string, reader: Reader): Promise<PastBoard> {
    const at = readInstant(text);
    if (at === null || at > this.clock.now()) throw new ProblemError(422, 'query', 'at: an RFC 3339 instant in the past');
    const real = this.clock.realAt(at);
    const recorded = await this.store.hashAt(at, real);
    const context = recorded ? await this.store.context(recorded.context) : await this.store.contextAt(at, real);
    if (!context) throw new ProblemError(410, 'before_history', 'Nothing is kept of that time.');
    const versions = await this.versions(context.registry);
    const { site, channels } = versions.at(-1)!;
    const logId = recorded?.logId ?? `${Math.floor(real)}-18446744073709551615`;
    const numbers = await this.timeline.numbers({
      logId,
      at,
      registry: context.registry,
      versions,
      channels: channels.map(({ id }) => id),
      day: context.phase.day,
    });
    const scene: Scene = { ...heldIn(context), rev: recorded?.rev ?? context.rev, ...numbers, site, channels };
    const draw = (by: Reader) => drawBoard(scene, { reader: by, at, clockRate: this.clock.rate });
    return { ...draw(reader), past: { hash: hashOf(draw(EVERYTHING)), recorded: recorded?.hash ?? null } };
  }

  private async versions(rev: number): Promise<PolicyVersion[]> {
    const known = this.registries.get(rev) ?? (await this.store.registry(rev));
    if (!known) throw new ProblemError(410, 'before_history', 'The registry of that time is not kept.');
    if (this.registries.size > 50) this.registries.clear();
    this.registries.set(rev, known);
    return known;
  }
}

const heldIn = ({ phase, alerts, reassignments, automation, registry, epoch }: BoardContext) => ({
  phase,
  alerts,
  reassignments,
  automation,
  registry,
  epoch,
  rebuilding: false,
});
