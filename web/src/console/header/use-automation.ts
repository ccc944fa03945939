// Switching the automation: who may, what the server answers, and the way back.
import type { Mode } from '@tideboard/contracts';
import { ref, type Ref } from 'vue';
import { useApi } from '../api';
import { useNotices } from '../notices';
import { refusalWords } from '../refusal';
import type { Automation, PolicyView } from '../wire';
import { useDeskWords } from '../words';

export interface UseAutomationReturn {
  busy: Ref<boolean>;
  choose: (mode: Mode) => Promise<void>;
  pause: (minutes: number, reason: string) => Promise<boolean>;
  resume: () => Promise<void>;
}

export function useAutomation(automation: () => Automation): UseAutomationReturn {
  const api = useApi();
  const notices = useNotices();
  const { t } = useDeskWords();
  const busy = ref(false);

  async function choose(mode: Mode) {
    const before = automation().mode;
    if (mode === before || busy.value) return;
    busy.value = true;
    // the version makes the slower of two people see what the faster one did, instead of overruling it unseen
    const version = automation().policyVersion;
    const reply = await api<PolicyView>('PUT', '/policy', { mode, ...(version === undefined ? {} : { version }) });
    busy.value = false;
    if (reply.ok) {
      const text = t('auto.changed', { mode: t(`auto.${mode}`) });
      return void notices.say(text, { action: { label: t('desk.undo'), run: () => choose(before) } });
    }
    const { word, values } = refusalWords(reply, { conflict: 'refusal.stale_policy' });
    const simulate = reply.problem?.code === 'not_simulated' ? { label: t('auto.simulate'), run: () => simulateFor(mode) } : null;
    notices.say(t(word, values), { tone: 'refused', action: simulate });
  }

  async function simulateFor(mode: Mode) {
    const saying = notices.say(t('auto.simulating'));
    busy.value = true;
    const tried = await api('POST', '/policy/simulate', {});
    const reply = tried.ok ? await api<PolicyView>('PUT', '/policy', { mode }) : tried;
    busy.value = false;
    notices.dismiss(saying);
    const { word, values } = refusalWords(reply);
    if (reply.ok) notices.say(t('auto.simulated'));
    else notices.say(t(word, values), { tone: 'refused' });
  }

  async function pause(minutes: number, reason: string): Promise<boolean> {
    const reply = await api('POST', '/automation/pause', { minutes, ...(reason ? { reason } : {}) });
    const { word, values } = refusalWords(reply);
    if (reply.ok) notices.say(t('auto.pausedDone'), { action: { label: t('desk.undo'), run: resume } });
    else notices.say(t(word, values), { tone: 'refused' });
    return reply.ok;
  }

  async function resume() {
    const reply = await api('POST', '/automation/resume');
    const { word, values } = refusalWords(reply);
    if (reply.ok) notices.say(t('auto.resumed'));
    else notices.say(t(word, values), { tone: 'refused' });
  }

  return { busy, choose, pause, resume };
}
