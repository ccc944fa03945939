import { Type } from 'typebox';

/** A text in the two languages of the product. */
export const LocalisedText = Type.Object({ 'zh-CN': Type.String({ maxLength: 120 }), en: Type.String({ maxLength: 120 }) });
export type LocalisedText = Type.Static<typeof LocalisedText>;

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What names a channel, a team or an upstream in a path, a counter and a room: no separator of any of them may occur in it. */
export const Slug = Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,63}$' });

/** RFC 3339 with a zone; whether it is a real instant is checked where it is read. */
export const Instant = Type.String({ minLength: 20, maxLength: 40 });

/** `HH:MM`, 24:00 allowed as the end of a day. */
export const ClockTime = Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' });

/** Seconds from 0 to ten years. */
export const Seconds = Type.Number({ minimum: 0, maximum: 315_360_000 });
