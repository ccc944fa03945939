import { hash } from 'node:crypto';
import { compilePolicy, type PolicyVersion } from '@tideboard/domain';

/**
 * What of the registry a business day was cut by besides its tickets: the rules that tell topics. A cut under other rules is out of date;
 * those of a past day never change.
 *
 * @param versions of the registry, oldest first
 */
export function dayMarks(versions: readonly PolicyVersion[]): (day: string) => string {
  const policy = compilePolicy(versions);
  const eras = versions.map(({ from, site: { topics = [] } }) => ({
    from: policy.dayOf(from).date,
    mark: topics.length === 0 ? '' : `.${hash('sha256', JSON.stringify(topics), 'base64url').slice(0, 8)}`,
  }));
  return (day) => (eras.findLast(({ from }) => from <= day) ?? eras[0])?.mark ?? '';
}

/** The business day from which the present rules hold: what they tell of earlier days cannot be set against what they tell now. */
export function topicsSince(versions: readonly PolicyVersion[]): string {
  const rulesOf = ({ site: { topics = [] } }: PolicyVersion): string => JSON.stringify(topics);
  const present = rulesOf(versions.at(-1)!);
  const other = versions.findLastIndex((version) => rulesOf(version) !== present);
  return compilePolicy(versions).dayOf(versions[other + 1]!.from).date;
}
