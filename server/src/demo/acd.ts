import type { ReassignmentCommand } from '@tideboard/contracts';
import type { Agent } from './agent.js';
import type { Crew } from './crew.js';
import type { Floor } from './floor.js';

/** What an upstream answers to a command. */
export interface CommandAnswer {
  status: 'accepted' | 'refused';
  reason?: string;
}

/** Of so many orders to help, one is refused, and it is always the same one: whoever watches sees that a yes is not a matter of course. */
const ORDERS_PER_REFUSAL = 12;
const REFUSED_ORDER = 4;
/** Nobody changes desks for so short a rest of the day, whoever orders it. */
const GOES_HOME_MS = 20 * 60_000;

const accepted: CommandAnswer = { status: 'accepted' };
const refused = (reason: string): CommandAnswer => ({ status: 'refused', reason });

/**
 * The floor's ACD as Tideboard sees it: takes commands, answers at once, and obeys in its own time. It does nothing twice for one
 * idempotency key and nothing late: an order that was overtaken by a newer one for the same agent is refused.
 */
export class Acd {
  private readonly answers = new Map<string, CommandAnswer>();
  private readonly fences = new Map<string, number>();
  private orders = 0;

  constructor(
    private readonly crew: Crew,
    private readonly floor: Floor,
  ) {}

  obey(command: ReassignmentCommand, at: number): CommandAnswer {
    const { idempotencyKey, fence, agent, tickets } = command;
    const known = this.answers.get(idempotencyKey);
    if (known) return known;
    const about = agent ?? tickets?.[0] ?? '';
    const overtaken = fence < (this.fences.get(about) ?? 0);
    if (!overtaken) this.fences.set(about, fence);
    const answer = overtaken ? refused('a newer order came first') : this.carryOut(command, at);
    this.answers.set(idempotencyKey, answer);
    return answer;
  }

  private carryOut(command: ReassignmentCommand, at: number): CommandAnswer {
    const { action, agent: id, tickets = [], to } = command;
    const agent = this.crew.find(id ?? '');
    if (action === 'reroute') {
      if (id !== undefined && agent?.channel !== to) return refused(`${id} does not work on ${to} any more`);
      return this.floor.reroute(tickets, { to, agent }, at) > 0 ? accepted : refused('none of these tickets is still waiting');
    }
    if (!agent) return refused('no such agent');
    const against = action === 'move' || action === 'assist' ? this.against(agent, command, at) : null;
    if (against !== null) return refused(against);
    this.order(agent, command, at);
    return accepted;
  }

  /** Why the agent cannot help, or null. Coming home needs no reason and is never refused. */
  private against(agent: Agent, { from, to }: ReassignmentCommand, at: number): string | null {
    this.orders += 1;
    if (agent.state === 'offline' || agent.leaving === 'offline') return 'has finished for the day';
    if (agent.state === 'break' || agent.leaving === 'break') return 'is on a break';
    if (agent.channel !== from || agent.movingTo !== null) return `does not work on ${from} any more`;
    if (!agent.skills.includes(to)) return `has not learnt ${to}`;
    if (agent.shiftEndsAt !== null && agent.shiftEndsAt - at < GOES_HOME_MS) return 'goes home soon';
    return this.orders % ORDERS_PER_REFUSAL === REFUSED_ORDER ? 'has a training session in a few minutes' : null;
  }

  private order(agent: Agent, { action, from, to, rule = {} }: ReassignmentCommand, at: number): void {
    if (action === 'move' || action === 'return') {
      agent.assists = [];
      return this.floor.moves.order(agent, to, at);
    }
    const host = action === 'assist' ? to : from;
    agent.assists = agent.assists.filter((assist) => assist.host !== host);
    if (action !== 'assist') return;
    agent.assists.push({ host, rule });
    this.floor.helpers.watch(host, at);
    this.floor.dispatch(host, at);
  }
}
