// What a floor may live through, as generators: a registry, a zone with its odd days, a multiset of events with every tie and
// contradiction that upstreams produce, and how the events are delivered.
import type { Channel, EventType, Site } from '@tideboard/contracts';
import type { AgentFields, FactData, PolicyVersion, TicketEventType } from '@tideboard/domain';
import fc from 'fast-check';
import type { AcceptedEvent } from '../../../server/src/tickets/accepted-event.js';
import { channel, SITE } from '../floor.js';

const MINUTE = 60_000;

/** A zone, an instant near one of its odd moments, and when its business day starts: midnight, or in the hour that comes twice. */
const PLACES: readonly (readonly [zone: string, around: string, ...starts: string[]])[] = [
  ['America/New_York', '2026-03-08T07:00:00Z', '00:00', '01:30'],
  ['America/New_York', '2026-11-01T06:00:00Z', '00:00', '01:30'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', '00:00', '01:30'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', '00:00', '06:00'],
  ['America/Havana', '2026-03-08T05:00:00Z', '00:00'],
  ['America/Havana', '2026-11-01T05:00:00Z', '00:00'],
  ['Africa/Cairo', '2026-04-23T22:00:00Z', '00:00', '23:00'],
  ['Asia/Kathmandu', '2026-12-31T18:15:00Z', '00:00', '06:00'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z', '00:00', '23:00'],
  ['UTC', '2028-02-29T00:00:00Z', '00:00', '06:00'],
];

const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];
const HOURS: readonly Channel['serviceHours'][] = [
  null,
  [
    { days: ALL_DAYS, from: '08:00', to: '12:00' },
    { days: ALL_DAYS, from: '13:30', to: '18:00' },
  ],
  [{ days: ALL_DAYS, from: '22:00', to: '06:00' }],
];

/** Names that break joins, sorts, key formats and prototypes. The first two differ only in their composition. */
const ODD = ['\u00e9', 'e\u0301', '\uff5e', '\u{1f600}', 'constructor', '__proto__', 'a:b', '{x}', '*', 'new\nline', 'Z', 'z'];
const SOURCES = ['/a', '/A', '/\uff5e', '/\u{1f600}'];
const CHANNELS = ['phone', 'email', 'chat'];
const ELSEWHERE = ['shop', 'constructor', 'a:b', '*', 'phone\n/a'];
const TICKETS = ['GD1', 'constructor', '\u7968\u{1f600}:*\n'];
const AGENTS = ['anna', '__proto__'];
const KEYS = SOURCES.flatMap((source) => ODD.map((id) => ({ source, id })));

export interface Registry {
  site: Site;
  channels: Channel[];
}

export interface Delivery {
  events: AcceptedEvent[];
  writer: number;
}

export interface Scenario {
  registry: Registry;
  /** Site clock at the end, epoch ms. */
  now: number;
  /** Each once, in no order that matters. */
  events: AcceptedEvent[];
  /** All of them, some more than once, fully shuffled, in batches, by two writers. */
  deliveries: Delivery[];
}

export const history = ({ site, channels }: Registry): PolicyVersion[] => [{ from: 0, site, channels }];

const registryIn = (zone: string, starts: string[]): fc.Arbitrary<Registry> =>
  fc
    .record({
      businessDayStart: fc.constantFrom(...starts),
      hours: fc.tuple(...CHANNELS.map(() => fc.constantFrom(...HOURS))),
      slow: fc.boolean(),
      mapped: fc.oneof(
        { weight: 3, arbitrary: fc.constant(CHANNELS) },
        { weight: 1, arbitrary: fc.subarray(CHANNELS, { minLength: 1 }) },
      ),
    })
    .map(({ businessDayStart, hours, slow, mapped }) => ({
      site: { ...SITE, timeZone: zone, businessDayStart },
      channels: CHANNELS.flatMap((id, i) => {
        const made = channel(id, { serviceHours: hours[i]! });
        return mapped.includes(id) ? [slow ? { ...made, targets: { ...made.targets, responseSeconds: 3600 } } : made] : [];
      }),
    }));

/** On a coarse grid, a millisecond beside it at most: ties and facts exactly at a deadline are the rule. */
const offset = fc
  .tuple(fc.oneof(fc.integer({ min: -12, max: 18 }), fc.integer({ min: -240, max: 240 })), fc.constantFrom(0, 0, 0, -1, 1))
  .map(([tens, ms]) => tens * 10 * MINUTE + ms);

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const anyChannel = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...CHANNELS) },
  { weight: 1, arbitrary: fc.constantFrom(...ELSEWHERE) },
);

/** Which data an event type carries; `dueAt` as an offset to the scenario's middle. */
const dataOf: Record<TicketEventType, fc.Arbitrary<FactData>> = {
  'ticket.created': fc
    .record({
      channel: anyChannel,
      kind: maybe(fc.constantFrom('consult', 'complaint')),
      priority: maybe(fc.constantFrom('urgent', 'normal', 'low')),
      tier: maybe(fc.constantFrom('gold', 'standard')),
      dueAt: maybe(offset),
    })
    // One reference that is the beginning of another, and one that looks like what stands between references and tickets.
    .map((data) => ({ ...data, customer: data.tier && (data.priority ? (data.kind ? 'c' : 'c"') : 'c"t') })),
  'ticket.assigned': fc.record({ agent: fc.constantFrom(...AGENTS) }),
  'ticket.started': fc.constant({}),
  'ticket.transferred': fc.record({ channel: maybe(anyChannel), agent: fc.constantFrom(...AGENTS) }),
  'ticket.escalated': fc.record({ level: fc.integer({ min: 1, max: 4 }) }),
  'ticket.awaiting_feedback': fc.constant({}),
  'ticket.completed': fc.constant({}),
  'ticket.closed': fc.constant({}),
  'ticket.abandoned': fc.constant({}),
  'ticket.reopened': fc.constant({}),
  'ticket.rated': fc.record({ score: fc.integer({ min: 1, max: 5 }) }),
  'ticket.flagged': fc.constant({}),
  'ticket.promised': fc.record({ dueAt: offset }),
  'ticket.promise_kept': fc.record({ promise: maybe(fc.constantFrom(...ODD)) }),
};
const OFTEN: TicketEventType[] = [
  'ticket.created',
  'ticket.started',
  'ticket.completed',
  'ticket.reopened',
  'ticket.transferred',
];

