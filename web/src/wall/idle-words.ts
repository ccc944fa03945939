import type { AutomationView } from '@tideboard/contracts';
import type { Word } from '../i18n';

const KNOWN = ['data-too-old', 'snapshot-empty', 'warming-up', 'no-data', 'rebuilding', 'sources-silent', 'all-hot'] as const;

/** Why the automation proposes nothing although its mode says so; null while it works. */
export function idleWord({ mode, reason }: Pick<AutomationView, 'mode' | 'reason'>): Word | null {
  const known = mode === 'off' ? undefined : KNOWN.find((one) => one === reason);
  return known ? `idle.${known}` : null;
}
