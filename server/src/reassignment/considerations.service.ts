import { Injectable } from '@nestjs/common';
import type { ReassignmentBody } from '@tideboard/contracts';
import type { Principal } from '../access/principal.js';
import { ProblemError } from '../platform/http/problem.js';
import { rulesOf } from './approver.service.js';
import { ControlStore } from './control-store.js';
import { chooseAgents, type Finding, findingsOf } from './findings.js';
import type { NamedSnapshot } from './floor.js';
import { assertOwn } from './own.js';
import { claimedAgent, claimsOf } from './record.js';
import { ReassignmentStore } from './reassignment-store.js';
import { readRequest, type Requested } from './requests.js';

/** What a person asks for, and what speaks against it. */
@Injectable()
export class Considerations {
  constructor(
    private readonly store: ReassignmentStore,
    private readonly control: ControlStore,
  ) {}

  /** Reads the request, chooses agents where only a number is named, and finds what speaks against it. */
  async consider(
    caller: Principal,
    body: ReassignmentBody,
    floor: NamedSnapshot,
  ): Promise<{ requested: Requested; findings: Finding[] }> {
    const { policy } = await this.control.read();
    const rules = rulesOf(policy.limits);
    const requested = readRequest(body, (id) => floor.agents.find((agent) => agent.id === id)?.channel ?? undefined);
    assertOwn(caller, requested);
    if (requested.count !== null) {
      const taken = new Set([...(await this.store.open()).values()].flatMap(({ record }) => claimsOf(record).map(claimedAgent)));
      const chosen = chooseAgents(floor, { from: requested.from, to: requested.to, count: requested.count }, taken, rules);
      if (chosen.length < requested.count)
        throw new ProblemError(422, 'not_enough_agents', `${chosen.length} of ${requested.count} agents can go.`);
      requested.actions = chosen.map((agent) => ({ agent, tickets: null, when: null }));
    }
    const wanted = requested.actions.map(({ agent }) => ({
      action: requested.kind,
      agent,
      from: requested.from,
      to: requested.to,
    }));
    return { requested, findings: findingsOf(floor, wanted, rules) };
  }
}
