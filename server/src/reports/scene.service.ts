import { Injectable } from '@nestjs/common';
import type { Channel, Retention } from '@tideboard/contracts';
import { mayRead } from '../access/principal.js';
import { RETENTION } from '../directory/defaults.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { PolicyService } from '../tickets/policy.service.js';
import { topicsSince } from './day-marks.js';
import { RollupStore } from './rollup-store.js';
import type { Asking, Scene } from './scene.js';

/** Sets the scene of a report: which channels there are, which of them the reader may see, and what day it is. */
@Injectable()
export class SceneService {
  constructor(
    private readonly policies: PolicyService,
    private readonly store: RollupStore,
    private readonly clock: SiteClock,
  ) {}

  /** The business day that is running. */
  today(): string {
    return this.policies.current().policy.dayOf(this.clock.now()).date;
  }

  /** How long the site keeps things. */
  retention(): Required<Retention> {
    return { ...RETENTION, ...this.policies.current().versions.at(-1)!.site.retention };
  }

  /** @param named channels that the period's cells speak of: one that has left the registry keeps its past */
  async of({ caller, channel }: Asking, named: ReadonlySet<string>): Promise<Scene> {
    const { versions } = this.policies.current();
    const { site, channels: present } = versions.at(-1)!;
    const known = new Map<string, Channel>(versions.flatMap(({ channels }) => channels.map((each) => [each.id, each] as const)));
    const ids = new Set([...present.toSorted((a, b) => a.position - b.position).map(({ id }) => id), ...named]);
    const visible = [...ids].flatMap((id) => (mayRead(caller, id) ? (known.get(id) ?? []) : []));
    const channels = channel === null ? visible : visible.filter(({ id }) => id === channel);
    if (channel !== null && channels.length === 0) throw new ProblemError(404, 'not_found', 'There is no such channel.');
    return {
      site,
      channels,
      fed: await this.store.fed(channels.map(({ id }) => id)),
      now: this.clock.now(),
      today: this.today(),
      topicsSince: topicsSince(versions),
    };
  }
}
