import { Injectable } from '@nestjs/common';
import {
  type CallBackRule,
  defaultCallBackRule,
  defaultEscalationRules,
  EscalationRules,
  fieldError,
} from '@tideboard/contracts';
import { assertMatches, etagOf } from '../directory/etag.js';
import { mergePatch } from '../directory/merge-patch.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { checker } from '../platform/http/json-body.js';
import { ProblemError } from '../platform/http/problem.js';
import { keys, RedisConnections } from '../platform/redis/index.js';

/** The rules, and since when (epoch ms) they hold: nothing is raised as if they had held before. */
export type HeldRules = EscalationRules & { since: number; callBack: CallBackRule; callsSince: number };

const shape = checker(EscalationRules);
const NOBODY = { '1': null, '2': null, '3': null, '4': null };

/** The floor's ladder, as somebody has set it, else the handbook's. */
@Injectable()
export class EscalationStore {
  constructor(
    private readonly connections: RedisConnections,
    private readonly clock: SiteClock,
  ) {}

  async read(): Promise<HeldRules> {
    const stored = await this.connections.main.get(keys.escalationRules);
    const held = stored === null ? defaultEscalationRules() : (JSON.parse(stored) as EscalationRules & Partial<HeldRules>);
    return { since: 0, callsSince: 0, ...held, callBack: held.callBack ?? defaultCallBackRule() };
  }

  /** What people set, and the name of its content. */
  async rules(): Promise<{ rules: EscalationRules; etag: string }> {
    const { since: _, callsSince: __, ...rules } = await this.read();
    return { rules, etag: etagOf(rules) };
  }

  async write(rules: EscalationRules): Promise<void> {
    const { callBack: was, callsSince } = await this.read();
    const [now, { callBack = was }] = [this.clock.now(), checked(rules)];
    // A call that is due already must not get lost when somebody saves a rule of the ladder.
    const started = callBack.mode === 'auto' && was.mode !== 'auto';
    const held: HeldRules = { ...rules, callBack, since: now, callsSince: started ? now : callsSince };
    await this.connections.main.set(keys.escalationRules, JSON.stringify(held));
  }

  /** A JSON merge patch. @throws ProblemError 412 where somebody else was quicker, 422 where the rules would not be any */
  async patch(patch: unknown, ifMatch: string | undefined): Promise<void> {
    const { rules } = await this.rules();
    assertMatches(ifMatch, rules);
    const merged = mergePatch(rules, patch) as EscalationRules;
    // A merge patch takes an owner away by a null, which is the owner "nobody" here.
    await this.write(shape({ ...merged, owners: { ...NOBODY, ...merged.owners } }));
  }
}

/** @throws ProblemError 422 where two rules have one id: events and suggestions name a rule by it */
function checked(rules: EscalationRules): EscalationRules {
  const twin = rules.rules.findIndex(({ id }, i) => rules.rules.findIndex((rule) => rule.id === id) < i);
  if (twin < 0) return rules;
  const errors = [fieldError(`/rules/${twin}/id`, 'twin_id')];
  throw new ProblemError(422, 'invalid', 'The body does not have the expected shape.', { errors });
}
