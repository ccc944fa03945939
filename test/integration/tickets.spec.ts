// Tickets and customers as people read them, on a site clock that stands nearly still.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  AssignmentRules,
  Attention,
  Board,
  CloudEvent,
  EscalationPreview,
  EscalationRules,
  CustomerTimeline,
  Recommendation,
  Reminder,
  Role,
  TicketDetail,
  TicketPage,
} from '@tideboard/contracts';
import { keys } from '../../server/src/platform/redis/index.js';
import { type Door, event, openDoor } from '../support/events.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { api, cleanUp, eventually, login, startServer, type TestServer } from '../support/server.js';

const NOON = Date.UTC(2026, 10, 18, 12);
const CLOCK = { ALLOW_TEST_CLOCK: '1', CLOCK_START: '2026-11-18T12:00:00Z', CLOCK_RATE: '0.001' };
const NAME = '王小明金丝雀';
const PHONE = '13812345678';
const ago = (minutes: number): number => NOON - minutes * 60_000;

let redis: TestRedis;
let server: TestServer;
let door: Door;
let admin: ReturnType<typeof api>;
const people = new Map<string, ReturnType<typeof api>>();

async function person(name: string, role: Role, fields: object = {}): Promise<void> {
  const password = 'another-horse-2';
  const { status } = await admin.post('/users', { username: name, password, role, ...fields });
  expect(status).toBe(201);
  people.set(name, api(server.url, await login(server.url, name, password)));
}
const as = (name: string) => people.get(name)!;

const KINDS = ['consult', 'complaint', 'after_sales'] as const;
interface Made {
  id: string;
  channel: string;
  kind: string;
  agent: string | null;
  createdAt: number;
  state: string;
}

/** A floor of 90 tickets whose every attribute is known; a few in the same millisecond. */
const made: Made[] = Array.from({ length: 90 }, (_, i) => ({
  id: `GD${String(1000 + i)}`,
  channel: ['phone', 'web_chat', 'email'][i % 3]!,
  kind: KINDS[Math.floor(i / 3) % 3]!,
  agent: i % 4 === 0 ? null : `a${i % 5}`,
  createdAt: ago(600 - Math.floor(i / 2) * 5),
  state: ['pending', 'in_progress', 'completed'][Math.floor(i / 9) % 3]!,
}));
function lifeOf({ id, channel, kind, agent, createdAt, state }: Made): CloudEvent[] {
  const customer = { ref: `C${Number(id.slice(2)) % 7}`, name: NAME, phone: PHONE, tier: 'gold' };
  const summary = `请回电${PHONE}`;
  return [
    event('created', id, createdAt, { channel, kind, customer, summary }),
    ...(agent ? [event('assigned', id, createdAt + 1000, { agent, team: 'orders' })] : []),
    ...(state === 'pending' ? [] : [event('started', id, createdAt + 2000)]),
    ...(state === 'completed' ? [event('completed', id, createdAt + 60_000, { result: 'done' })] : []),
  ];
}
const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item, i) => ({ item, k: (i * 7919) % 1009 }))
    .toSorted((a, b) => a.k - b.k)
    .map(({ item }) => item);

beforeAll(async () => {
  redis = await startRedis({ appendonly: 'yes' });
  server = await startServer({ env: { ...CLOCK, REDIS_URL: redis.url } });
  admin = api(server.url, await server.adminToken());
  door = await openDoor(server);
  await person('lead', 'supervisor', { channels: ['phone'] });
  await person('li', 'agent', { agent: 'a1' });
  await person('nobody', 'agent');
  const { status } = await door.send(
    ...shuffled(made.flatMap(lifeOf)),
    event('agent.changed', 'a1', ago(700), { channel: 'phone', name: '李蕾', state: 'busy' }),
  );
  if (status !== 200) throw new Error(`the door answered ${status}`);
});
afterAll(async () => {
  await cleanUp();
  await redis.stop();
});

/** All pages of a question. */
async function all(who: ReturnType<typeof api>, query: string, limit = 7): Promise<TicketPage['tickets']> {
  const tickets: TicketPage['tickets'] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body }: { status: number; body: TicketPage } = await who.get(
      `/tickets?${query}&limit=${limit}&cursor=${cursor}`,
    );
    expect(status).toBe(200);
    expect(body.tickets.length).toBeLessThanOrEqual(limit);
    tickets.push(...body.tickets);
    cursor = body.next;
  }
  return tickets;
}
const idsOf = (tickets: { id: string }[]): string[] => tickets.map(({ id }) => id);
const expected = (fits: (ticket: Made) => boolean): string[] =>
  made
    .filter(fits)
    .map(({ id }) => id)
    .toSorted();

