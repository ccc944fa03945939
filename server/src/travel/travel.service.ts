import { Injectable } from '@nestjs/common';
import type { PastBoard, PastExtent } from '@tideboard/contracts';
import { compilePolicy, type Policy, type PolicyVersion } from '@tideboard/domain';
import { drawBoard, type Scene } from '../board/draw.js';
import { EVERYTHING, type Reader } from '../board/reader.js';
import { readInstant } from '../ingest/instant.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { type BoardContext, hashOf } from './context.js';
import { Timeline } from './timeline.js';
import { TravelStore } from './travel-store.js';

interface Era {
  versions: PolicyVersion[];
  policy: Policy;
}

/** The board as it was. */
@Injectable()
export class TravelService {
  private readonly eras = new Map<number, Era>();

  constructor(
    private readonly store: TravelStore,
    private readonly timeline: Timeline,
    private readonly clock: SiteClock,
  ) {}

  /** From when to when one can travel. */
  async extent(): Promise<PastExtent> {
    const first = await this.store.first();
    return { from: first === null ? null : new Date(first).toISOString(), to: new Date(this.clock.now()).toISOString() };
  }

  /** @throws ProblemError 422 for an instant that is none or has not come yet, 410 for one before everything that is kept */
  async board(text: string, reader: Reader): Promise<PastBoard> {
    const at = readInstant(text);
    if (at === null || at > this.clock.now()) throw new ProblemError(422, 'query', 'at: an RFC 3339 instant in the past');
    const real = this.clock.realAt(at);
    const recorded = await this.store.hashAt(at, real);
    const context = recorded ? await this.store.context(recorded.context) : await this.store.contextAt(at, real);
    if (!context) throw new ProblemError(410, 'before_history', 'Nothing is kept of that time.');
    const era = await this.era(context.registry);
    const { site, channels } = era.versions.at(-1)!;
    const logId = recorded?.logId ?? `${Math.floor(real)}-18446744073709551615`;
    const moment = { logId, at, policy: era.policy, registry: context.registry };
    const numbers = await this.timeline.at(moment, (past) =>
      past.numbers(
        channels.map(({ id }) => id),
        context.phase.day,
      ),
    );
    const scene: Scene = { ...heldIn(context), rev: recorded?.rev ?? context.rev, ...numbers, site, channels };
    const draw = (by: Reader) => drawBoard(scene, { reader: by, at, clockRate: this.clock.rate });
    return { ...draw(reader), past: { hash: hashOf(draw(EVERYTHING)), recorded: recorded?.hash ?? null } };
  }

  private async era(rev: number): Promise<Era> {
    const known = this.eras.get(rev);
    if (known) return known;
    const versions = await this.store.registry(rev);
    if (!versions) throw new ProblemError(410, 'before_history', 'The registry of that time is not kept.');
    const era = { versions, policy: compilePolicy(versions) };
    if (this.eras.size > 50) this.eras.clear();
    this.eras.set(rev, era);
    return era;
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
