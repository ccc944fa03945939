// What speaks against a manual reassignment, or against a proposal at the moment it is carried out. Pure.
import type { ReassignmentKind } from '@tideboard/contracts';
import type { ChannelSnapshot } from '@tideboard/rebalance';
import type { NamedAgent, NamedSnapshot } from './floor.js';

export interface Wanted {
  action: ReassignmentKind;
  agent: string | null;
  from: string;
  to: string;
}

export type FindingCode =
  | 'unknown_channel'
  | 'unknown_agent'
  | 'agent_moved'
  | 'not_available'
  | 'no_skill'
  | 'min_staff'
  | 'daily_cap'
  | 'shift_end'
  | 'dwell'
  | 'no_loans'
  | 'newcomer'
  | 'vetoed';

/** `blocks`: refuses; `warns`: is said and no more; `moved`: somebody else was faster. */
export interface Finding {
  code: FindingCode;
  severity: 'blocks' | 'warns' | 'moved';
  agent?: string;
  channel?: string;
  message: string;
}

export interface Rules {
  maxMovesPerShift: number;
  minDwellSeconds: number;
  shiftEndGuardSeconds: number;
  vetoFreezeSeconds?: number;
}

const ON_FLOOR = new Set(['available', 'busy', 'wrap_up']);

/** Everything that speaks against it, agents first, channels after. */
export function findingsOf(snapshot: NamedSnapshot, wanted: readonly Wanted[], rules: Rules): Finding[] {
  const channels = new Map(snapshot.channels.map((channel) => [channel.id, channel]));
  const agents = new Map(snapshot.agents.map((agent) => [agent.id, agent]));
  const unknown = [...new Set(wanted.flatMap(({ from, to }) => [from, to]))]
    .filter((id) => !channels.has(id))
    .map((channel): Finding => ({ code: 'unknown_channel', severity: 'blocks', channel, message: `No channel "${channel}".` }));
  return [
    ...unknown,
    ...wanted.flatMap((want) => ofAgent(want, want.agent === null ? null : agents.get(want.agent), { now: snapshot.now, rules })),
    ...ofVetoes(wanted, snapshot, rules),
    ...ofStaff(wanted, snapshot, channels),
  ];
}

function ofAgent(want: Wanted, agent: NamedAgent | null | undefined, { now, rules }: { now: number; rules: Rules }): Finding[] {
  if (agent === null) return [];
  const id = want.agent!;
  const finding = (code: FindingCode, severity: Finding['severity'], message: string): Finding => ({
    code,
    severity,
    agent: id,
    message,
  });
  if (!agent) return [finding('unknown_agent', 'blocks', `No agent "${id}" was ever reported.`)];
  const found: Finding[] = [];
  const changes = want.action === 'move' || want.action === 'return';
  if ((changes || want.action === 'assist') && agent.channel !== want.from)
    found.push(finding('agent_moved', 'moved', `${id} works on ${agent.channel} now, not on ${want.from}.`));
  if (!ON_FLOOR.has(agent.state ?? 'offline')) found.push(finding('not_available', 'blocks', `${id} is ${agent.state}.`));
  if (want.action !== 'end-assist' && !agent.skills?.[want.to])
    found.push(finding('no_skill', 'blocks', `${id} has no skill for ${want.to}.`));
  if (agent.kept && want.to !== agent.home && (want.action === 'move' || want.action === 'assist'))
    found.push(keptFinding(agent, finding));
  if (want.action !== 'move') return found;
  // The last move of a shift is kept for the way home.
  if ((agent.movesToday ?? 0) >= rules.maxMovesPerShift - 1)
    found.push(finding('daily_cap', 'blocks', `${id} was moved ${agent.movesToday} times today.`));
  if (agent.shiftEndsAt != null && agent.shiftEndsAt - now < rules.shiftEndGuardSeconds * 1000)
    found.push(finding('shift_end', 'warns', `${id} goes home soon.`));
  if (agent.lastMoveAt != null && now - agent.lastMoveAt < rules.minDwellSeconds * 1000)
    found.push(finding('dwell', 'warns', `${id} was moved a moment ago.`));
  return found;
}

