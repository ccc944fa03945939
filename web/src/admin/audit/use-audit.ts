import type { AuditEntryView, AuditPage, AuditVerification } from '@tideboard/contracts';
import { type Ref, ref, shallowRef } from 'vue';
import { useApi } from '../../console/api';

export interface AuditFilter {
  actor: string;
  action: string;
  object: string;
  /** Days as `<input type="date">` gives them, in the reader's own zone. */
  from: string;
  to: string;
}

export const NO_FILTER: AuditFilter = { actor: '', action: '', object: '', from: '', to: '' };

/** The query of a filter; `to` is the last day that is still asked for. */
export function queryOf({ actor, action, object, from, to }: AuditFilter, cursor: string | null): string {
  const query = new URLSearchParams();
  const dayStart = (day: string, plus = 0): string => {
    const at = new Date(`${day}T00:00:00`);
    at.setDate(at.getDate() + plus);
    return at.toISOString();
  };
  const put = (name: string, value: string | null) => (value ? query.set(name, value) : undefined);
  put('actor', actor.trim());
  put('action', action.trim());
  put('object', object.trim());
  put('from', from && dayStart(from));
  put('to', to && dayStart(to, 1));
  put('cursor', cursor);
  return query.toString();
}

export interface UseAuditReturn {
  entries: Ref<AuditEntryView[] | null>;
  failed: Ref<boolean>;
  more: Ref<boolean>;
  search: (filter: AuditFilter) => Promise<void>;
  older: () => Promise<void>;
  verdict: Ref<AuditVerification | null>;
  verify: () => Promise<void>;
}

export function useAudit(): UseAuditReturn {
  const api = useApi();
  const entries = shallowRef<AuditEntryView[] | null>(null);
  const failed = ref(false);
  const more = ref(false);
  const verdict = shallowRef<AuditVerification | null>(null);
  let asked = NO_FILTER;
  let cursor: string | null = null;

  async function read(before: AuditEntryView[]) {
    const reply = await api<AuditPage>('GET', `/audit?${queryOf(asked, cursor)}`);
    failed.value = !reply.ok;
    if (!reply.body) return;
    entries.value = [...before, ...reply.body.entries];
    cursor = reply.body.cursor;
    more.value = cursor !== null;
  }
  async function search(filter: AuditFilter) {
    [asked, cursor] = [{ ...filter }, null];
    await read([]);
  }
  const older = () => read(entries.value ?? []);
  async function verify() {
    verdict.value = (await api<AuditVerification>('GET', '/audit/verify')).body;
  }
  return { entries, failed, more, search, older, verdict, verify };
}
