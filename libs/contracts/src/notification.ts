// Where alerts and proposals are sent to beside the screens: a program, or a group in a messenger.
import { Type } from 'typebox';
import { LANGUAGES, Slug } from './primitives.js';

export const NOTIFICATION_KINDS = [
  'alert.raised',
  'alert.cleared',
  'reassignment.proposed',
  'reassignment.needs_human',
  'automation.paused',
  'automation.resumed',
  'automation.demoted',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** `standard`: signed JSON (standardwebhooks.com); the others: the group robots of WeCom, DingTalk and Feishu. */
export const NOTIFICATION_FORMATS = ['standard', 'wecom', 'dingtalk', 'feishu'] as const;
export type NotificationFormat = (typeof NOTIFICATION_FORMATS)[number];

const fields = {
  name: Type.String({ minLength: 1, maxLength: 120 }),
  kinds: Type.Array(Type.Enum([...NOTIFICATION_KINDS]), { minItems: 1, uniqueItems: true }),
  /** Null: every channel, also one that is added tomorrow. */
  channels: Type.Union([Type.Array(Slug, { minItems: 1, maxItems: 500, uniqueItems: true }), Type.Null()]),
  /** Alerts of a lower level are not sent. */
  minLevel: Type.Enum(['watch', 'breach']),
  language: Type.Enum([...LANGUAGES]),
};
const closed = { additionalProperties: false };

export const NotificationTargetBody = Type.Object(
  {
    ...fields,
    url: Type.String({ minLength: 8, maxLength: 2000 }),
    format: Type.Enum([...NOTIFICATION_FORMATS]),
    /** `standard`: made here when left out. DingTalk and Feishu: the robot's own, where it asks for signatures. */
    secret: Type.Optional(Type.String({ minLength: 8, maxLength: 200 })),
  },
  closed,
);
export const NotificationTargetPatch = Type.Partial(Type.Object({ ...fields, enabled: Type.Boolean() }), closed);
export type NotificationTargetBody = Type.Static<typeof NotificationTargetBody>;
export type NotificationTargetPatch = Type.Static<typeof NotificationTargetPatch>;

export interface NotificationTargetView {
  id: string;
  name: string;
  /** Without what gives access: the robots' addresses are keys. */
  url: string;
  format: NotificationFormat;
  kinds: NotificationKind[];
  channels: string[] | null;
  minLevel: 'watch' | 'breach';
  language: (typeof LANGUAGES)[number];
  enabled: boolean;
  /** Why nothing is sent: a person switched it off, it failed for days, or its receiver said that it is gone. */
  disabledBecause: 'person' | 'failing' | 'gone' | null;
  lastSuccessAt: string | null;
  lastFailureAt: string | null;
  lastProblem: string | null;
  /** Since when nothing has got through; null while things do. */
  failingSince: string | null;
  /** Messages that are still to be sent, or sent again. */
  waiting: number;
}

/** What a `standard` target gets. The same `webhook-id` is the same message: a second delivery of it is a repeat. */
export interface NotificationMessage {
  type: NotificationKind | 'tideboard.test';
  /** When it happened, by the site's clock. */
  timestamp: string;
  data: Record<string, unknown>;
}
