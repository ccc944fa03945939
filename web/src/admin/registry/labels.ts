import { AGENT, ASSIGNMENT, BASICS, BY_KIND, RETENTION, SITE, STAFFING, TARGETS, TEAM } from './fields';
import type { RegistryWord } from './words';

const FIELDS = [...BASICS, ...TARGETS, ...STAFFING, ...SITE, ...RETENTION, ...TEAM, ...AGENT, ...ASSIGNMENT, ...BY_KIND];

/** The name of the setting at a path, where it has one. */
export function labelOf(path: string): RegistryWord | null {
  const found = FIELDS.find((field) => field.path === path);
  if (found) return `field.${found.word}`;
  if (path === 'skills' || path.startsWith('speeds')) return 'field.skills';
  if (path.startsWith('thresholds')) return 'limits.title';
  return path === 'serviceHours' || path === 'holidays' ? 'hours.title' : null;
}
