// A channel as a column of the desk: what its figures say, and how many are on it.
import type { ChannelBoard, Totals } from '@tideboard/contracts';
import { count, percent, type Span, span } from '../../ui/format';
import { type Alarm, isKnown, type Trust } from '../../wall/channel-view';

export interface LaneFigure {
  key: 'serviceLevel' | 'timeoutRate' | 'avgResponse' | 'inProgress' | 'dueSoon';
  value: string;
  unit: Span['unit'];
  /** The goal that stands beside the value. */
  target: string | null;
  alarm: Alarm;
}

const wholePercent = (share: number | null): string => percent(share === null ? null : Math.round(share * 100) / 100);

export function laneFigures(channel: ChannelBoard, trust: Trust): LaneFigure[] {
  const known = isKnown(channel, trust);
  const blamed = (...causes: string[]): Alarm => {
    const judged = trust === 'live' && (channel.status === 'watch' || channel.status === 'breach') ? channel.status : null;
    return channel.causes.some((cause) => causes.includes(cause)) ? judged : null;
  };
  const below = known && channel.serviceLevel !== null && channel.serviceLevel < channel.targets.serviceLevel;
  const plain = { unit: null, target: null, alarm: null };
  const response = span(known ? channel.avgResponseSeconds : null);
  return [
    {
      ...plain,
      key: 'serviceLevel',
      value: wholePercent(known ? channel.serviceLevel : null),
      target: percent(channel.targets.serviceLevel),
      alarm: below && trust === 'live' ? 'watch' : null,
    },
    {
      ...plain,
      key: 'timeoutRate',
      value: percent(known ? channel.timeoutRate : null),
      alarm: blamed('timeoutRate', 'timeoutsToday'),
    },
    { ...plain, key: 'avgResponse', ...response, alarm: blamed('avgResponseSeconds') },
    { ...plain, key: 'inProgress', value: count(known ? channel.inProgress : null) },
    {
      ...plain,
      key: 'dueSoon',
      value: count(known ? channel.dueSoon : null),
      alarm: known && trust === 'live' && channel.dueSoon > 0 ? 'watch' : null,
    },
  ];
}

export interface PeopleView {
  online: number;
  available: number;
  busy: number;
  onLoan: number;
}

/** Null where nobody was ever reported. */
export function peopleView({ agents }: Pick<ChannelBoard, 'agents'>, trust: Trust): PeopleView | null {
  const { online, available, busy, onLoan } = agents;
  if (trust === 'gone' || online === null || available === null || busy === null) return null;
  return { online, available, busy, onLoan: onLoan === null ? 0 : onLoan };
}

export interface FloorFact {
  key:
    | 'pending'
    | 'completedToday'
    | 'serviceLevel'
    | 'dueSoon'
    | 'promisesOverdue'
    | 'recordsLate'
    | 'complaintsOpen'
    | 'vipPending'
    | 'agentsOnline';
  value: string;
  alarm: boolean;
}

export function floorFacts(totals: Totals | null, trust: Trust): FloorFact[] {
  const known = trust === 'gone' ? null : totals;
  const gauge = (key: FloorFact['key'], value: number | null | undefined, alarms = false): FloorFact => ({
    key,
    value: count(value),
    alarm: alarms && typeof value === 'number' && value > 0,
  });
  return [
    gauge('pending', known?.pending),
    gauge('completedToday', known?.completedToday),
    { key: 'serviceLevel', value: wholePercent(known?.serviceLevel ?? null), alarm: false },
    gauge('dueSoon', known?.dueSoon),
    gauge('promisesOverdue', known?.promisesOverdue, true),
    ...(known?.recordsLate ? [gauge('recordsLate', known.recordsLate, true)] : []),
    { ...gauge('complaintsOpen', known?.complaintsOpen), alarm: known !== null && known.complaintsWaiting > 0 },
    gauge('vipPending', known?.vipPending),
    gauge('agentsOnline', known?.agents.online),
  ];
}
