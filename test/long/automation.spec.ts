import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AutomationView, Board, PolicyDocument, ReassignmentView } from '@tideboard/contracts';
import { type Client, drowningPhone, type House, openHouse, reached, siteNow, team } from '../support/closed-loop.js';
import { api, cleanUp, eventually, startServer, tempDir } from '../support/server.js';
import { closeScreens, openDisplay, openScreen } from '../support/sockets.js';
import { CONFIRMED, type FakeUpstream, startUpstream } from '../support/upstream.js';

/** A Wednesday at ten, twenty times as fast as the tests that watch it. */
const FAST = { ALLOW_TEST_CLOCK: '1', CLOCK_START: '2026-11-18T10:00:00Z', CLOCK_RATE: '20' };

const all = async (client: Client, state = ''): Promise<ReassignmentView[]> =>
  (await client.get<ReassignmentView[]>(`/reassignments${state && `?state=${state}`}`)).body;
const automation = async (client: Client): Promise<AutomationView> => (await client.get<AutomationView>('/automation')).body;
const first = (client: Client, state: string, ms = 45_000): Promise<ReassignmentView> =>
  eventually(async () => (await all(client, state)).find(({ to }) => to === 'phone'), ms);

afterAll(cleanUp);

describe('a surge on phone', () => {
  let house: House;
  const policy = (body: object) => house.admin.put<PolicyDocument>('/policy', body);
  beforeEach(async () => {
    house = await openHouse(await startServer({ env: FAST }));
  });
  afterEach(() => house.server.stop());
  const surge = async (): Promise<void> => house.send(drowningPhone(await siteNow(house.admin)));

  it('suggest: proposes with reason, evidence and prediction; a yes moves people, and they are not asked for twice', async () => {
    const frames: string[] = [];
    const display = await openDisplay(house.server.url, house.admin);
    openScreen(house.server.url, display).socket.onAny((...frame) => void frames.push(JSON.stringify(frame)));
    await policy({ mode: 'suggest' });
    await surge();
    const proposal = await first(house.admin, 'proposed');
    expect(proposal).toMatchObject({ from: 'app_chat', to: 'phone', actor: 'automation', mode: 'suggest', executesAt: null });
    expect(proposal.reason).toMatch(/400 phone: expected wait \d+:\d\d → \d+:\d\d, service level \d+ % → \d+ %/);
    const { receiver } = proposal.prediction as {
      receiver: { before: { pendingAtEnd: number }; after: { pendingAtEnd: number } };
    };
    expect(receiver.after.pendingAtEnd).toBeLessThan(receiver.before.pendingAtEnd);
    expect(proposal.trigger).toMatchObject({ code: expect.any(String), numbers: { pending: expect.any(Number) } });
    const { body: board } = await house.admin.get<Board>('/board');
    expect(board.automation).toMatchObject({ mode: 'suggest', pausedBy: null });
    expect(board.reassignments.map(({ id }) => id)).toContain(proposal.id);
    expect((await house.admin.post(`/reassignments/${proposal.id}/approve`)).status).toBe(200);
    await reached(house.admin, proposal.id, 'active');
    await sleep(2000);
    const standing = (await all(house.admin)).filter(({ state }) => state !== 'expired');
    const asked = standing.flatMap(({ kind, to, actions }) => actions.map(({ agent }) => `${kind} ${agent} ${to}`));
    expect(new Set(asked).size).toBe(asked.length);
    // A screen was told all of it, and no agent's id or name: they are a1, A1, …
    frames.push(JSON.stringify((await api(house.server.url, display).get('/board')).body));
    expect(frames.some((frame) => frame.includes(proposal.id))).toBe(true);
    expect(frames.filter((frame) => /\b[ap]\d+\b/i.test(frame))).toEqual([]);
    closeScreens();
  });

  it('suggest: withdraws what nobody answered; a no keeps the pair out', async () => {
    await policy({ mode: 'suggest', proposalSeconds: 20 });
    await surge();
    const { id } = await first(house.admin, 'proposed');
    expect(await reached(house.admin, id, 'expired')).toMatchObject({ note: 'nobody_answered' });
    await policy({ proposalSeconds: 300 });
    const proposal = await first(house.admin, 'proposed');
    await house.admin.post(`/reassignments/${proposal.id}/reject`, { reason: 'training' });
    expect(await reached(house.admin, proposal.id, 'rejected')).toMatchObject({ note: 'training', decidedBy: 'Administrator' });
    await sleep(2500);
    const refused = new Set(proposal.actions.map((action) => action.agent));
    const asked = (await all(house.admin, 'proposed')).flatMap(({ actions }) => actions.map((action) => action.agent));
    expect(asked.filter((agent) => refused.has(agent))).toEqual([]);
  });

  it('confirm: counts down in site time, executes, comes home at the end of the loan even when the policy is off', async () => {
    await policy({ mode: 'confirm', countdownSeconds: 40, maxLoanSeconds: 120 });
    await surge();
    const proposal = await first(house.admin, 'proposed');
    expect(Date.parse(proposal.executesAt!) - Date.parse(proposal.createdAt)).toBe(40_000);
    const active = await reached(house.admin, proposal.id, 'active');
    expect(Date.parse(active.executedAt!)).toBeGreaterThanOrEqual(Date.parse(proposal.executesAt!));
    expect(active.decidedBy).toBe('automation');
    await policy({ mode: 'off' });
    expect(await reached(house.admin, proposal.id, 'done')).toMatchObject({ note: 'loan_ended' });
  });

  it('confirm: what no longer holds at the end of the countdown expires with the reason', async () => {
    await policy({ mode: 'confirm', countdownSeconds: 60 });
    await surge();
    const proposal = await first(house.admin, 'proposed');
    const gone = proposal.actions.map((action) => action.agent!);
    const now = await siteNow(house.admin);
    await house.send(
      gone.map((id) => ({
        specversion: '1.0',
        id: `off-${id}`,
        source: '/acd',
        type: 'agent.changed',
        subject: id,
        time: new Date(now).toISOString(),
        data: { state: 'offline' },
      })),
    );
    const { note } = await reached(house.admin, proposal.id, 'expired');
    expect(['not_available', 'no_longer_wanted']).toContain(note);
  });

  it('auto after a simulation: acts, and is scored a quarter of an hour later', async () => {
    await house.admin.post('/policy/simulate', { seed: 1 });
    await policy({ mode: 'auto' });
    await surge();
    const { id } = await first(house.admin, 'active');
    // Fifteen site minutes are forty-five seconds here.
    const scored = await eventually(async () => {
      const { body } = await house.admin.get<ReassignmentView>(`/reassignments/${id}`);
      return body.score && body;
    }, 60_000);
    expect(scored.score).toMatchObject({
      metric: 'pending',
      predicted: expect.any(Number),
      actual: expect.any(Number),
      within: expect.any(Boolean),
    });
  }, 120_000);

  it('shadow: writes down what it would have done, once, and touches nobody', async () => {
    await policy({ mode: 'shadow' });
    await surge();
    const book = await eventually(async () => {
      const { body } = await house.admin.get<{ day: string; entries: { agent: string; to: string }[] }>('/automation/shadow');
      return body.entries.length > 0 && body;
    }, 20_000);
    expect(book.day).toBe('2026-11-18');
    expect(book.entries.some(({ to }) => to === 'phone')).toBe(true);
    await sleep(2000);
    type Book = { entries: { action: string; agent: string; from: string; to: string }[] };
    const { body } = await house.admin.get<Book>('/automation/shadow?day=2026-11-18');
    const lines = body.entries.map(({ action, agent, from, to }) => `${action} ${agent} ${from} ${to}`);
    expect(new Set(lines).size).toBe(lines.length);
    expect(await all(house.admin)).toEqual([]);
  });

  it('simulates the day that was recorded, the same for the same seed', async () => {
    const run = () =>
      house.admin.post<{ reports: { nothing: { contacts: number } } }>('/policy/simulate', { scenario: 'recorded-day', seed: 2 });
    expect(await run()).toMatchObject({ status: 422, body: { code: 'no_recorded_day' } });
    await surge();
    const answer = await run();
    expect(answer).toMatchObject({ status: 200, body: { scenario: 'recorded-day' } });
    expect(answer.body.reports.nothing.contacts).toBe(170);
    expect((await run()).body.reports).toEqual(answer.body.reports);
  });

  it('without data it says so, and stays still', async () => {
    await policy({ mode: 'suggest' });
    await eventually(async () => (await automation(house.admin)).reason === 'no-data', 10_000);
    await house.send(team('p', 'phone', 3, await siteNow(house.admin)));
    expect(await all(house.admin)).toEqual([]);
    expect((await house.admin.get<Board>('/board')).body.automation.reason).not.toBeNull();
  });
});