describe('a list', () => {
  it.each<[string, (ticket: Made) => boolean]>([
    ['', () => true],
    ['channel=phone,email', ({ channel }) => channel !== 'web_chat'],
    ['state=pending', ({ state }) => state === 'pending'],
    ['state=open&kind=complaint', ({ state, kind }) => state !== 'completed' && kind === 'complaint'],
    ['agent=a2&team=orders', ({ agent }) => agent === 'a2'],
    ['agent=none', ({ agent }) => agent === null],
    ['since=2026-11-18T04:00:00Z&until=2026-11-18T05:00:00Z', ({ createdAt }) => createdAt >= ago(480) && createdAt < ago(420)],
    ['customer=C3', ({ id }) => Number(id.slice(2)) % 7 === 3],
    ['q=C3', ({ id }) => Number(id.slice(2)) % 7 === 3],
    ['q=d101', ({ id }) => id.startsWith('GD101')],
    ['q=GD1011', ({ id }) => id === 'GD1011'],
    ['priority=urgent', () => false],
  ])('asked for "%s" is what a scan of everything finds, whatever the page', async (query, fits) => {
    const limit = /customer|q=C3/.test(query) ? 200 : 7;
    const tickets = await all(admin, query, limit);
    expect(idsOf(tickets).toSorted()).toEqual(expected(fits));
    expect(idsOf(await all(admin, query, 200)).toSorted()).toEqual(expected(fits));
  });

  it('stands in the order of its deadlines, or of its creation, also where many fall on one instant', async () => {
    const due = (await all(admin, 'sort=deadline', 4)).map(({ deadline }) => Date.parse(deadline!.dueAt!));
    expect(due).toEqual(due.toSorted((a, b) => a - b));
    expect(due).toHaveLength(expected(({ state }) => state !== 'completed').length);
    const created = (await all(admin, '', 4)).map(({ createdAt }) => Date.parse(createdAt));
    expect(created).toEqual(created.toSorted((a, b) => b - a));
  });

  it.each([
    'state=lost',
    'limit=0',
    'limit=201',
    'due=soon',
    'since=yesterday',
    'cursor=x',
    'sort=name',
    'colour=red',
    'q=a&q=b',
  ])('refuses %s and names it', async (query) => {
    const { status, body } = await admin.get<{ code: string; detail: string }>(`/tickets?${query}`);
    expect([status, body.code]).toEqual([422, 'query']);
    expect(body.detail).toContain(query.split('=')[0]);
  });
});

describe('who sees what', () => {
  it('is their own channels, or their own tickets', async () => {
    expect(idsOf(await all(as('lead'), '')).toSorted()).toEqual(expected(({ channel }) => channel === 'phone'));
    expect(idsOf(await all(as('lead'), 'channel=email'))).toEqual([]);
    expect(idsOf(await all(as('li'), '')).toSorted()).toEqual(expected(({ agent }) => agent === 'a1'));
    expect(await all(as('nobody'), '')).toEqual([]);
  });

  it('and anything else is not there', async () => {
    const foreign = made.find(({ channel, agent }) => channel === 'email' && agent === 'a2')!.id;
    for (const who of ['lead', 'li', 'nobody']) {
      const [theirs, none] = await Promise.all([as(who).get(`/tickets/${foreign}`), as(who).get('/tickets/no-such')]);
      expect(theirs.status).toBe(404);
      expect(theirs.body).toEqual(none.body);
      expect((await as(who).get(`/tickets?q=${foreign}`)).body['tickets']).toEqual([]);
    }
    expect((await as('nobody').get('/customers/C3/timeline')).status).toBe(404);
  });

  it('is masked for everybody', async () => {
    const texts = await Promise.all(
      ['/tickets?limit=200', '/tickets/GD1003', '/customers/C2/timeline', '/attention'].map(async (path) =>
        JSON.stringify((await admin.get(path)).body),
      ),
    );
    for (const text of texts) {
      expect(text).not.toContain('小明');
      expect(text).not.toContain(PHONE);
    }
    expect(texts[0]).toContain('"name":"王**","phone":"138****5678"');
    expect(texts[0]).toContain('请回电138****5678');
  });
});

