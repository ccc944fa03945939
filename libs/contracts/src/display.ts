// The screens on the walls: how they are paired, what they are told, and how a person sees them.
import { Type } from 'typebox';
import { LANGUAGES } from './primitives.js';

export const THEMES = ['dark', 'light'] as const;

const Name = Type.String({ minLength: 1, maxLength: 120 });
const ChannelIds = Type.Union([Type.Array(Type.String({ maxLength: 64 }), { maxItems: 500 }), Type.Null()]);
/** Null: the screen decides by itself. */
const Chosen = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const ScreenSettings = Type.Object({
  language: Chosen(Type.Enum([...LANGUAGES])),
  theme: Chosen(Type.Enum([...THEMES])),
  /** Between the screen and those who read it. */
  distanceMetres: Chosen(Type.Number({ minimum: 0.5, maximum: 50 })),
  diagonalInches: Chosen(Type.Number({ minimum: 5, maximum: 300 })),
  /** How long one page of channels stays when they do not fit on one. */
  rotateSeconds: Chosen(Type.Number({ minimum: 5, maximum: 600 })),
});
export type ScreenSettings = Type.Static<typeof ScreenSettings>;

export const DisplayBody = Type.Object({ code: Type.String({ maxLength: 16 }), name: Name, channels: Type.Optional(ChannelIds) });
/** Only what is named changes, in the settings too. */
export const DisplayPatch = Type.Object({
  name: Type.Optional(Name),
  channels: Type.Optional(ChannelIds),
  settings: Type.Optional(Type.Partial(ScreenSettings)),
});
export type DisplayPatch = Type.Static<typeof DisplayPatch>;
export const DisplayPollBody = Type.Object({ pollToken: Type.String({ maxLength: 128 }) });

/** A screen as people see it. Instants are RFC 3339, real time. */
export interface DisplayView {
  id: string;
  name: string;
  channels: string[] | null;
  createdAt: string;
  settings: ScreenSettings;
  /** Null until it has connected for the first time. */
  lastSeenAt: string | null;
  /** The web build that it runs, and whether that is the one this server serves; null when it has not said. */
  build: string | null;
  upToDate: boolean | null;
}

/** First step of pairing a screen: `code` is shown, `pollToken` is kept. */
export interface PairAnswer {
  code: string;
  pollToken: string;
  expiresAt: string;
}
/** `token` is null until somebody has entered the code. */
export interface PollAnswer {
  token: string | null;
  name: string | null;
}
