import type { SkillRule } from '@tideboard/contracts';

/** A rule that the server takes: with a condition at least, and a skill. */
export const isWhole = ({ when, needs }: SkillRule): boolean => Object.keys(when).length > 0 && needs.length > 0;
