// A wish to move people: what was filled in, and what of it can be asked of the server. Pure.
import type { ChannelBoard } from '@tideboard/contracts';
import type { Finding } from '../wire';

/** What the dialog opens with. */
export interface Wish {
  from?: string;
  to?: string;
  count?: number;
  /** People whom somebody has picked, by id: then `count` is theirs. */
  agents?: string[];
}

export interface Draft {
  from: string;
  to: string;
  count: number;
  reason: string;
  agents: string[] | null;
}

export const MOST_AT_ONCE = 50;

const NEED: Record<ChannelBoard['status'], number> = { breach: 0, watch: 1, ok: 2, no_data: 3, closed: 4 };

/** Most available people first: those who can best be asked. */
const donorOf = (channels: readonly ChannelBoard[], to: string): string =>
  channels
    .filter(({ id, status }) => id !== to && status === 'ok')
    .toSorted((a, b) => (b.agents.available ?? -1) - (a.agents.available ?? -1))[0]?.id ?? '';

/** Channel in the greatest need; none where no channel is in any. */
const receiverOf = (channels: readonly ChannelBoard[], from: string): string =>
  channels
    .filter(({ id, status }) => id !== from && NEED[status] < NEED.ok)
    .toSorted((a, b) => NEED[a.status] - NEED[b.status] || b.pending - a.pending)[0]?.id ?? '';

/** The draft that a wish stands for: what it leaves open is guessed from the floor, and can be changed. */
export function draftOf({ from, to, count, agents }: Wish, channels: readonly ChannelBoard[]): Draft {
  const receiver = to ?? receiverOf(channels, from ?? '');
  const donor = from ?? donorOf(channels, receiver);
  return { from: donor, to: receiver, count: agents?.length ?? count ?? 1, reason: '', agents: agents ?? null };
}

export const isAskable = ({ from, to, count }: Draft): boolean => from !== '' && to !== '' && from !== to && count >= 1;

/** The most that a channel could give; the server has the last word. */
export const mostOf = (channel: Pick<ChannelBoard, 'agents'> | undefined): number =>
  Math.min(MOST_AT_ONCE, Math.max(1, channel?.agents.online ?? MOST_AT_ONCE));

export const bodyOf = ({ from, to, count, reason, agents }: Draft): Record<string, unknown> => ({
  from,
  to,
  ...(agents ? { agents } : { count }),
  ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
});

export const blocksOf = (findings: readonly Finding[]): Finding[] => findings.filter(({ severity }) => severity !== 'warns');
export const warnsOf = (findings: readonly Finding[]): Finding[] => findings.filter(({ severity }) => severity === 'warns');
