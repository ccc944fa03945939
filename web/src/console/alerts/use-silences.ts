// What is kept quiet, shared by the rows that silence and the list that lifts.
import type { AlertView, SilenceView } from '@tideboard/contracts';
import { defineStore, storeToRefs } from 'pinia';
import { ref, shallowRef } from 'vue';
import { en } from '../../i18n/en';
import { useApi } from '../api';
import { useNotices } from '../notices';
import { refusalWords } from '../refusal';
import { useSite } from '../use-site';
import { useDeskWords } from '../words';

const useSilenceStore = defineStore('silences', () => ({ silences: shallowRef<SilenceView[]>([]), busy: ref(false) }));

export function useSilences() {
  const store = useSilenceStore();
  const api = useApi();
  const notices = useNotices();
  const { t } = useDeskWords();
  const { name, siteNow, time } = useSite();

  const text = ({ channel, metric }: Pick<SilenceView, 'channel' | 'metric'>): string => {
    const known = metric !== null && Object.hasOwn(en.metric, metric);
    const what = metric === null ? t('silences.every') : known ? t(`metric.${metric as keyof typeof en.metric}`) : metric;
    return `${channel === null ? t('silences.all') : name(channel)} ${what}`;
  };

  async function load(): Promise<void> {
    store.silences = (await api<SilenceView[]>('GET', '/silences')).body ?? store.silences;
  }

  async function act(method: 'POST' | 'DELETE', path: string, said: string, body?: unknown): Promise<void> {
    store.busy = true;
    const reply = await api(method, path, body);
    store.busy = false;
    const { word, values } = refusalWords(reply);
    if (reply.ok) notices.say(said);
    else notices.say(t(word, values), { tone: 'refused' });
    await load();
  }

  async function add(alert: AlertView, hours: number): Promise<void> {
    if (siteNow.value === null) return;
    const { channel, metric } = alert;
    const until = new Date(siteNow.value + hours * 3_600_000).toISOString();
    await act('POST', '/silences', t('silences.added', { time: time(until), text: text(alert) }), { channel, metric, until });
  }

  return {
    ...storeToRefs(store),
    text,
    load,
    add,
    lift: (silence: SilenceView) => act('DELETE', `/silences/${silence.id}`, t('silences.lifted', { text: text(silence) })),
  };
}
