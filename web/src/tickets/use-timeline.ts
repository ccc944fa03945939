// What happened, in words and by day.
import type { TimelineEntry } from '@tideboard/contracts';
import { computed, type ComputedRef } from 'vue';
import { useSite } from '../console/use-site';
import { eventName, ruleWords } from './ticket-view';
import { useTicketWords } from './words';
import { zhCN } from './words/zh-CN';

export interface UseTimelineReturn {
  days: ComputedRef<{ label: string; entries: TimelineEntry[] }[]>;
  title: (entry: TimelineEntry) => string;
  /** Free text that came with it. */
  words: (entry: TimelineEntry) => string[];
  who: (entry: TimelineEntry) => string | null;
  hour: (instant: string) => string;
}

const isNamed = (name: string): name is keyof typeof zhCN.ticketEvent => Object.hasOwn(zhCN.ticketEvent, name);
const TEXTS = ['summary', 'reason', 'result', 'what', 'comment', 'note'] as const;

export function useTimeline(entries: () => readonly TimelineEntry[]): UseTimelineReturn {
  const { t, language } = useTicketWords();
  const { board, time } = useSite();
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
  const dayOf = computed(() => {
    const zone = board.value?.timeZone ?? 'UTC';
    const format = new Intl.DateTimeFormat(language.value, {
      timeZone: zone,
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      weekday: 'short',
    });
    return (instant: string) => format.format(Date.parse(instant));
  });

  function title({ type, agent, agentName, data }: TimelineEntry): string {
    const name = eventName(type);
    const level = Number(data?.['level'] ?? 1);
    return t(isNamed(name) ? `ticketEvent.${name}` : 'ticketEvent.other', {
      agent: agentName ?? agent ?? t('ticketEvent.nobody'),
      score: String(data?.['score'] ?? '–'),
      level: level >= 1 && level <= 4 ? t(`ticketLevel.${level as 1}`) : String(level),
      time: time(text(data?.['dueAt'])),
    });
  }

  return {
    title,
    hour: (instant) => time(instant, true),
    words: ({ data }) => TEXTS.flatMap((name) => text(data?.[name]) ?? []).map((line) => ruleWords(line, t)),
    who: ({ type, agent, agentName, data }) =>
      text(data?.['actor']) ?? text(data?.['by']) ?? (type === 'ticket.assigned' ? null : (agentName ?? agent)),
    days: computed(() => {
      const days: { label: string; entries: TimelineEntry[] }[] = [];
      for (const entry of entries()) {
        const label = dayOf.value(entry.at);
        if (days.at(-1)?.label === label) days.at(-1)!.entries.push(entry);
        else days.push({ label, entries: [entry] });
      }
      return days;
    }),
  };
}