interface Happening {
  at: number;
  sends: { order: number; writer: number; cut: boolean }[];
  what:
    | { to: 'ticket'; subject: string; type: TicketEventType; data: FactData }
    | { to: 'agent'; subject: string; fields: AgentFields }
    | { to: 'log' };
}

const ticketEvent = fc
  .oneof(fc.constantFrom(...OFTEN), fc.constantFrom(...(Object.keys(dataOf) as TicketEventType[])))
  .chain((type) =>
    fc.record({
      to: fc.constant('ticket' as const),
      subject: fc.constantFrom(TICKETS[0]!, ...TICKETS),
      type: fc.constant(type),
      data: dataOf[type],
    }),
  );
const agentEvent = fc.record({
  to: fc.constant('agent' as const),
  subject: fc.constantFrom(...AGENTS),
  fields: fc.record(
    {
      state: fc.constantFrom('offline', 'available', 'busy', 'wrap_up'),
      channel: anyChannel,
      home: fc.constantFrom(...CHANNELS),
    },
    { requiredKeys: [] },
  ),
});
const what = fc.oneof(
  { weight: 16, arbitrary: ticketEvent },
  { weight: 3, arbitrary: agentEvent },
  { weight: 1, arbitrary: fc.constant({ to: 'log' as const }) },
);

const happening = (grid: fc.Arbitrary<number>): fc.Arbitrary<Happening> =>
  fc.record({
    at: grid,
    what: what as fc.Arbitrary<Happening['what']>,
    sends: fc.array(fc.record({ order: fc.nat(), writer: fc.nat(1), cut: fc.boolean() }), { minLength: 1, maxLength: 3 }),
  });

/** A floor's life, at one place. `now` lies among the events: some of them are still to come. */
export const scenario: fc.Arbitrary<Scenario> = fc
  .record({ place: fc.constantFrom(...PLACES), grid: fc.array(offset, { minLength: 2, maxLength: 6, size: 'max' }) })
  .chain(({ place: [zone, around, ...starts], grid }) =>
    fc.record({
      middle: fc.constant(Date.parse(around)),
      registry: registryIn(zone, starts),
      now: fc.oneof(
        // At the deadlines, to the millisecond.
        fc.constantFrom(...grid).map((at) => at + 10 * MINUTE),
        fc.constant(Math.max(...grid)),
        fc.constant(Math.max(...grid) + 10 * MINUTE),
        offset,
      ),
      later: fc.constantFrom(true, false, false),
      // Mostly crowded: rules meet each other only where one ticket has many facts.
      happenings: fc.oneof(
        { weight: 1, arbitrary: fc.array(happening(fc.constantFrom(...grid)), { minLength: 1, maxLength: 8 }) },
        { weight: 3, arbitrary: fc.array(happening(fc.constantFrom(...grid)), { minLength: 18, maxLength: 30, size: 'max' }) },
      ),
      keys: fc.shuffledSubarray(KEYS, { minLength: 30, maxLength: 30 }),
    }),
  )
  .map(({ middle, registry, now, later, happenings, keys }) => {
    const events = happenings.map((happening, i) => toEvent(happening, keys[i]!, middle));
    const sends = happenings.flatMap(({ sends }, i) => sends.map((send) => ({ ...send, event: events[i]! })));
    return { registry, now: middle + now + (later ? 48 * 60 * MINUTE : 0), events, deliveries: intoBatches(sends) };
  });

function toEvent({ at, what }: Happening, key: { source: string; id: string }, middle: number): AcceptedEvent {
  const logEntry = JSON.stringify({ ...key, what });
  const common = { ...key, contentHash: String(logEntry.length), logEntry };
  if (what.to === 'log') return { ...common, to: 'log' };
  if (what.to === 'agent') return { ...common, ...what, type: 'agent.changed', at: middle + at, fields: said(what.fields) };
  const { dueAt, ...data } = what.data;
  return {
    ...common,
    ...what,
    at: middle + at,
    data: said({ ...data, dueAt: dueAt === undefined ? undefined : middle + dueAt }),
  };
}

/** Only what was said, as the door hands it on. */
const said = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

/** A full shuffle, never ending with a replay in order: that would heal what it should reveal. */
function intoBatches(sends: { order: number; writer: number; cut: boolean; event: AcceptedEvent }[]): Delivery[] {
  const deliveries: Delivery[] = [];
  for (const { writer, cut, event } of sends.toSorted((a, b) => a.order - b.order)) {
    const last = deliveries.at(-1);
    if (last && !cut && last.writer === writer) last.events.push(event);
    else deliveries.push({ writer, events: [event] });
  }
  return deliveries;
}

export const RANKED: readonly EventType[] = [...(Object.keys(dataOf) as TicketEventType[]), 'agent.changed'];