type Make = (code: FindingCode, severity: Finding['severity'], message: string) => Finding;

const keptFinding = ({ id, kept }: NamedAgent, finding: Make): Finding =>
  kept === 'no_loans'
    ? finding('no_loans', 'blocks', `${id} is not lent out.`)
    : finding('newcomer', 'warns', `${id} is still learning.`);

/** Whose last reassignment somebody has just refused, the agent or a lead. */
function vetoedOf({ orders, now }: NamedSnapshot, { vetoFreezeSeconds = 600 }: Rules): Set<string> {
  const fresh = (orders ?? []).filter(({ at, status }) => status === 'vetoed' && now - (at ?? 0) < vetoFreezeSeconds * 1000);
  return new Set(fresh.flatMap(({ agent }) => agent ?? []));
}

function ofVetoes(wanted: readonly Wanted[], snapshot: NamedSnapshot, rules: Rules): Finding[] {
  const vetoed = vetoedOf(snapshot, rules);
  return wanted.flatMap(({ agent, action }): Finding[] =>
    agent !== null && vetoed.has(agent) && (action === 'move' || action === 'assist')
      ? [{ code: 'vetoed', severity: 'warns', agent, message: `The last reassignment of ${agent} was just refused.` }]
      : [],
  );
}

/** Who is on a channel and stays, against the least it needs. Returning home is nobody's loan and never held up. */
function ofStaff(wanted: readonly Wanted[], snapshot: NamedSnapshot, channels: ReadonlyMap<string, ChannelSnapshot>): Finding[] {
  const { agents } = snapshot;
  const leaving = underWay(snapshot);
  for (const { action, agent } of wanted) if (action === 'move' && agent !== null) leaving.add(agent);
  const donors = [...new Set(wanted.filter(({ action }) => action === 'move').map(({ from }) => from))];
  return donors.flatMap((from): Finding[] => {
    const stay = agents.filter(
      ({ id, channel, state }) => channel === from && ON_FLOOR.has(state ?? 'offline') && !leaving.has(id),
    );
    const least = channels.get(from)?.minStaff ?? 0;
    if (stay.length >= least) return [];
    return [
      {
        code: 'min_staff',
        severity: 'blocks',
        channel: from,
        message: `${from} would keep ${stay.length} people and needs ${least}.`,
      },
    ];
  });
}

/** Ordered away already, though the floor does not show it yet. */
function underWay({ agents, orders }: NamedSnapshot): Set<string> {
  const last = new Map<string, string | null | undefined>();
  for (const { agent, action, to, status } of [...(orders ?? [])].sort((a, b) => (a.at ?? 0) - (b.at ?? 0)))
    if (agent && status === 'applied' && (action === 'move' || action === 'return')) last.set(agent, to);
  return new Set(agents.flatMap(({ id, channel }) => (last.has(id) && last.get(id) !== channel ? [id] : [])));
}

/** Who goes when only a number is named: idle first, then fewest moves today, longest since the last, id; the order of `plan`. */
export function chooseAgents(
  snapshot: NamedSnapshot,
  { from, to, count }: { from: string; to: string; count: number },
  busyElsewhere: ReadonlySet<string>,
  rules: Rules,
): string[] {
  const idle = ({ conversations, state }: NamedAgent): number => (state === 'available' && (conversations ?? 0) === 0 ? 0 : 1);
  const vetoed = vetoedOf(snapshot, rules);
  return snapshot.agents
    .filter(({ id }) => !busyElsewhere.has(id) && !vetoed.has(id))
    .filter(
      ({ id }) =>
        ofAgent(
          { action: 'move', agent: id, from, to },
          snapshot.agents.find((a) => a.id === id),
          { now: snapshot.now, rules },
        ).length === 0,
    )
    .toSorted(
      (a, b) =>
        idle(a) - idle(b) ||
        (a.movesToday ?? 0) - (b.movesToday ?? 0) ||
        (a.lastMoveAt ?? 0) - (b.lastMoveAt ?? 0) ||
        (a.id < b.id ? -1 : 1),
    )
    .slice(0, count)
    .map(({ id }) => id);
}
