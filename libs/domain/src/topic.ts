// What a ticket is about: the upstream's word, or else what the site's rules tell from what the ticket came with.
import { TOPIC_TEXT, type TopicRule } from '@tideboard/contracts';
import type { FactData } from './fact.js';

/** What a `ticket.created` says that a topic can be told from. */
type Told = Pick<FactData, 'topic' | 'summary' | 'skills'>;
export type TopicOf = (created: Told) => string | null;

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** As much of a summary as the rules read; undefined where nothing was said. */
export const topicText = (summary: string | null | undefined): string | undefined =>
  summary ? Array.from(summary).slice(0, TOPIC_TEXT).join('') : undefined;

/** Compiles rules, the first that holds wins; null where neither the upstream nor any rule says a topic. */
export function makeTopicOf(rules: readonly TopicRule[] = []): TopicOf {
  const compiled = rules.map(({ topic, words, skills }) => ({
    topic,
    holds: words.map(finder),
    skills: new Set(skills.map(fold)),
  }));
  return ({ topic, summary, skills }) => {
    if (topic !== undefined) return topic;
    const text = fold(summary ?? '');
    const asked = (skills ?? []).map(fold);
    const rule = compiled.find(
      ({ holds, skills: wanted }) => holds.some((has) => has(text)) || asked.some((skill) => wanted.has(skill)),
    );
    return rule?.topic ?? null;
  };
}

/** Finds a word in a folded text. A Latin one has to begin where a word begins: `app` is not in `happy`, but in `apps`. */
function finder(word: string): (text: string) => boolean {
  const wanted = fold(word);
  if (!/^[a-z0-9]/.test(wanted)) return (text) => text.includes(wanted);
  return (text) => {
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1))
      if (at === 0 || !/[a-z0-9]/.test(text[at - 1]!)) return true;
    return false;
  };
}