describe('one ticket', () => {
  const steps = (id: string): CloudEvent[] => {
    const at = (minute: number): number => ago(240) + minute * 60_000;
    return [
      event(
        'created',
        id,
        at(0),
        { channel: 'phone', kind: 'complaint', dueAt: '2026-11-18T13:00:00Z', customer: { ref: 'loyal' } },
        { id: '1' },
      ),
      event('assigned', id, at(1), { agent: 'a1' }, { id: '2' }),
      event('started', id, at(2), {}, { id: '3' }),
      event('transferred', id, at(3), { channel: 'email' }, { id: '4' }),
      event('promised', id, at(4), { dueAt: '2026-11-18T11:30:00Z', what: 'call back', agent: 'a1' }, { id: '5' }),
      event('escalated', id, at(5), { level: 3, reason: 'angry' }, { id: '6' }),
      event('awaiting_feedback', id, at(6), {}, { id: '7' }),
      event('rated', id, at(7), { score: 2, comment: 'slow' }, { id: '8' }),
    ].map((each) => ({ ...each, source: `/steps/${id}` }));
  };

  it('is told the same, in whatever order it was heard', async () => {
    await door.send(...steps('in-order'));
    for (const step of steps('reversed').toReversed()) await door.send(step);
    const [a, b] = await Promise.all(
      ['in-order', 'reversed'].map(async (id) => (await admin.get<TicketDetail>(`/tickets/${id}`)).body),
    );
    const same = (ticket: TicketDetail): unknown =>
      JSON.parse(JSON.stringify(ticket).replaceAll(ticket.id, 'X').replaceAll(ticket.at, 'now'));
    expect(same(b!)).toEqual(same(a!));
    expect(a!.timeline.map(({ type, channel }) => `${type.slice(7)} ${channel}`)).toEqual([
      'created phone',
      'assigned phone',
      'started phone',
      'transferred email',
      'promised email',
      'escalated email',
      'awaiting_feedback email',
      'rated email',
    ]);
    expect(a).toMatchObject({
      state: 'awaiting_feedback',
      level: 3,
      score: 2,
      agent: { id: 'a1', name: '李蕾' },
      channel: 'email',
    });
    expect(a!.promises).toMatchObject([{ what: 'call back', state: 'overdue', dueAt: '2026-11-18T11:30:00.000Z' }]);
    expect(Object.fromEntries(a!.clocks.map(({ clock, state }) => [clock, state]))).toEqual({
      response: 'missed',
      handling: 'running',
      assign: 'met',
      complaint: 'met',
      escalation: 'met',
      record: 'overdue',
    });
  });

  it('is part of its customer’s story on every channel', async () => {
    await door.send(
      event('created', 'phone-again', ago(10), {
        channel: 'phone',
        summary: 'again',
        customer: { ref: 'loyal', tier: 'diamond' },
      }),
    );
    const whole = (await admin.get<CustomerTimeline>('/customers/loyal/timeline')).body;
    expect(whole.tickets.map(({ id, channel }) => [id, channel])).toEqual(
      expect.arrayContaining([
        ['phone-again', 'phone'],
        ['in-order', 'email'],
        ['reversed', 'email'],
      ]),
    );
    expect(whole.entries.map(({ at }) => at)).toEqual(whole.entries.map(({ at }) => at).toSorted());
    // The lead of the phones serves this customer: they see that there is more, and no words of it.
    const seen = (await as('lead').get<CustomerTimeline>('/customers/loyal/timeline')).body;
    expect(seen.entries).toHaveLength(whole.entries.length);
    const foreign = seen.entries.filter(({ ticket }) => ticket !== 'phone-again');
    expect(foreign.every(({ limited, agent }) => limited && agent === null)).toBe(true);
    expect(JSON.stringify(foreign)).not.toMatch(/angry|slow|call back/);
  });
});

