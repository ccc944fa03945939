// What the strip says of a reassignment: the effect that is expected, and why. Made here from codes and figures, because the server's
// sentence speaks one language and the wall two.
import type { ReassignmentView } from '@tideboard/contracts';
import type { Word, Words } from '../i18n';
import { count, percent, stopwatch } from '../ui/format';
import { handedTickets } from './footer-view';

interface Outlook {
  serviceLevel: number | null;
  waitSeconds: number | null;
}
interface Effect {
  before: Outlook;
  after: Outlook;
}
type Prediction = { receiver?: Effect | null; donor?: Effect | null } | null;
type Trigger = { code?: string; numbers?: Record<string, number | null> } | null;

const REASONS: Record<string, Word> = {
  'receiver-overloaded': 'move.overloaded',
  'trouble-lasts': 'move.overloaded',
  'home-needs-agent': 'move.homeNeeds',
  'host-recovered': 'move.recovered',
  'assist-hurts-home': 'move.homeNeeds',
  manual: 'move.manual',
};

export interface Speaker {
  t: Words;
  name: (channel: string) => string;
}

/** `电话等待 4:10 → 1:05，APP 服务水平 95% → 92%`; null while nothing was predicted. */
export function effectWords(move: ReassignmentView, { t, name }: Speaker): string | null {
  const prediction = move.prediction as Prediction;
  const parts = [waits(prediction?.receiver, name(move.to), t), levels(prediction?.donor, name(move.from), t)].flatMap(
    (part) => part ?? [],
  );
  return parts.length > 0 ? parts.join(t('move.comma')) : null;
}

function waits(effect: Effect | null | undefined, channel: string, t: Words): string | null {
  const [before, after] = [effect?.before.waitSeconds ?? null, effect?.after.waitSeconds ?? null];
  return before === null || after === null
    ? levels(effect, channel, t)
    : t('move.wait', { channel, before: stopwatch(before), after: stopwatch(after) });
}

function levels(effect: Effect | null | undefined, channel: string, t: Words): string | null {
  const [before, after] = [effect?.before.serviceLevel ?? null, effect?.after.serviceLevel ?? null];
  if (before === null || after === null) return null;
  const [from, to] = [percent(whole(before)), percent(whole(after))];
  return from === to ? t('move.keepsLevel', { channel, level: to }) : t('move.level', { channel, before: from, after: to });
}

/** A forecast to the hundredth of a percent would claim to know the future. */
const whole = (share: number): number => Math.round(share * 100) / 100;

/** Tickets that change hands because their holder leaves: how many, and nobody's name. */
export function handedWords(move: ReassignmentView, t: Words): string | null {
  const n = handedTickets(move);
  return n === 0 ? null : t(n === 1 ? 'move.handedOne' : 'move.handed', { n });
}

/** Predicted against actual, a quarter of an hour after the deed; nothing before. */
export function scoreWords({ score, to }: ReassignmentView, { t, name }: Speaker): string[] {
  if (!score) return [];
  const { predicted, actual, low, high, within } = score;
  return [
    t('move.score', { channel: name(to), predicted: count(predicted), actual: count(actual) }),
    t(within ? 'move.within' : 'move.outside', { low: count(low), high: count(high) }),
  ];
}

/** Why, in the words of the plan's own codes; a reason of another kind is shown as it came. */
export function reasonWords(move: ReassignmentView, { t, name }: Speaker): string | null {
  const trigger = move.trigger as Trigger;
  const word = REASONS[trigger?.code ?? ''];
  if (!word) return move.reason.trim() || null;
  const { pending = null, oldestWaitSeconds = null } = trigger?.numbers ?? {};
  const facts = word === 'move.overloaded' && oldestWaitSeconds !== null ? 'move.overloadedWait' : word;
  const ends = move.kind === 'assist' ? 'move.helpsFromHome' : 'move.comesHome';
  return t(facts, {
    ends: t(ends),
    channel: name(move.to),
    from: name(move.from),
    pending: count(pending),
    wait: oldestWaitSeconds === null ? '' : stopwatch(oldestWaitSeconds),
    by: move.actor,
  });
}
