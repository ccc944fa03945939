// How far the first set-up of a site has come: so that an administrator may leave it at any step and go on elsewhere.
import { Type } from 'typebox';

export const SETUP_STEPS = ['account', 'site', 'channels', 'targets', 'people', 'system', 'screen'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];
export type SetupMark = 'done' | 'skipped';

const Mark = Type.Union([Type.Enum(['done', 'skipped']), Type.Null()]);

/** Null takes a mark away; `opened`, `finished` and `dismissed` are remembered from then on. */
export const SetupPatch = Type.Object({
  steps: Type.Optional(
    Type.Object(
      Object.fromEntries(SETUP_STEPS.map((step) => [step, Type.Optional(Mark)])) as Record<
        SetupStep,
        Type.TOptional<typeof Mark>
      >,
    ),
  ),
  opened: Type.Optional(Type.Literal(true)),
  finished: Type.Optional(Type.Literal(true)),
  dismissed: Type.Optional(Type.Literal(true)),
});
export type SetupPatch = Type.Static<typeof SetupPatch>;

export interface SetupView {
  steps: Record<SetupStep, SetupMark | null>;
  /** Nobody has looked at it yet, and no system may send anything: where the first sign-in leads. */
  fresh: boolean;
  finished: boolean;
  /** Whoever runs the site does not want to be reminded. */
  dismissed: boolean;
  /** What a site cannot do without, and this one has none of. */
  lacks: ('channels' | 'keys')[];
}
