// Events in: CloudEvents 1.0 (https://github.com/cloudevents/spec, v1.0.2). One schema per type describes `data`; the table's order
// is the rank that decides between two facts of one millisecond (rule R1), so a new type goes to the end of its family.
import { Type } from 'typebox';
import { Instant } from './primitives.js';

const Text = (maxLength: number) => Type.String({ maxLength });
const Id = Type.String({ minLength: 1, maxLength: 256 });
/** An upstream that does not know a field may leave it out or send null: both mean unknown. */
const Maybe = <T extends Type.TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));
const Topic = Type.String({ minLength: 1, maxLength: 64 });
const Skills = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 100 });
const oneOf = <const T extends string[]>(values: readonly [...T]) => Type.Enum<T>(values);

export const KINDS = ['consult', 'complaint', 'suggestion', 'after_sales', 'other'] as const;
export const PRIORITIES = ['urgent', 'normal', 'low'] as const;
export const CUSTOMER_TIERS = ['diamond', 'gold', 'silver', 'standard'] as const;
export const AGENT_STATES = ['offline', 'available', 'busy', 'wrap_up', 'break'] as const;
export const AGENT_TIERS = ['frontline', 'senior', 'expert'] as const;
export const AGENT_CLEARABLE = ['name', 'team', 'home', 'tier', 'capacity', 'shiftEndsAt'] as const;
export const RATING_DIMENSIONS = ['attitude', 'timeliness', 'resolution', 'expertise'] as const;

const Score = Type.Integer({ minimum: 1, maximum: 5 });
const Dimensions = Type.Union([
  Type.Partial(Type.Object({ attitude: Score, timeliness: Score, resolution: Score, expertise: Score })),
  Type.Array(Score, { maxItems: 4 }),
]);

export const CustomerData = Type.Object({
  ref: Maybe(Id),
  name: Maybe(Text(200)),
  phone: Maybe(Text(64)),
  tier: Maybe(oneOf(CUSTOMER_TIERS)),
});

const Nothing = Type.Object({});

/** `data` of every known type, in rank order. */
export const EVENT_DATA = {
  'ticket.created': Type.Object({
    channel: Id,
    kind: Maybe(oneOf(KINDS)),
    priority: Maybe(oneOf(PRIORITIES)),
    customer: Maybe(CustomerData),
    skills: Maybe(Skills),
    summary: Maybe(Text(2000)),
    /** What it is about, where the upstream tells it; else the site's rules tell it from `summary` and `skills`. */
    topic: Maybe(Topic),
    dueAt: Maybe(Instant),
  }),
  'ticket.assigned': Type.Object({ agent: Id, team: Maybe(Id) }),
  'ticket.started': Type.Object({ agent: Maybe(Id) }),
  'ticket.transferred': Type.Object({ channel: Maybe(Id), agent: Maybe(Id) }),
  'ticket.escalated': Type.Object({ level: Type.Integer({ minimum: 1, maximum: 4 }), reason: Maybe(Text(2000)) }),
  'ticket.awaiting_feedback': Nothing,
  'ticket.completed': Type.Object({ result: Maybe(Text(2000)) }),
  'ticket.closed': Nothing,
  'ticket.abandoned': Nothing,
  'ticket.reopened': Nothing,
  'ticket.rated': Type.Object({ score: Score, dimensions: Maybe(Dimensions), comment: Maybe(Text(4000)) }),
  'ticket.flagged': Type.Object({
    flag: oneOf(['attitude', 'promise', 'policy', 'risk', 'other'] as const),
    severity: Maybe(Type.Integer({ minimum: 1, maximum: 3 })),
    by: Maybe(Id),
    note: Maybe(Text(2000)),
  }),
  'ticket.promised': Type.Object({ dueAt: Instant, what: Maybe(Text(2000)), agent: Maybe(Id) }),
  'ticket.promise_kept': Type.Object({ promise: Maybe(Id) }),
  'agent.changed': Type.Object({
    state: Maybe(oneOf(AGENT_STATES)),
    channel: Maybe(Id),
    skills: Maybe(Skills),
    capacity: Maybe(Type.Integer({ minimum: 0, maximum: 1000 })),
    conversations: Maybe(Type.Integer({ minimum: 0, maximum: 1000 })),
    name: Maybe(Text(200)),
    tier: Maybe(oneOf(AGENT_TIERS)),
    shiftEndsAt: Maybe(Instant),
    home: Maybe(Id),
    team: Maybe(Id),
    /** Share of the usual speed, by skill. */
    speeds: Maybe(Type.Record(Type.String({ minLength: 1, maxLength: 64 }), Type.Number({ minimum: 0.1, maximum: 3 }))),
    newcomer: Maybe(Type.Boolean()),
    /** May be lent to another channel. */
    loans: Maybe(Type.Boolean()),
    /** Fields that are to be unknown again: a null says nothing, as in every event. */
    clear: Maybe(Type.Array(oneOf(AGENT_CLEARABLE), { maxItems: 10 })),
  }),
} as const;

export type EventType = keyof typeof EVENT_DATA;
export const EVENT_TYPES = Object.keys(EVENT_DATA) as EventType[];
export type EventData<T extends EventType> = Type.Static<(typeof EVENT_DATA)[T]>;

/** The CloudEvents envelope after reading; `time` and `subject` may be missing on types that Tideboard does not know. */
export interface CloudEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  time?: string;
  subject?: string;
  data?: unknown;
}

export const MAX_EVENTS_PER_REQUEST = 10_000;
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** Why one item of a request was refused. `message` names the field, never repeats its value. */
export interface RejectedItem {
  index: number;
  id: string | null;
  code: string;
  message: string;
}

/** Answer of `POST /api/v1/events`: every accepted event is durable and in the counters by then. */
export interface IngestAnswer {
  accepted: number;
  duplicates: number;
  /** Of the accepted ones, those about tickets that were let go after the site's term: they change nothing. Left out where there is none. */
  superseded?: number;
  rejected: RejectedItem[];
}
