// The registry as files, over the API: fetched and sent with the token in a header, never in an address.
import type { Problem, TransferReport, TransferSheet } from '@tideboard/contracts';
import { useSessionStore } from '../stores/session';

export interface Wanted {
  what: TransferSheet | null;
  format: 'csv' | 'xlsx';
  lang: string;
  template?: boolean;
}

/** `report` also where a file was refused for its cells; `problem` where there is nothing to show. */
export interface Sent {
  report: TransferReport | null;
  problem: (Partial<Problem> & { line?: number }) | null;
}

export interface UseTransferReturn {
  take: (wanted: Wanted) => Promise<boolean>;
  send: (file: File, asked: { what: TransferSheet | null; dryRun: boolean }) => Promise<Sent>;
}

export function useTransfer(): UseTransferReturn {
  const session = useSessionStore();
  const call = (path: string, init: RequestInit = {}) => {
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${session.person ?? ''}` };
    return fetch(`/api/v1/registry/${path}`, { ...init, headers, cache: 'no-store' });
  };
  const query = (fields: Record<string, string | boolean | null | undefined>) =>
    new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, String(value)]])),
    );

  async function take({ what, format, lang, template }: Wanted): Promise<boolean> {
    try {
      const answer = await call(`export?${query({ what, format, lang, template })}`);
      if (!answer.ok) return false;
      const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? `tideboard.${format}`;
      const url = URL.createObjectURL(await answer.blob());
      Object.assign(document.createElement('a'), { href: url, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
      return true;
    } catch {
      return false;
    }
  }

  async function send(file: File, { what, dryRun }: { what: TransferSheet | null; dryRun: boolean }): Promise<Sent> {
    try {
      const init = { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file };
      const answer = await call(`import?${query({ what, dryRun })}`, init);
      const body = (await answer.json()) as TransferReport & Partial<Problem> & { report?: TransferReport; line?: number };
      if (answer.status === 401) session.signOut();
      return answer.ok ? { report: body, problem: null } : { report: body.report ?? null, problem: body };
    } catch {
      return { report: null, problem: {} };
    }
  }
  return { take, send };
}
