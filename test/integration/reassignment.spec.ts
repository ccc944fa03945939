import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Board, LoansReport, PolicyDocument, ReassignmentView, TicketDetail } from '@tideboard/contracts';
import { Redis } from 'ioredis';
import { socketPath } from '../../server/src/platform/redis/socket-path.js';
import { api, cleanUp, eventually, login, startServer } from '../support/server.js';
import { agent, type Client, event, type House, openHouse, reached, team } from '../support/closed-loop.js';
import { closeScreens, openDisplay, openScreen } from '../support/sockets.js';
import { CONFIRMED, type FakeUpstream, startUpstream } from '../support/upstream.js';

type Problem = { code: string };
/** Quick enough for a test, and still a time limit, a back-off and a last attempt. */
const QUICK = { command: { attempts: 4, backoffSeconds: 0.05, timeoutSeconds: 0.5 } };
const channelOf = async (client: Client, id: string): Promise<number> =>
  (await client.get<Board>('/board')).body.channels.find((channel) => channel.id === id)!.agents.online ?? 0;

afterAll(cleanUp);

describe('without an upstream', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(await startServer());
    await house.send([...team('p', 'phone', 4), ...team('w', 'web_chat', 4), agent('single', 'email', { skills: [] })]);
  });
  const move = (body: object) => house.admin.post<ReassignmentView & Problem>('/reassignments', body);

  it('a fresh site plans nothing by itself', async () => {
    const { body } = await house.admin.get<PolicyDocument>('/policy');
    expect(body).toMatchObject({ version: 1, mode: 'off', countdownSeconds: 60, proposalSeconds: 300, maxLoanSeconds: 7200 });
  });

  it('a move is applied to the own registry, said so, and comes home by undo', async () => {
    const made = await move({ from: 'phone', to: 'web_chat', agents: ['p1'], reason: 'a wave' });
    expect(made).toMatchObject({
      status: 201,
      body: { state: 'approved', actor: 'Administrator', appliedTo: 'registry', reason: 'a wave' },
    });
    const active = await reached(house.admin, made.body.id, 'active');
    expect(active.actions).toMatchObject([{ agent: 'p1', name: 'P1', status: 'away' }]);
    expect(Date.parse(active.endsAt!) - Date.parse(active.createdAt)).toBe(7_200_000);
    expect(await channelOf(house.admin, 'web_chat')).toBe(5);
    const { body: board } = await house.admin.get<Board>('/board');
    expect(board.channels.find(({ id }) => id === 'web_chat')?.agents.onLoan).toBe(1);
    expect(board.channels.find(({ id }) => id === 'phone')?.agentsLent).toBe(1);
    expect(board.reassignments).toMatchObject([{ id: made.body.id, state: 'active' }]);
    expect((await house.admin.post<ReassignmentView>(`/reassignments/${made.body.id}/undo`)).status).toBe(200);
    const undone = await reached(house.admin, made.body.id, 'undone');
    expect(undone).toMatchObject({ undoReport: [], actions: [{ status: 'home' }] });
    expect(await channelOf(house.admin, 'phone')).toBe(4);
    const { body: loans } = await house.admin.get<LoansReport>('/reports/loans');
    expect(loans.totals).toMatchObject({ loans: 1, lentAgents: 1, scored: 0, coverage: null });
    expect(loans.pairs).toMatchObject([{ from: 'phone', to: 'web_chat', loans: 1 }]);
    expect((await house.admin.get<LoansReport>('/reports/loans?channel=email')).body.totals.loans).toBe(0);
    expect(await house.admin.post(`/reassignments/${made.body.id}/undo`)).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
  });

  it('a screen is told that people move, and neither who nor what was written about it', async () => {
    const display = await openDisplay(house.server.url, house.admin);
    const frames: string[] = [];
    const screen = openScreen(house.server.url, display);
    screen.socket.onAny((...frame) => void frames.push(JSON.stringify(frame)));
    await screen.until(Boolean);
    const { body } = await move({ from: 'web_chat', to: 'phone', agents: ['w1'], reason: 'CANARY' });
    await screen.until(({ reassignments }) => reassignments.some(({ id, state }) => id === body.id && state === 'active'));
    await house.admin.post(`/reassignments/${body.id}/undo`);
    const undone = await screen.until(({ reassignments }) =>
      reassignments.every(({ id, state }) => id !== body.id || state === 'undone'),
    );
    frames.push(JSON.stringify((await api(house.server.url, display).get('/board')).body), JSON.stringify(undone));
    expect(frames.filter((frame) => frame.includes(body.id))).not.toEqual([]);
    expect(frames.filter((frame) => /CANARY|"w1"|"W1"/.test(frame))).toEqual([]);
    await reached(house.admin, body.id, 'undone');
    closeScreens();
  });

  it('two leads reach for one agent at once: one winner, one clear message, one effect', async () => {
    const answers = await Promise.all(
      ['web_chat', 'app_chat', 'web_chat'].map((to) => move({ from: 'phone', to, agents: ['p2'] })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(['agent_moved', 'agent_moved']);
    const winner = answers.find(({ status }) => status === 201)!.body;
    await reached(house.admin, winner.id, 'active');
    expect((await move({ from: 'phone', to: 'web_chat', agents: ['p2'] })).body.code).toBe('agent_moved');
    // Asked back to where they came from, the loan ends and no second one begins.
    const back = await move({ from: winner.to, to: 'phone', agents: ['p2'] });
    expect(back.body.id).toBe(winner.id);
    await reached(house.admin, winner.id, 'done');
  });

  it('refuses what the rules forbid, by code; operations may go past with a reason', async () => {
    const code = async (body: object) => (await move(body)).body.code;
    expect(await code({ from: 'email', to: 'phone', agents: ['single'] })).toBe('no_skill');
    expect(await code({ from: 'phone', to: 'web_chat', agents: ['nobody'] })).toBe('unknown_agent');
    expect(await code({ from: 'phone', to: 'nowhere', agents: ['p3'] })).toBe('unknown_channel');
    expect(await code({ from: 'phone', to: 'web_chat', agents: ['p1', 'p2', 'p3', 'p4'] })).toBe('min_staff');
    expect(await code({ from: 'phone', to: 'web_chat', count: 9 })).toBe('not_enough_agents');
    expect(await code({ from: 'phone', to: 'phone', agents: ['p3'] })).toBe('invalid');
    expect(await code({ from: 'email', to: 'phone', agents: ['single'], override: true })).toBe('reason_required');
    const past = await move({ from: 'email', to: 'phone', agents: ['single'], override: true, reason: 'she asked for it' });
    expect(past.status).toBe(201);
    await reached(house.admin, past.body.id, 'active');
  });

  it('chooses agents where a number is named: not those who have just been moved', async () => {
    const { body } = await house.admin.post<{ agents: string[]; receiver: unknown; findings: [] }>('/reassignments/preview', {
      from: 'phone',
      to: 'web_chat',
      count: 2,
    });
    expect(body).toMatchObject({ agents: ['p3', 'p4'], findings: [] });
    expect((await house.admin.get<ReassignmentView[]>('/reassignments?state=active')).body).toHaveLength(1);
  });

  it('who leaves hands over what waits for them: to colleagues with room, by deadline; what finds none stays and is named', async () => {
    const inbox = { capacity: 2, skills: ['web_chat'], conversations: 0 };
    await house.send(['s1', 's2', 's3'].map((id) => agent(id, 'social', id === 's3' ? { ...inbox, state: 'break' } : inbox)));
    const created = Date.now() - 30_000;
    const due = (id: string) => new Date(created + Number(id[1]) * 3_600_000).toISOString();
    const tickets = ['H1', 'H3', 'H2'];
    await house.send([
      ...tickets.map((id) => event('ticket.created', id, { channel: 'social', dueAt: due(id) }, created)),
      ...tickets.map((id) => event('ticket.assigned', id, { agent: 's1' }, created + 1000)),
    ]);
    const wish = { from: 'social', to: 'web_chat', agents: ['s1'] };
    const { body: preview } = await house.admin.post<{ handovers: object[] }>('/reassignments/preview', wish);
    expect(preview.handovers).toEqual([
      { of: 's1', agent: 's2', tickets: ['H1', 'H2'] },
      { of: 's1', agent: null, tickets: ['H3'] },
    ]);
    const screen = openScreen(house.server.url, await openDisplay(house.server.url, house.admin));
    const { body } = await move(wish);
    expect(body.reason).toContain('3 waiting tickets of S1 go to S2 and the common line.');
    const { actions } = await eventually(async () => {
      const seen = (await house.admin.get<ReassignmentView>(`/reassignments/${body.id}`)).body;
      return seen.actions.every(({ status }) => status !== 'ordered' && status !== 'sent') ? seen : null;
    });
    expect(actions).toMatchObject([
      { action: 'move', agent: 's1', status: 'away' },
      { action: 'reroute', of: 's1', ofName: 'S1', agent: 's2', name: 'S2', tickets: ['H1', 'H2'], to: 'social', status: 'done' },
      { action: 'reroute', of: 's1', tickets: ['H3'], status: 'refused', problem: 'no colleague has room' },
    ]);
    const holders = await Promise.all(tickets.map(async (id) => (await house.admin.get<TicketDetail>(`/tickets/${id}`)).body));
    expect(holders.map(({ agent: holder }) => holder?.id)).toEqual(['s2', 's1', 's2']);
    expect(holders.every(({ createdAt }) => Date.parse(createdAt) === created)).toBe(true);
    const shown = await screen.until(({ reassignments }) =>
      reassignments.some(({ id, state }) => id === body.id && state === 'active'),
    );
    const told = shown.reassignments.find(({ id }) => id === body.id)!;
    expect(told.actions.map(({ tickets: bundle }) => bundle?.length ?? 0)).toEqual([0, 2, 1]);
    expect(JSON.stringify(told)).not.toMatch(/"[sS][12]"/);
    closeScreens();
    await house.admin.post(`/reassignments/${body.id}/undo`);
    const undone = await reached(house.admin, body.id, 'undone');
    expect(undone.undoReport).toEqual([{ tickets: ['H1', 'H2'], code: 'tickets_stay' }]);
  });

  it('supervisors decide between their own channels only', async () => {
    const user = {
      username: 'lead',
      password: 'lead-password',
      name: 'Lead',
      role: 'supervisor',
      channels: ['phone', 'web_chat'],
    };
    await house.admin.post('/users', user);
    const lead = api(house.server.url, await login(house.server.url, 'lead', 'lead-password'));
    expect((await lead.post('/reassignments', { from: 'phone', to: 'app_chat', agents: ['p3'] })).status).toBe(403);
    expect(
      (
        await lead.post('/reassignments', {
          from: 'phone',
          to: 'web_chat',
          agents: ['p1', 'p2', 'p3', 'p4'],
          override: true,
          reason: 'x',
        })
      ).status,
    ).toBe(403);
    expect((await lead.put('/policy', { mode: 'suggest' })).status).toBe(403);
    expect((await lead.post('/automation/pause')).status).toBe(403);
    expect((await lead.post('/reassignments', { from: 'phone', to: 'web_chat', agents: ['p3'] })).status).toBe(201);
    const seen = (await lead.get<ReassignmentView[]>('/reassignments')).body;
    expect(seen.every(({ from, to }) => [from, to].some((id) => ['phone', 'web_chat'].includes(id)))).toBe(true);
  });

  it('the policy takes what is right, names what is wrong, and stays out of auto until it was tried', async () => {
    const wrong = await house.admin.put<Problem>('/policy', { mode: 'sometimes' });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: '/mode' }] } });
    expect(await house.admin.put('/policy', { limits: { nonsense: 1 } })).toMatchObject({ status: 422 });
    expect(await house.admin.put('/policy', { minStaff: { nowhere: 1 } })).toMatchObject({
      status: 422,
      body: { errors: [{ path: '/minStaff/nowhere' }] },
    });
    expect(await house.admin.put('/policy', { mode: 'auto' })).toMatchObject({ status: 409, body: { code: 'not_simulated' } });
    const changed = await house.admin.put<PolicyDocument>('/policy', { mode: 'suggest', limits: { maxBatch: 3 } });
    expect(changed.body).toMatchObject({ version: 2, mode: 'suggest', limits: { maxBatch: 3, tickSeconds: 10 } });
    expect(await house.admin.put('/policy', { version: 1, mode: 'off' })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    const tried = await house.admin.post<{ reports: { plan: { misses: number }; nothing: { misses: number } } }>(
      '/policy/simulate',
      { seed: 3 },
    );
    expect(tried.body.reports.plan.misses).toBeLessThan(tried.body.reports.nothing.misses);
    expect(await house.admin.put('/policy', { mode: 'auto' })).toMatchObject({ status: 200, body: { mode: 'auto' } });
    // Other settings than those that were tried are settings that were not tried.
    expect(await house.admin.put('/policy', { limits: { maxBatch: 4 } })).toMatchObject({
      status: 409,
      body: { code: 'not_simulated' },
    });
    expect((await house.admin.put('/policy', { mode: 'off' })).status).toBe(200);
  });
});