it('asks for attention before a deadline, VIPs and complaints first, and for promises and records that slip', async () => {
  const soon = (seconds: number): string => new Date(NOON + seconds * 1000).toISOString();
  const make = (id: string, dueAt: string, data: object): CloudEvent[] => [
    event('created', id, ago(5), { channel: 'phone', dueAt, ...data }),
    event('started', id, ago(4)),
  ];
  await door.send(
    ...make('soon-plain', soon(60), {}),
    ...make('soon-vip', soon(100), { customer: { ref: 'v', tier: 'diamond' } }),
    ...make('later-complaint', soon(200), { kind: 'complaint' }),
    ...make('not-yet', soon(400), {}),
    event('promised', 'not-yet', ago(2), { dueAt: soon(110), what: 'call' }),
  );
  const { body } = await eventually(async () => {
    const answer = await as('lead').get<Attention>('/attention');
    return answer.body.dueSoon.length > 0 && answer.body.promises.length > 0 && answer;
  });
  expect(idsOf(body.dueSoon)).toEqual(['soon-vip', 'soon-plain', 'later-complaint']);
  expect(body.promises.map(({ ticket, promise }) => [ticket.id, promise.what, promise.state])).toEqual([
    ['not-yet', 'call', 'open'],
  ]);
  expect(body.overdue).toBeGreaterThan(0);
  expect(idsOf((await admin.get<Attention>('/attention')).body.lateRecords).toSorted()).toEqual(['in-order', 'reversed']);
  expect((await all(as('lead'), 'due=120')).map(({ id }) => id)).toEqual(['soon-plain', 'soon-vip']);
});

describe('an act of a person', () => {
  beforeAll(async () => {
    await door.send(
      event('created', 'act', ago(30), { channel: 'phone', customer: { ref: 'act', tier: 'gold' } }),
      event('created', 'act-email', ago(30), { channel: 'email' }),
      event('agent.changed', 'boss', ago(30), { channel: 'phone', state: 'available', tier: 'senior', name: '韩梅' }),
      event('agent.changed', 'far', ago(30), { channel: 'email', state: 'available', skills: ['phone'] }),
    );
  });

  it('raises a ticket, once, on the board too, and never lowers it', async () => {
    const board = async () => (await admin.get<Board>('/board')).body.totals.escalatedOpen;
    const before = await board();
    const { status, body } = await as('lead').post<TicketDetail>('/tickets/act/escalate', { level: 3, reason: 'risk' });
    expect([status, body.level]).toEqual([200, 3]);
    expect(body.timeline.at(-1)).toMatchObject({
      type: 'ticket.escalated',
      source: 'tideboard:/escalation',
      data: { reason: 'risk', actor: 'lead' },
    });
    expect((await as('lead').post('/tickets/act/escalate', { level: 2 })).status).toBe(409);
    expect(await board()).toBe(before + 1);
    expect((await as('lead').post('/tickets/act-email/escalate', { level: 2 })).status).toBe(404);
    expect((await admin.post('/tickets/act/escalate', { level: 5 })).status).toBe(422);
  });

  it('promises something, and keeps it once', async () => {
    const made = await as('lead').post<TicketDetail>('/tickets/act/promises', {
      dueAt: '2026-11-18T14:00:00Z',
      what: 'call',
      agent: 'boss',
    });
    expect([made.status, made.body.promises]).toEqual([
      201,
      [expect.objectContaining({ what: 'call', agent: 'boss', state: 'open' })],
    ]);
    const { id } = made.body.promises[0]!;
    for (let again = 0; again < 2; again += 1) {
      const kept = await as('lead').post<TicketDetail>(`/tickets/act/promises/${id}/keep`);
      expect([kept.status, kept.body.promises[0]!.state]).toEqual([200, 'kept']);
      expect(kept.body.timeline.filter(({ type }) => type === 'ticket.promise_kept')).toHaveLength(1);
    }
    expect((await as('lead').post('/tickets/act/promises', { dueAt: '2026-11-18T11:00:00Z' })).status).toBe(422);
    expect((await as('lead').post('/tickets/act/promises/none/keep')).status).toBe(404);
  });

  it('gives it to whom the rules recommend, of the people on the lead’s channels', async () => {
    const { body } = await as('lead').get<Recommendation>('/tickets/act/recommendation');
    expect(body.candidates.map(({ agent, reasons }) => [agent, reasons])[0]).toEqual([
      'boss',
      ['senior', 'channel', 'free', 'load'],
    ]);
    expect(body.candidates.map(({ agent }) => agent)).not.toContain('far');
    const { body: rules } = await admin.get<AssignmentRules>('/assignment-rules');
    const strict = { ...rules, skills: [{ when: { channels: ['phone'] }, needs: ['calm'] }] };
    const preview = await as('lead').post<Recommendation>('/assignment-rules/preview', { ticket: 'act', rules: strict });
    expect(preview).toMatchObject({ status: 200, body: { skills: ['calm'], candidates: [], passedOver: { skills: 2 } } });
    expect((await as('lead').get('/tickets/act/recommendation')).body).toEqual({ ...body, at: expect.any(String) });
    expect((await as('lead').post('/assignment-rules/preview', { ticket: 'act-email', rules: strict })).status).toBe(404);
    expect((await admin.put('/assignment-rules', strict)).status).toBe(200);
    expect((await as('lead').get<Recommendation>('/tickets/act/recommendation')).body.candidates).toEqual([]);
    await admin.put('/assignment-rules', rules);
    expect((await as('lead').post('/tickets/act/assign', { agent: 'far' })).status).toBe(422);
    const inList = async (who: string, query: string) =>
      (await as(who).get<TicketPage>(`/tickets?q=act&${query}`)).body.tickets?.find(({ id }) => id === 'act');
    expect((await inList('lead', 'recommend=true'))!.recommended).toEqual(body.candidates[0]);
    expect(await inList('lead', 'recommend=false')).not.toHaveProperty('recommended');
    expect((await as('lead').get('/tickets?recommend=perhaps')).status).toBe(422);
    expect((await as('li').get('/tickets?recommend=true')).status).toBe(403);
    expect((await as('lead').get<Attention>('/attention?recommend=true')).status).toBe(200);
    const given = await as('lead').post<TicketDetail>('/tickets/act/assign', { agent: 'boss' });
    expect([given.status, given.body.agent]).toEqual([200, { id: 'boss', name: '韩梅' }]);
    expect((await as('li').post('/tickets/act/assign', { agent: 'a1' })).status).toBe(403);
    await door.send(event('completed', 'act', ago(1)));
    expect((await as('lead').post('/tickets/act/assign', { agent: 'boss' })).body).toMatchObject({ code: 'ticket_ended' });
  });
});