describe('two nodes beside one Redis', () => {
  let redis: ReturnType<typeof spawn>;
  let socket: string;
  let env: Record<string, string>;
  let one: House;
  let two: House;
  const upstreams: FakeUpstream[] = [];
  const opened = async (): Promise<FakeUpstream> => {
    upstreams.push(await startUpstream());
    return upstreams.at(-1)!;
  };
  beforeAll(async () => {
    socket = join(tempDir(), 'r.sock');
    redis = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--save', '']);
    env = { ...FAST, REDIS_URL: `unix:${socket}`, DATA_KEY: randomBytes(32).toString('base64') };
    const server = await eventually(() => startServer({ env }).catch(() => null));
    one = await openHouse(server);
    const other = await startServer({ env });
    two = { ...one, server: other, admin: api(other.url, await other.adminToken()) };
  });
  afterAll(async () => {
    await Promise.all([one.server.stop(), two.server.stop(), ...upstreams.map((upstream) => upstream.close())]);
    redis.kill();
  });

  it('propose once, not once each', async () => {
    // as long as it takes to start a node on a slow machine, twenty times as fast as life
    await two.admin.put('/policy', { mode: 'suggest', proposalSeconds: 3600 });
    await one.send(drowningPhone(await siteNow(one.admin)));
    await first(two.admin, 'proposed');
    await sleep(1500);
    const asked = (await all(one.admin, 'proposed')).flatMap(({ kind, to, actions }) =>
      actions.map(({ agent }) => `${kind} ${agent} ${to}`),
    );
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('a pause on one holds on both screens within two seconds, and nothing new is proposed', async () => {
    const began = Date.now();
    await one.admin.post('/automation/pause', { minutes: 600, reason: 'fire drill' });
    const seen = await eventually(async () => {
      const { body } = await two.admin.get<Board>('/board');
      return body.automation.pausedBy && body.automation;
    }, 2000);
    expect(Date.now() - began).toBeLessThan(2000);
    expect(seen).toMatchObject({ pausedBy: 'Administrator', pauseReason: 'fire drill' });
    const before = (await all(two.admin)).length;
    await sleep(1500);
    expect((await all(two.admin)).length).toBe(before);
    await two.admin.post('/automation/resume');
    expect((await automation(one.admin)).pausedBy).toBeNull();
  });

  it('a proposal outlives the node that made it; a job queue that lost everything costs seconds', async () => {
    const proposal = await first(one.admin, 'proposed');
    await one.server.kill();
    const again = await startServer({ env, dataDir: one.server.dataDir });
    one = { ...one, server: again, admin: api(again.url, await again.adminToken()) };
    expect((await one.admin.get<ReassignmentView>(`/reassignments/${proposal.id}`)).status).toBe(200);
    const upstream = await opened();
    const { body } = await one.admin.post<{ id: string; secret: string }>('/upstreams', {
      name: 'acd',
      url: upstream.url,
      channels: ['app_chat'],
    });
    upstream.secret = body.secret;
    upstream.answer = (_, nth) => (nth === 1 ? { status: 503, headers: { 'retry-after': '3' } } : CONFIRMED);
    // By hand: a floor at twenty times the speed may have got over its trouble while the node was started.
    const { body: made } = await one.admin.post<ReassignmentView>('/reassignments', { from: 'app_chat', to: 'phone', count: 2 });
    await eventually(async () => upstream.deliveries.length >= made.actions.length);
    // The wake for the next attempt lies in Redis now: somebody deletes it, with everything else the queue holds.
    await sleep(200);
    const lost = spawnSync('redis-cli', ['-s', socket, '--scan', '--pattern', '*:jobs:*'], { encoding: 'utf8' }).stdout.split(
      '\n',
    );
    expect(lost.some((key) => key.includes('commands'))).toBe(true);
    spawnSync('redis-cli', ['-s', socket, 'DEL', ...lost.filter(Boolean)]);
    await reached(one.admin, made.id, 'active', 45_000);
    expect(upstream.effects.size).toBe(made.actions.length);
    await one.admin.delete(`/upstreams/${body.id}`);
  }, 90_000);

  it('a node that is killed in the middle, or slept through it, makes no second effect', async () => {
    const upstream = await opened();
    const { body } = await one.admin.post<{ secret: string }>('/upstreams', {
      name: 'acd',
      url: upstream.url,
      channels: ['app_chat'],
    });
    upstream.secret = body.secret;
    await one.admin.put('/policy', { mode: 'off', command: { attempts: 8, backoffSeconds: 0.2, timeoutSeconds: 0.5 } });
    // Whoever gets the first delivery is put to sleep by the upstream before it can hear the answer, and wakes up later.
    const asleep: number[] = [];
    upstream.answer = async ({ idempotencyKey }, nth) => {
      if (nth > 1 || asleep.length > 0) return CONFIRMED;
      expect(idempotencyKey).toBeTruthy();
      process.kill(two.server.pid, 'SIGSTOP');
      asleep.push(two.server.pid);
      return CONFIRMED;
    };
    const free = (
      await one.admin.post<{ agents: string[] }>('/reassignments/preview', { from: 'app_chat', to: 'phone', count: 1 })
    ).body.agents[0]!;
    const { body: made } = await one.admin.post<ReassignmentView>('/reassignments', {
      from: 'app_chat',
      to: 'phone',
      agents: [free],
    });
    await reached(one.admin, made.id, 'active', 40_000);
    process.kill(two.server.pid, 'SIGCONT');
    await sleep(2500);
    expect((await one.admin.get<ReassignmentView>(`/reassignments/${made.id}`)).body.state).toBe('active');
    expect([...upstream.effects.keys()].filter((key) => key.startsWith(made.id))).toHaveLength(1);
  }, 90_000);
});
