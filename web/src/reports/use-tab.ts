import { watchEffect } from 'vue';
import { type Ground, useProvenance } from '../definitions/provenance';
import { type UseReport, useReport } from './use-report';

export interface TabProps {
  period: { from: string; to: string };
  today: string;
  channel: string;
}

/** The one report that a tab shows: asks for it, tells the page where it is found, and what its numbers stand on. */
export function useTab<T extends Ground>(path: () => string | null, tell: (path: string | null) => void): UseReport<T> {
  const report = useReport<T>(path);
  const { ground } = useProvenance();
  watchEffect(() => tell(path()));
  watchEffect(() => {
    if (report.data.value) ground.value = report.data.value;
  });
  return report;
}

/** `channels?from=…&to=…&channel=…` with what is empty left out. */
export const address = (name: string, query: Record<string, string>): string =>
  `${name}?${new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))}`;