it('raises what the rules ask for: as a suggestion, and by itself once somebody lets them, one event for each', async () => {
  const customer = { ref: 'core', tier: 'diamond' };
  await door.send(
    event('created', 'severe', ago(30), { channel: 'phone', kind: 'complaint', customer }),
    event('flagged', 'severe', ago(29), { flag: 'risk', severity: 3 }),
  );
  const asked = async () =>
    (await as('lead').get<Attention>('/attention')).body.escalations.find(({ ticket }) => ticket.id === 'severe');
  expect(await eventually(asked)).toMatchObject({ level: 4, rule: 'core-customer' });
  const rules = (await admin.get<EscalationRules>('/escalation-rules')).body;
  // What rules would do is asked without doing it, of the tickets that one may see.
  const severity = { id: 'mine', level: 4, name: '严重', when: { severity: 3 } };
  const tried = { ...rules, rules: [severity, { id: 'none', level: 3, when: { tiers: ['silver'], contacts: 50 } }] };
  const { body: preview } = await as('lead').post<EscalationPreview>('/escalation-rules/preview', tried);
  expect([preview.raised, preview.rules]).toEqual([
    1,
    [
      { id: 'mine', tickets: 1 },
      { id: 'none', tickets: 0 },
    ],
  ]);
  expect(preview.open).toBe((await all(as('lead'), 'state=open', 200)).length);
  expect((await admin.put('/escalation-rules', { ...tried, rules: [severity, severity] })).body).toMatchObject({
    errors: [{ path: '/rules/1/id' }],
  });
  const owned = await admin.patch<EscalationRules>('/escalation-rules', { owners: { '4': '韩总', '2': null } });
  expect(owned.body.owners).toEqual({ '1': null, '2': null, '3': null, '4': '韩总' });
  const stale = await admin.patch('/escalation-rules', { mode: 'off' }, { 'if-match': '"another"' });
  expect([stale.status, (await asked())?.owner]).toEqual([412, '韩总']);
  expect([rules.mode, (await admin.patch('/escalation-rules', { mode: 'auto' })).status]).toEqual(['suggest', 200]);
  const raised = async () => {
    const { body } = await admin.get<TicketDetail>('/tickets/severe');
    return body.level === 4 && body.timeline.filter(({ type }) => type === 'ticket.escalated');
  };
  expect(await eventually(raised)).toMatchObject([{ source: 'tideboard:/escalation', data: { reason: 'core-customer' } }]);
  // A start after a crash, or another node, asks again: the same event, once.
  await server.stop();
  server = await startServer({ env: { ...CLOCK, REDIS_URL: redis.url } });
  admin = api(server.url, await server.adminToken());
  door = await openDoor(server);
  await door.send(event('flagged', 'severe', ago(28), { flag: 'risk', severity: 3 }));
  expect(await raised()).toHaveLength(1);
  await admin.put('/escalation-rules', { ...rules, mode: 'off' });
});