describe('with an upstream', () => {
  let house: House;
  let upstream: FakeUpstream;
  let next = 0;
  beforeAll(async () => {
    house = await openHouse(await startServer());
    upstream = await startUpstream();
    const { body } = await house.admin.post<{ id: string; secret: string }>('/upstreams', {
      name: 'acd',
      url: upstream.url,
      channels: ['phone'],
    });
    upstream.secret = body.secret;
    await house.admin.put('/policy', { ...QUICK, confirmSeconds: 2 });
    await house.send([...team('p', 'phone', 20), ...team('w', 'web_chat', 2)]);
  });
  afterEach(() => {
    upstream.answer = () => CONFIRMED;
  });
  afterAll(() => upstream.close());
  const move = async (who = `p${(next += 1)}`): Promise<ReassignmentView> => {
    const { status, body } = await house.admin.post<ReassignmentView>('/reassignments', {
      from: 'phone',
      to: 'web_chat',
      agents: [who],
    });
    expect(status).toBe(201);
    return body;
  };
  const deliveriesOf = (id: string) => upstream.deliveries.filter(({ reassignment }) => reassignment === id);

  it('shows its secret once, and tests the line', async () => {
    expect(upstream.secret).toMatch(/^whsec_/);
    const { body } = await house.admin.get<object[]>('/upstreams');
    expect(JSON.stringify(body)).not.toContain('whsec');
    const { id } = body[0] as { id: string };
    expect((await house.admin.post(`/upstreams/${id}/test`)).body).toEqual({ ok: true, problem: null });
    expect(await house.admin.post('/upstreams', { name: 'x', url: 'ftp://x.example', channels: ['phone'] })).toMatchObject({
      status: 422,
    });
  });

  it('confirmed: a signed command with key and fence, active, and home by a command of its own', async () => {
    const { id, actions } = await move();
    expect(await reached(house.admin, id, 'active')).toMatchObject({ appliedTo: 'upstream' });
    await house.admin.post(`/reassignments/${id}/undo`);
    await reached(house.admin, id, 'undone');
    const [out, back] = deliveriesOf(id);
    expect(out).toMatchObject({
      type: 'reassignment.command',
      action: 'move',
      agent: actions[0]!.agent,
      from: 'phone',
      to: 'web_chat',
      when: 'now',
    });
    expect(back).toMatchObject({ action: 'return', from: 'web_chat', to: 'phone' });
    expect(back!.fence).toBeGreaterThan(out!.fence);
    expect(back!.idempotencyKey).not.toBe(out!.idempotencyKey);
    expect(upstream.forged).toBe(0);
  });

  it('accepted: waits for the floor to show it', async () => {
    upstream.answer = () => ({ status: 202, body: { status: 'accepted' } });
    const { id, actions } = await move();
    await eventually(
      async () => (await house.admin.get<ReassignmentView>(`/reassignments/${id}`)).body.actions[0]!.status === 'accepted',
    );
    expect((await house.admin.get<ReassignmentView>(`/reassignments/${id}`)).body.state).toBe('executing');
    await house.send([agent(actions[0]!.agent!, 'web_chat', {}, new Date())]);
    await reached(house.admin, id, 'active');
    // Taken back by other hands: the loan is over, nobody is asked to send the agent home twice.
    await house.send([agent(actions[0]!.agent!, 'phone', {}, new Date())]);
    await reached(house.admin, id, 'done');
    expect(deliveriesOf(id)).toHaveLength(1);
  });

  it('accepted and never seen, or a page or a no nobody agreed on: a person is called; late word still resolves it', async () => {
    const answers = [
      { status: 200, body: {} },
      { status: 200, html: '<h1>Sign in</h1>' },
      { status: 200, body: { ok: false } },
    ];
    upstream.answer = ({ agent: who }) => answers[Number(who.slice(1)) % 3]!;
    const [first, ...others] = await Promise.all([move(), move(), move()]);
    const unknown = await Promise.all([first, ...others].map(({ id }) => reached(house.admin, id, 'needs_human')));
    expect(unknown.map(({ actions }) => actions[0]!.status)).toEqual(['unknown', 'unknown', 'unknown']);
    const who = `p${(next += 1)}`;
    upstream.answer = () => answers[1]!;
    const helps = { action: 'assist', agent: who, from: 'phone', to: 'web_chat' };
    const { body: assist } = await house.admin.post<ReassignmentView>('/reassignments', { actions: [helps] });
    await house.send([agent(first.actions[0]!.agent!, 'web_chat', {}, new Date())]);
    await reached(house.admin, first.id, 'active');
    await reached(house.admin, assist.id, 'needs_human');
  });

  it('tickets follow an accepted order and no other: each colleague is told, the word on the tickets confirms', async () => {
    upstream.answer = ({ action }) => ({ status: 200, body: { status: action === 'move' ? 'refused' : 'accepted' } });
    const [who, taker] = ['p20', 'p19'];
    await house.send([agent(taker, 'phone', { capacity: 9 }, new Date())]);
    const create = (id: string) => event('ticket.created', id, { channel: 'phone' }, Date.now() - 9000);
    await house.send(['W1', 'W2'].flatMap((id) => [create(id), event('ticket.assigned', id, { agent: who }, Date.now() - 8000)]));
    const refused = await move(who);
    expect((await reached(house.admin, refused.id, 'failed')).actions.map(({ status }) => status)).toEqual([
      'refused',
      'dropped',
      'dropped',
    ]);
    expect(deliveriesOf(refused.id)).toHaveLength(1);
    upstream.answer = ({ action }) => (action === 'move' ? CONFIRMED : { status: 200, body: { status: 'accepted' } });
    const { id } = await move(who);
    const [, ...rerouted] = await eventually(async () => (deliveriesOf(id).length === 3 ? deliveriesOf(id) : null));
    expect(rerouted.map(({ agent: one, tickets }) => [one, tickets])).toContainEqual([taker, ['W1']]);
    expect(rerouted).toMatchObject([1, 2].map(() => ({ action: 'reroute', from: 'phone', to: 'phone' })));
    await house.send(rerouted.map(({ agent: one, tickets: [ticket] = [] }) => event('ticket.assigned', ticket!, { agent: one })));
    await eventually(async () =>
      (await house.admin.get<ReassignmentView>(`/reassignments/${id}`)).body.actions.every(
        ({ status }) => status === 'away' || status === 'done',
      ),
    );
  });

  it('refused: failed, with the reason, and nobody is taken', async () => {
    upstream.answer = () => ({ status: 200, body: { status: 'refused', reason: 'on a break' } });
    const { id, actions } = await move();
    expect(await reached(house.admin, id, 'failed')).toMatchObject({ actions: [{ status: 'refused', problem: 'on a break' }] });
    upstream.answer = () => CONFIRMED;
    await reached(house.admin, (await move(actions[0]!.agent)).id, 'active');
  });

  it('500 three times, then 200: one key, one fence, one body, one effect', async () => {
    upstream.answer = (_, nth) => (nth <= 3 ? { status: 500 } : CONFIRMED);
    const { id } = await move();
    await reached(house.admin, id, 'active');
    const seen = deliveriesOf(id);
    expect(seen).toHaveLength(4);
    expect(new Set(seen.map((command) => JSON.stringify(command))).size).toBe(1);
  });

  it('no answer at all: after the last attempt a person is called, and undo is the way out', async () => {
    upstream.answer = () => 'hang';
    const { id } = await move();
    expect(await reached(house.admin, id, 'needs_human')).toMatchObject({
      actions: [{ status: 'unknown', problem: 'no answer in time' }],
    });
    expect(deliveriesOf(id)).toHaveLength(4);
    upstream.answer = () => CONFIRMED;
    await house.admin.post(`/reassignments/${id}/undo`);
    await reached(house.admin, id, 'undone');
  });

  it('an answer that comes late, from an upstream that did obey, makes one effect', async () => {
    upstream.answer = async (_, nth) => {
      if (nth === 1) await sleep(900);
      return CONFIRMED;
    };
    const { id } = await move();
    await reached(house.admin, id, 'active');
    await sleep(1200);
    expect((await house.admin.get<ReassignmentView>(`/reassignments/${id}`)).body.state).toBe('active');
    expect([...upstream.effects.values()].filter(({ reassignment }) => reassignment === id)).toHaveLength(1);
  });

  it('waits as long as the upstream asks, follows no redirect, reads no endless body', async () => {
    upstream.answer = (_, nth) => (nth === 1 ? { status: 429, headers: { 'retry-after': '1' } } : CONFIRMED);
    const began = Date.now();
    await reached(house.admin, (await move()).id, 'active');
    expect(Date.now() - began).toBeGreaterThan(950);
    upstream.answer = () => ({ status: 302, headers: { location: `${house.server.url}/healthz` } });
    await reached(house.admin, (await move()).id, 'needs_human');
    upstream.answer = () => ({ status: 200, body: { status: 'refused', reason: 'x'.repeat(80_000) } });
    const big = await move();
    await eventually(
      async () => (await house.admin.get<ReassignmentView>(`/reassignments/${big.id}`)).body.actions[0]!.status === 'accepted',
    );
  });

  it('assist: the agent stays home, the upstream taking it is enough, and undo ends it', async () => {
    upstream.answer = () => ({ status: 202, body: { status: 'accepted' } });
    const who = `p${(next += 1)}`;
    const { body } = await house.admin.post<ReassignmentView>('/reassignments', {
      actions: [{ action: 'assist', agent: who, from: 'phone', to: 'web_chat' }],
    });
    expect(await reached(house.admin, body.id, 'active')).toMatchObject({
      kind: 'assist',
      actions: [{ agent: who, status: 'away' }],
    });
    await house.admin.post(`/reassignments/${body.id}/undo`);
    await reached(house.admin, body.id, 'undone');
    expect(deliveriesOf(body.id)).toMatchObject([
      { action: 'assist', from: 'phone', to: 'web_chat' },
      { action: 'end-assist', from: 'phone', to: 'web_chat' },
    ]);
  });

  it('reroute: waiting tickets change channel with their instants and deadlines; what is done is not undone', async () => {
    const created = Date.now() - 30_000;
    const dueAt = new Date(created + 3_600_000).toISOString();
    const tickets = ['R1', 'R2'];
    await house.send(tickets.map((id) => event('ticket.created', id, { channel: 'phone', dueAt }, created)));
    const board = async () =>
      Object.fromEntries((await house.admin.get<Board>('/board')).body.channels.map((one) => [one.id, one]));
    const before = await board();
    const { status, body } = await house.admin.post<ReassignmentView>('/reassignments', {
      actions: [{ action: 'reroute', tickets, from: 'phone', to: 'web_chat' }],
      reason: 'the chat is free',
    });
    expect(status).toBe(201);
    const [command] = await eventually(async () => (deliveriesOf(body.id).length > 0 ? deliveriesOf(body.id) : null));
    expect(command).toMatchObject({ action: 'reroute', tickets, from: 'phone', to: 'web_chat' });
    await house.send(tickets.map((id) => event('ticket.transferred', id, { channel: 'web_chat' })));
    await reached(house.admin, body.id, 'done');
    const after = await board();
    expect(after['web_chat']!.pending).toBe(before['web_chat']!.pending + 2);
    expect(after['phone']!.pending).toBe(before['phone']!.pending - 2);
    expect(Date.parse(after['web_chat']!.oldestPendingAt!)).toBeLessThanOrEqual(created);
    expect(await house.admin.post(`/reassignments/${body.id}/undo`)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('a job queue that lost everything, and a server that slept through its time limit: one effect each', async () => {
    const redis = new Redis({ path: socketPath(join(house.server.dataDir, 'redis')) });
    upstream.answer = (_, nth) => (nth === 1 ? { status: 503, headers: { 'retry-after': '2' } } : CONFIRMED);
    const lost = await move();
    // The wake for the next attempt lies in Redis; somebody deletes it, with everything else the queue holds.
    const wakes = await eventually(async () => {
      const found = await redis.keys('*:jobs:commands:delayed');
      return found.length > 0 && redis.keys('*:jobs:commands*');
    });
    await redis.del(...wakes);
    redis.disconnect();
    await reached(house.admin, lost.id, 'active');
    upstream.answer = async (_, nth) => {
      if (nth === 1) process.kill(house.server.pid, 'SIGSTOP');
      return CONFIRMED;
    };
    const before = upstream.deliveries.length;
    const slept = house.admin.post<ReassignmentView>('/reassignments', { from: 'phone', to: 'web_chat', count: 1 });
    const asleep = await eventually(async () => upstream.deliveries[before]);
    await sleep(1200);
    process.kill(house.server.pid, 'SIGCONT');
    const { id } = (await slept).body;
    expect(asleep.reassignment).toBe(id);
    await reached(house.admin, id, 'active');
    for (const one of [lost.id, id])
      expect([...upstream.effects.values()].filter(({ reassignment }) => reassignment === one)).toHaveLength(1);
  });

  it('killed between the intent and the answer: delivered after the restart, with the same key', async () => {
    upstream.answer = () => 'hang';
    const { id } = await move();
    await eventually(async () => deliveriesOf(id).length > 0);
    await house.server.kill();
    upstream.answer = () => CONFIRMED;
    const again = await startServer({ dataDir: house.server.dataDir });
    house = { ...house, server: again, admin: api(again.url, await again.adminToken()) };
    await reached(house.admin, id, 'active', 25_000);
    const seen = deliveriesOf(id);
    expect(new Set(seen.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect([...upstream.effects.values()].filter(({ reassignment }) => reassignment === id)).toHaveLength(1);
  });
});
