// What a person does with an alert, in words and calls.
import type { AlertView } from '@tideboard/contracts';
import { type Ref, ref } from 'vue';
import { useApi } from '../api';
import { en } from '../../i18n/en';
import { useNotices } from '../notices';
import { refusalWords } from '../refusal';
import { usualOf } from '../../wall/footer-view';
import { useSite } from '../use-site';
import { useDeskWords } from '../words';
import { useWarningWords } from './words';
import { alarmsBelow, amountOf } from './alerts-view';

export interface UseAlertsReturn {
  /** Ids of alerts on which a call is under way. */
  busy: Ref<ReadonlySet<string>>;
  text: (alert: AlertView) => string;
  acknowledge: (alert: AlertView) => Promise<void>;
  snooze: (alert: AlertView, minutes: number) => Promise<void>;
}

export function useAlerts(): UseAlertsReturn {
  const api = useApi();
  const notices = useNotices();
  const { t } = useDeskWords();
  const { t: tw } = useWarningWords();
  const { name, siteNow, time } = useSite();
  const busy = ref<ReadonlySet<string>>(new Set());

  function text({ channel, metric, value, threshold, evidence }: AlertView): string {
    const known = Object.hasOwn(en.metric, metric);
    const values = {
      metric: known ? t(`metric.${metric as keyof typeof en.metric}`) : metric,
      value: amountOf(metric, value),
      threshold: amountOf(metric, threshold),
    };
    if (evidence) {
      const { observed, expected } = evidence;
      return `${name(channel)} ${tw('warning.text', { metric: values.metric, observed, expected: usualOf(expected) })}`;
    }
    const word = threshold === null ? 'alerts.bare' : alarmsBelow(metric) ? 'alerts.below' : 'alerts.above';
    return `${name(channel)} ${t(word, values)}`;
  }

  async function act(alert: AlertView, verb: 'acknowledge' | 'snooze', said: string, body?: unknown) {
    busy.value = new Set([...busy.value, alert.id]);
    const reply = await api('POST', `/alerts/${encodeURIComponent(alert.id)}/${verb}`, body);
    busy.value = new Set([...busy.value].filter((id) => id !== alert.id));
    const { word, values } = refusalWords(reply, { '404': 'refusal.alert_gone' });
    if (reply.ok) notices.say(said);
    else notices.say(t(word, values), { tone: 'refused' });
  }

  return {
    busy,
    text,
    acknowledge: (alert) => act(alert, 'acknowledge', t('alerts.acknowledged', { text: text(alert) })),
    snooze: async (alert, minutes) => {
      if (siteNow.value === null) return;
      const until = new Date(siteNow.value + minutes * 60_000).toISOString();
      await act(alert, 'snooze', t('alerts.snoozed', { text: text(alert), time: time(until) }), { until });
    },
  };
}
