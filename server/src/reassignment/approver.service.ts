import { Injectable } from '@nestjs/common';
import { predict } from '@tideboard/rebalance';
import { DirectoryService } from '../directory/directory.service.js';
import { planPolicy } from './control.js';
import { ControlStore } from './control-store.js';
import { Executor } from './executor.service.js';
import { type Finding, findingsOf, type Rules, type Wanted } from './findings.js';
import { ahead, effectOn, forecastOf } from './forecast.js';
import type { NamedSnapshot } from './floor.js';
import { isLoan, type ReassignmentRecord } from './record.js';
import { Engaged, ReassignmentStore } from './reassignment-store.js';
import { decide } from './steps.js';
import { UpstreamStore } from './upstream-store.js';

export type Approval =
  | { ok: true; record: ReassignmentRecord }
  | { ok: false; code: string; detail: string; record: ReassignmentRecord | null };

/** `fence`: the automation asks, as the holder of this fencing number; without it a person does. */
interface Asking {
  by: string;
  floor: NamedSnapshot;
  fence?: number;
}

/** The step from a proposal to a command: looks at the floor once more, takes the agents, and wakes the executor. */
@Injectable()
export class Approver {
  constructor(
    private readonly store: ReassignmentStore,
    private readonly control: ControlStore,
    private readonly upstreams: UpstreamStore,
    private readonly executor: Executor,
    private readonly directory: DirectoryService,
  ) {}

  /** Carries a stored proposal out, or lets it expire with the reason when it no longer holds. */
  async approve(id: string, { by, floor, fence }: Asking): Promise<Approval> {
    const seen = (await this.store.open()).get(id)?.record ?? null;
    if (seen?.decision !== 'proposed') return { ok: false, code: 'conflict', detail: 'It is decided already.', record: seen };
    const { policy } = await this.control.read();
    const against = findingsOf(floor, wantedOf(seen), rulesOf(policy.limits)).find(
      // A person may go where the plan would not; the plan may not.
      ({ severity }) => severity !== 'warns' || fence !== undefined,
    );
    if (against) return this.expire(id, against, { by, now: floor.now, fence });
    const prepared = await this.prepare(seen, floor);
    try {
      const record = await this.store.update(
        id,
        (held) => decide({ ...held, ...prepared }, { event: 'approve', by, now: floor.now }),
        fence,
      );
      if (record?.decision !== 'approved') return { ok: false, code: 'conflict', detail: 'It is decided already.', record };
      await this.executor.wake(record);
      return { ok: true, record };
    } catch (error) {
      if (!(error instanceof Engaged)) throw error;
      const moved: Finding = { code: 'agent_moved', severity: 'moved', message: 'An agent is in another reassignment.' };
      return this.expire(id, moved, { by, now: floor.now, fence });
    }
  }

  /** What is only known at the moment of execution: who obeys, how long the loan lasts, what is predicted now. */
  async prepare(
    record: ReassignmentRecord,
    floor: NamedSnapshot,
  ): Promise<Pick<ReassignmentRecord, 'upstream' | 'endsAt' | 'forecast' | 'prediction'>> {
    const { policy, misfits } = await this.control.read();
    const actions = record.entries.flatMap(({ agent }) =>
      agent === null ? [] : [{ action: record.kind, agent, to: record.to }],
    );
    const { from, to } = record;
    const before = withoutOrders(floor, record);
    const effect = effectOn(predict(before, actions, planPolicy(policy)), from, to);
    const waiting = ahead(before, actions, { to, policy: planPolicy(policy) });
    const known = misfits[this.directory.channel(to)?.type ?? ''] ?? [];
    const receiver = floor.channels.find(({ id }) => id === to);
    return {
      upstream: await this.upstreams.forChannels([from, to]),
      endsAt: isLoan(record.kind) ? floor.now + policy.maxLoanSeconds * 1000 : null,
      // What tickets that change channel do to its line, the predictor does not say.
      forecast: record.kind === 'reroute' ? null : forecastOf(waiting, receiver, { now: floor.now, misfits: known }),
      prediction: effect.receiver ? effect : record.prediction,
    };
  }

  private async expire(
    id: string,
    { code, message }: Finding,
    { by, now, fence }: { by: string; now: number; fence: number | undefined },
  ): Promise<Approval> {
    const record = await this.store.update(id, (held) => decide(held, { event: 'expire', by, now, note: code }), fence);
    return { ok: false, code, detail: message, record };
  }
}

/** The proposal's own orders would make its effect count twice. */
const withoutOrders = (floor: NamedSnapshot, { entries }: ReassignmentRecord): NamedSnapshot => ({
  ...floor,
  orders: (floor.orders ?? []).filter(
    ({ agent, status }) => status !== 'proposed' || !entries.some((entry) => entry.agent === agent),
  ),
});

export const wantedOf = ({ kind, from, to, entries }: ReassignmentRecord): Wanted[] =>
  entries.map(({ agent }) => ({ action: kind, agent, from, to }));

export const rulesOf = (limits: Record<string, unknown>): Rules => limits as unknown as Rules;
