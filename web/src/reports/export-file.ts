import { useSessionStore } from '../stores/session';

/** Fetches a file and hands it to the browser; the token goes in a header, never into an address. False when it did not come. */
export function useDownload() {
  const session = useSessionStore();
  return async (address: string, otherwise: string): Promise<boolean> => {
    try {
      const answer = await fetch(address, { headers: { authorization: `Bearer ${session.person ?? ''}` }, cache: 'no-store' });
      if (!answer.ok) return false;
      const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? otherwise;
      const url = URL.createObjectURL(await answer.blob());
      Object.assign(document.createElement('a'), { href: url, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
      return true;
    } catch {
      return false;
    }
  };
}

/** A report as a file. */
export function useExport() {
  const download = useDownload();
  return (path: string, format: 'csv' | 'xlsx', language: string): Promise<boolean> =>
    download(`/api/v1/reports/${path}${path.includes('?') ? '&' : '?'}format=${format}&lang=${language}`, `report.${format}`);
}
