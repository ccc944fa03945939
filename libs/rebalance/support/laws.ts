import { type Action, type AgentSnapshot, defaultPolicy, type Plan, type Snapshot } from '../src/index.js';
import { now } from './snapshots.js';

/** What is true of one action of a plan: false is a broken law. */
export type Law = (action: Action, agent: AgentSnapshot, seen: { snapshot: Snapshot; plan: Plan }) => boolean;

const seconds = (instant: number | null | undefined) =>
  typeof instant === 'number' ? (now - instant) / 1000 : Number.POSITIVE_INFINITY;
const present = (a: AgentSnapshot) => a.state === 'available' || a.state === 'busy' || a.state === 'wrap_up';
const changes = (a: Action) => a.action === 'move' || a.action === 'return';
const ordersOf = (s: Snapshot, agent: string) => (s.orders ?? []).filter((o) => o.agent === agent);

/** Laws of every action, by the name they are reported under. */
export const actionLaws: Record<string, Law> = {
  'leaves the donor its minimum staff': (action, _, { snapshot, plan }) => {
    if (action.action !== 'move') return true;
    const staff = snapshot.agents!.filter((a) => a.channel === action.from && present(a)).length;
    const leaving = plan.actions.filter((a) => changes(a) && a.from === action.from).length;
    return staff - leaving >= (snapshot.channels!.find((c) => c.id === action.from)?.minStaff ?? 0);
  },
  'asks for a skill that the agent has': (action, agent) => action.action === 'end-assist' || (agent.skills![action.to] ?? 0) > 0,
  'takes a busy agent only after the current conversation': (action, agent) =>
    (agent.state === 'available' && !agent.conversations) || action.when === 'after-current',
  'touches only people who are on the floor and not on their way': (_, agent) => present(agent),
  'starts where the agent is': (action, agent) => action.from === agent.channel,
  'moves nobody again within the dwell': (action, agent, { snapshot }) =>
    !changes(action) ||
    (seconds(agent.lastMoveAt) >= defaultPolicy.minDwellSeconds &&
      ordersOf(snapshot, agent.id).every(
        (o) =>
          (o.action !== 'move' && o.action !== 'return') ||
          o.status !== 'applied' ||
          seconds(o.at) >= defaultPolicy.minDwellSeconds,
      )),
  'keeps to six moves a shift, the last of them the way home': (action, agent) =>
    !changes(action) || (agent.movesToday ?? 0) + 1 <= defaultPolicy.maxMovesPerShift - (action.action === 'return' ? 0 : 1),
  'moves and opens nobody who soon goes off duty': (action, agent) =>
    action.action === 'end-assist' ||
    !agent.shiftEndsAt ||
    (agent.shiftEndsAt - now) / 1000 >= defaultPolicy.shiftEndGuardSeconds,
  'respects a veto and a refusal for ten minutes': (_, agent, { snapshot }) =>
    ordersOf(snapshot, agent.id).every(
      (o) => (o.status !== 'vetoed' && o.status !== 'rejected') || seconds(o.at) >= defaultPolicy.vetoFreezeSeconds,
    ),
  'orders nobody for whom an order is open': (_, agent, { snapshot }) =>
    ordersOf(snapshot, agent.id).every((o) => o.status !== 'proposed'),
  'names two different channels of the floor': (action, _, { snapshot }) =>
    action.from !== action.to && [action.from, action.to].every((id) => snapshot.channels!.some((c) => c.id === id)),
  'never goes from A to B while somebody of B helps A': (action, _, { snapshot, plan }) => {
    if (action.action !== 'move' && action.action !== 'assist') return true;
    const ordered = (id: string) => plan.actions.some((a) => a.agent === id);
    const helps = (a: AgentSnapshot) => a.channel === action.from || a.assists!.some((x) => x.channel === action.from);
    const against = snapshot.agents!.some((a) => a.home === action.to && present(a) && helps(a) && !ordered(a.id));
    return (
      !against &&
      !plan.actions.some(
        (a) => a.action !== 'return' && a.action !== 'end-assist' && a.from === action.to && a.to === action.from,
      )
    );
  },
  'returns go home': (action, agent) => action.action !== 'return' || action.to === agent.home,
  'carries its predicted effect and finite evidence': (action) =>
    action.prediction.receiver?.after.channel === action.to &&
    action.prediction.donor?.after.channel === action.from &&
    Object.values(action.evidence).every(Number.isFinite),
  'is explained exactly once': (action, _, { plan }) =>
    plan.explanations.filter((e) => e.code === action.reason && e.params.agent === action.agent).length === 1,
  'assists at most two hosts, none twice': (action, agent) =>
    action.action !== 'assist' || (agent.assists!.length < 2 && agent.assists!.every((a) => a.channel !== action.to)),
  'assists under a finite rule': (action) =>
    action.action !== 'assist' ||
    (action.rule !== undefined && Object.values(action.rule).every((bound) => Number.isFinite(bound) && bound >= 0)),
  'orders no assist again within 15 minutes of its end': (action, agent, { snapshot }) =>
    action.action !== 'assist' ||
    ordersOf(snapshot, agent.id).every(
      (o) => o.action !== 'end-assist' || o.status !== 'applied' || o.to !== action.to || seconds(o.at) >= 900,
    ),
  'ends only assists in force': (action, agent) =>
    action.action !== 'end-assist' || agent.assists!.some((a) => a.channel === action.to),
  'predicts a donor that holds its target after all loans': (action, _, { snapshot }) => {
    const target = snapshot.channels!.find((c) => c.id === action.from)?.serviceLevelTarget ?? 0.8;
    return action.action !== 'move' || (action.prediction.donor?.after.serviceLevel ?? 0) >= target;
  },
};
