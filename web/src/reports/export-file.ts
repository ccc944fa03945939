import { useSessionStore } from '../stores/session';

/** Fetches a report as a file and hands it to the browser; the token goes in a header, never into an address. */
export function useExport() {
  const session = useSessionStore();
  return async (path: string, format: 'csv' | 'xlsx', language: string): Promise<boolean> => {
    try {
      const address = `/api/v1/reports/${path}${path.includes('?') ? '&' : '?'}format=${format}&lang=${language}`;
      const answer = await fetch(address, { headers: { authorization: `Bearer ${session.person ?? ''}` }, cache: 'no-store' });
      if (!answer.ok) return false;
      const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? `report.${format}`;
      const url = URL.createObjectURL(await answer.blob());
      Object.assign(document.createElement('a'), { href: url, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
      return true;
    } catch {
      return false;
    }
  };
}
