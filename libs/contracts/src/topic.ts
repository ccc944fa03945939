// What tickets are about. A topic is the upstream's own word, or what the first of the site's rules that holds says.
import { Type } from 'typebox';
import { LocalisedText } from './primitives.js';

/** How much of a summary the rules read, and a ticket keeps for them, in characters. */
export const TOPIC_TEXT = 200;

const Word = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' });

/** Holds where the summary has one of the words or the ticket asks for one of the skills. One without either only names its topic. */
export const TopicRule = Type.Object({
  topic: Type.String({ minLength: 1, maxLength: 64, pattern: '^\\S(.*\\S)?$' }),
  name: LocalisedText,
  words: Type.Array(Word, { maxItems: 100 }),
  skills: Type.Array(Word, { maxItems: 100 }),
});
export type TopicRule = Type.Static<typeof TopicRule>;
