// A receiver as the form holds it, and what the server is sent of it.
import {
  NOTIFICATION_KINDS,
  type NotificationKind,
  type NotificationTargetBody,
  type NotificationTargetPatch,
  type NotificationTargetView,
} from '@tideboard/contracts';
import type { NotifyWord } from './words';

export const KIND_WORDS: Record<NotificationKind, NotifyWord> = {
  'alert.raised': 'notifyKind.alertRaised',
  'alert.cleared': 'notifyKind.alertCleared',
  'reassignment.proposed': 'notifyKind.proposed',
  'reassignment.needs_human': 'notifyKind.needsHuman',
  'automation.paused': 'notifyKind.paused',
  'automation.resumed': 'notifyKind.resumed',
  'automation.demoted': 'notifyKind.demoted',
};

export interface TargetDraft extends Omit<NotificationTargetBody, 'channels' | 'secret'> {
  everywhere: boolean;
  channels: string[];
  secret: string;
}

export function draftOf(target: NotificationTargetView | null, language: NotificationTargetBody['language']): TargetDraft {
  const { name = '', url = '', format = 'wecom', kinds = [...NOTIFICATION_KINDS], minLevel = 'breach' } = target ?? {};
  return {
    name,
    url,
    format,
    minLevel,
    kinds: [...kinds],
    language: target?.language ?? language,
    everywhere: (target?.channels ?? null) === null,
    channels: [...(target?.channels ?? [])],
    secret: '',
  };
}

export const isComplete = ({ name, url, kinds, everywhere, channels }: TargetDraft): boolean =>
  name.trim() !== '' && url.trim() !== '' && kinds.length > 0 && (everywhere || channels.length > 0);

export function patchOf({ name, kinds, everywhere, channels, minLevel, language }: TargetDraft): NotificationTargetPatch {
  return { name: name.trim(), kinds, channels: everywhere ? null : channels, minLevel, language };
}

export function bodyOf(draft: TargetDraft): NotificationTargetBody {
  const { url, format, secret } = draft;
  const own = format === 'dingtalk' || format === 'feishu' ? secret.trim() : '';
  return { ...(patchOf(draft) as NotificationTargetBody), url: url.trim(), format, ...(own ? { secret: own } : {}) };
}

/** In which state a receiver is, for its chip; and how bad that is. */
export function stateOf(target: NotificationTargetView): { word: NotifyWord; tone: 'ok' | 'watch' | 'breach' | 'closed' } {
  const { disabledBecause, failingSince, lastSuccessAt, lastFailureAt } = target;
  if (disabledBecause === 'person') return { word: 'notifyState.person', tone: 'closed' };
  if (disabledBecause) return { word: `notifyState.${disabledBecause}`, tone: 'breach' };
  const failed = failingSince !== null || (lastFailureAt !== null && lastFailureAt > (lastSuccessAt ?? ''));
  if (failed) return { word: 'notifyState.trouble', tone: 'breach' };
  return lastSuccessAt === null ? { word: 'notifyState.new', tone: 'watch' } : { word: 'notifyState.ok', tone: 'ok' };
}
