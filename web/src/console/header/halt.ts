import type { DeskWord } from '../words';

const KNOWN = ['data-too-old', 'snapshot-empty', 'warming-up', 'no-data', 'rebuilding', 'sources-silent', 'all-hot'] as const;

/** Why nothing is proposed although the mode says so; a reason of a newer server is at least not passed over in silence. */
export function haltWord(reason: string): DeskWord {
  const known = KNOWN.find((one) => one === reason);
  return known ? `halt.${known}` : 'halt.other';
}