it('owes the customer of an answered complaint a call: suggested, promised by rule once, kept by its agent, who can be reminded', async () => {
  const complaint = (id: string, answered: number): CloudEvent[] => [
    event('created', id, ago(90), { channel: 'phone', kind: 'complaint' }),
    event('started', id, ago(80), { agent: 'a1' }),
    event('completed', id, answered),
  ];
  people.set('li', api(server.url, await login(server.url, 'li', 'another-horse-2')));
  people.set('lead', api(server.url, await login(server.url, 'lead', 'another-horse-2')));
  await door.send(...complaint('angry', ago(20)), ...complaint('called', ago(10)));
  await door.send(event('promised', 'called', ago(15), { dueAt: '2026-11-18T14:00:00Z' }));
  const owed = async () =>
    (await as('lead').get<Attention>('/attention')).body.callBacks.flatMap(({ ticket, dueAt }) =>
      ['angry', 'called', 'furious'].includes(ticket.id) ? [[ticket.id, dueAt]] : [],
    );
  expect(await owed()).toEqual([['angry', '2026-11-19T11:40:00.000Z']]);
  const set = await admin.patch<EscalationRules>('/escalation-rules', { callBack: { mode: 'auto' } });
  expect(set.body.callBack).toEqual({ mode: 'auto', withinSeconds: 86_400 });
  // Nothing in hindsight; from here on one event each, also when the completion comes twice and late.
  const now = (await as('lead').get<TicketPage>('/tickets?limit=1')).body.at;
  await door.send(...complaint('furious', Date.parse(now) + 1));
  await door.send(event('completed', 'furious', Date.parse(now) + 2));
  const promises = async () => (await admin.get<TicketDetail>('/tickets/furious')).body.promises;
  const [promise] = await eventually(async () => (await promises()).length > 0 && promises());
  expect(promise).toMatchObject({
    rule: 'call-back',
    agent: 'a1',
    state: 'open',
    dueAt: new Date(Date.parse(now) + 86_400_001).toISOString(),
  });
  expect(await owed()).toEqual([]);
  const mine = async () => (await as('li').get<TicketPage>('/tickets?promise=open')).body.tickets.map(({ id }) => id);
  expect(await mine()).toContain('furious');
  const reminders = async () => (await as('li').get<Reminder[]>('/me/reminders')).body.map(({ ticket, by }) => [ticket, by]);
  for (let again = 0; again < 2; again += 1) expect((await as('lead').post('/tickets/furious/remind')).status).toBe(200);
  expect([
    (await as('li').post('/tickets/furious/remind')).status,
    (await as('lead').post('/tickets/act-email/remind')).status,
  ]).toEqual([403, 404]);
  expect(await reminders()).toEqual([['furious', 'lead']]);
  expect((await as('li').delete('/me/reminders/furious')).status).toBe(204);
  expect(await reminders()).toEqual([]);
  await as('lead').post('/tickets/furious/remind');
  expect((await as('li').post(`/tickets/furious/promises/${promise!.id}/keep`)).status).toBe(200);
  expect([(await promises()).map(({ state }) => state), await reminders(), (await mine()).includes('furious')]).toEqual([
    ['kept'],
    [],
    false,
  ]);
});

it('a store of an older build gets its lists, and what facts did not keep then, from its log', async () => {
  const lists = [keys.ticketsByCreation, keys.ticketsByDue, keys.ticketsByPromise, keys.ticketsByAnswer, keys.ticketsByCustomer];
  const read = () => Promise.all(lists.map((key) => redis.client.zrange(key, '0', '-1', 'WITHSCORES')));
  const before = await read();
  const stored = await redis.client.hgetall(keys.tickets);
  await server.stop();
  for (const [id, text] of Object.entries(stored)) {
    const bar = text.indexOf('|');
    const record = JSON.parse(text.slice(bar + 1)) as {
      l?: unknown;
      f: [number, number, string, string, Record<string, unknown>?][];
    };
    delete record.l;
    for (const fact of record.f) delete fact[4]?.['customer'];
    await redis.client.hset(keys.tickets, id, `${text.slice(0, bar)}|${JSON.stringify(record)}`);
  }
  await redis.client.del(...lists);
  await redis.client.hdel(keys.meta, 'layout');
  server = await startServer({ env: { ...CLOCK, REDIS_URL: redis.url } });
  await eventually(async () => (await redis.client.hget(keys.meta, 'layout')) !== null);
  expect(await read()).toEqual(before);
});
