import { Injectable } from '@nestjs/common';
import { type AutomationView, fieldError, type PolicyBody, type PolicyDocument } from '@tideboard/contracts';
import type { Principal } from '../access/principal.js';
import { DirectoryService } from '../directory/directory.service.js';
import { readInstant } from '../ingest/instant.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { amendDocument, settingsHash, viewOfControl } from './control.js';
import { ControlStore } from './control-store.js';
import { Simulations } from './simulations.service.js';

export interface PauseRequest {
  until?: string | null | undefined;
  minutes?: number | undefined;
  reason?: string | undefined;
}

/** What people set of the automation. */
@Injectable()
export class PolicyDesk {
  constructor(
    private readonly control: ControlStore,
    private readonly simulations: Simulations,
    private readonly directory: DirectoryService,
    private readonly clock: SiteClock,
  ) {}

  async read(): Promise<PolicyDocument> {
    return (await this.control.read()).policy;
  }

  /** @throws ProblemError 409 for an older version than the present, or for `auto` with settings that no simulation has tried */
  async write(body: PolicyBody): Promise<PolicyDocument> {
    this.assertChannels(body);
    const tried = new Set(await this.simulations.tried());
    const { policy } = await this.control.update((control) => {
      if (body.version !== undefined && body.version !== control.policy.version)
        throw new ProblemError(409, 'conflict', `The policy has version ${control.policy.version} now.`);
      const next = amendDocument(control.policy, body);
      if (next.mode === 'auto' && !tried.has(settingsHash(next)))
        throw new ProblemError(409, 'not_simulated', 'Run a simulation of exactly these settings before they act on their own.');
      const unchanged = JSON.stringify({ ...next, version: 0 }) === JSON.stringify({ ...control.policy, version: 0 });
      // Somebody has looked at why it stepped down, and decided.
      return unchanged ? control : { ...control, policy: next, ...(next.mode === 'auto' ? { demotedAt: null, scores: [] } : {}) };
    });
    return policy;
  }

  async automation(): Promise<AutomationView> {
    return viewOfControl(await this.control.read());
  }

  async pause(caller: Principal, { until, minutes, reason }: PauseRequest): Promise<AutomationView> {
    const now = this.clock.now();
    const at = typeof until === 'string' ? readInstant(until) : minutes === undefined ? null : now + minutes * 60_000;
    if (typeof until === 'string' && (at === null || at <= now))
      throw new ProblemError(422, 'invalid', 'until: an instant in the future', {
        errors: [fieldError('/until', 'past_instant')],
      });
    const pause = { by: caller.name, until: at, reason: reason ?? null, at: now };
    return viewOfControl(await this.control.update((control) => ({ ...control, pause })));
  }

  async resume(): Promise<AutomationView> {
    return viewOfControl(await this.control.update((control) => (control.pause ? { ...control, pause: null } : control)));
  }

  private assertChannels({ minStaff = {}, limits }: PolicyBody): void {
    const named = [
      ...Object.keys(minStaff).map((id) => [`/minStaff/${id}`, id] as const),
      ...Object.entries(limits?.setupSeconds ?? {}).flatMap(([from, row]) =>
        [from, ...Object.keys(row)].map((id) => [`/limits/setupSeconds/${from}`, id] as const),
      ),
    ];
    const errors = named
      .filter(([, id]) => !this.directory.channel(id))
      .map(([path, id]) => fieldError(path, 'unknown_channel', { id }));
    if (errors.length > 0) throw new ProblemError(422, 'invalid', 'The policy names channels that do not exist.', { errors });
  }
}
