import { BASICS, SITE, STAFFING, TARGETS } from './fields';
import type { RegistryWord } from './words';

/** The name of the setting at a path, where it has one. */
export function labelOf(path: string): RegistryWord | null {
  const found = [...BASICS, ...TARGETS, ...STAFFING, ...SITE].find((field) => field.path === path);
  if (found) return `field.${found.word}`;
  if (path.startsWith('thresholds')) return 'limits.title';
  return path === 'serviceHours' || path === 'holidays' ? 'hours.title' : null;
}
