// Why the plan does no more than it does, as the desk says it: per channel in need, who could not be asked and why.
import type { PlanExplanation } from '@tideboard/contracts';
import { count, percent } from '../../ui/format';
import type { MoveWord } from './words';

export interface Sentence {
  word: MoveWord;
  values: Record<string, string>;
}

/** A channel in need: what is said of it, then of each channel that lends it nobody. */
export interface Need {
  channel: string;
  says: Sentence | null;
  donors: { channel: string; why: Sentence }[];
}

export interface Reasons {
  /** The whole floor drowns. */
  floor: Sentence | null;
  needs: Need[];
  notes: Sentence[];
}

const BINDINGS = [
  'unknown',
  'hot',
  'receiving',
  'minimum-staff',
  'service-level',
  'offered-load',
  'wait',
  'dwell',
  'shift-end',
  'daily-cap',
  'vetoed',
  'ordered',
  'not-available',
  'no-skill',
  'not-worthwhile',
] as const;

const text = ({ params }: PlanExplanation, key: string): string => String(params[key] ?? '');
const n = ({ numbers }: PlanExplanation, key: string): string => count(numbers[key]);
const level = ({ numbers: { serviceLevel } }: PlanExplanation): string =>
  percent(serviceLevel == null ? null : Math.round(serviceLevel * 100) / 100);

export function reasonsView(all: readonly PlanExplanation[], name: (channel: string) => string): Reasons {
  const needs = new Map<string, Need>();
  const needOf = (one: PlanExplanation): Need => {
    const channel = text(one, 'receiver');
    const need = needs.get(channel) ?? { channel, says: null, donors: [] };
    needs.set(channel, need);
    return need;
  };
  const notes: Sentence[] = [];
  let floor: Sentence | null = null;
  for (const one of all) {
    if (one.code === 'all-hot') floor = floorWords(one);
    if (one.code === 'no-helper' || one.code === 'no-worthwhile-batch') needOf(one).says = unhelped(one);
    if (one.code === 'below-trigger') needOf(one).says = belowTrigger(one);
    if (one.code === 'donor-unused') needOf(one).donors.push({ channel: text(one, 'donor'), why: whyNot(one) });
    if (one.code === 'channel-unknown')
      notes.push({ word: 'reasons.channelUnknown', values: { channel: name(text(one, 'channel')) } });
    if (one.code === 'limit-reached') notes.push({ word: 'reasons.limit', values: { n: n(one, 'maxActionsPerTick') } });
    if (one.code === 'data-old-compensated') notes.push({ word: 'reasons.oldData', values: { n: n(one, 'dataAgeSeconds') } });
  }
  return { floor, needs: [...needs.values()], notes };
}

/** A reader who may not see the whole floor is told without its figures. */
const floorWords = (one: PlanExplanation): Sentence =>
  one.numbers['agentsNeeded'] == null
    ? { word: 'reasons.allHotBare', values: {} }
    : { word: 'reasons.allHot', values: { need: n(one, 'agentsNeeded'), duty: n(one, 'agentsOnDuty') } };

function belowTrigger(one: PlanExplanation): Sentence {
  const values = { n: n(one, 'planned'), pending: n(one, 'pending'), rate: percent(one.numbers['timeoutRate']) };
  return { word: one.numbers['pending'] == null ? 'reasons.belowRate' : 'reasons.belowPending', values };
}

function unhelped(one: PlanExplanation): Sentence {
  const values = { skilled: n(one, 'skilled'), helping: n(one, 'helping') };
  if (one.code === 'no-helper') return { word: 'reasons.noHelper', values };
  return { word: (one.numbers['helping'] ?? 0) > 0 ? 'reasons.helpedEnough' : 'reasons.noWorth', values };
}

function whyNot(one: PlanExplanation): Sentence {
  const binding = BINDINGS.find((known) => known === one.params['binding']) ?? 'unknown';
  return { word: `binding.${binding}`, values: { staff: n(one, 'staff'), least: n(one, 'minStaff'), level: level(one) } };
}
