// The registry of agents over the public API, the people of the floor on the socket, and what an agent says to being moved.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  AgentsFrame,
  AgentsPatched,
  AgentView,
  AuditPage,
  BoardForecast,
  LoanNotice,
  ReassignmentView,
} from '@tideboard/contracts';
import { agent, type Client, event, type House, openHouse, reached } from '../support/closed-loop.js';
import { api, cleanUp, eventually, login, runCli, startServer } from '../support/server.js';
import { closeScreens, openScreen } from '../support/sockets.js';

type Problem = { code: string };
let house: House;
const ids = (views: AgentView[]): string[] => views.map(({ id }) => id);

async function person(username: string, fields: object): Promise<{ token: string; client: Client }> {
  const password = 'another-horse-2';
  expect((await house.admin.post('/users', { username, password, ...fields })).status).toBe(201);
  const token = await login(house.server.url, username, password);
  return { token, client: api(house.server.url, token) };
}

async function pairScreen(): Promise<string> {
  const open = api(house.server.url);
  const { body } = await open.post<{ code: string; pollToken: string }>('/displays/pair');
  await house.admin.post('/displays', { code: body.code, name: 'Wall' });
  return (await open.post<{ token: string }>('/displays/poll', { pollToken: body.pollToken })).body.token;
}

/** Everything that a socket is told of people. */
function listen(token: string): { frames: AgentsFrame[]; people: Map<string, AgentView>; ready: Promise<unknown> } {
  const screen = openScreen(house.server.url, token);
  const frames: AgentsFrame[] = [];
  const people = new Map<string, AgentView>();
  screen.socket.on('agents:changed', (frame) => {
    frames.push(frame);
    if (frame.whole) people.clear();
    for (const view of frame.agents) people.set(view.id, view);
    for (const id of frame.gone) people.delete(id);
  });
  return { frames, people, ready: screen.until(() => true) };
}

beforeAll(async () => {
  house = await openHouse(await startServer());
  await house.send([
    agent('p1', 'phone', { capacity: 1, conversations: 1, state: 'busy', tier: 'senior' }),
    agent('p2', 'phone', { capacity: 1, conversations: 0 }),
    agent('w1', 'web_chat', { capacity: 4, conversations: 1 }),
    agent('w2', 'web_chat', { capacity: 4, conversations: 0 }),
    agent('w3', 'web_chat', {}),
    agent('e1', 'email', { state: 'offline' }),
  ]);
});
afterAll(async () => {
  closeScreens();
  await cleanUp();
});

describe('the registry of agents', () => {
  it('shows what upstreams report', async () => {
    const { body } = await house.admin.get<AgentView>('/agents/w1');
    expect(body).toMatchObject({ name: 'W1', home: 'web_chat', channel: 'web_chat', state: 'available', load: 0.25, team: null });
    expect(body).toMatchObject({ onLoanSince: null, movesToday: 0, reassignment: null, newcomer: false, loans: true });
    expect(Date.now() - Date.parse(body.stateSince!)).toBeLessThan(120_000);
    expect((await house.admin.get('/agents/nobody')).status).toBe(404);
  });

  it('keeps the instant at which a state began through repeats of it', async () => {
    const before = (await house.admin.get<AgentView>('/agents/w1')).body.stateSince;
    await house.send([event('agent.changed', 'w1', { state: 'available', conversations: 2 })]);
    expect((await house.admin.get<AgentView>('/agents/w1')).body).toMatchObject({ stateSince: before, load: 0.5 });
  });

  it('filters by channel, state, home, skill and team, each a list', async () => {
    const list = async (query: string) => ids((await house.admin.get<AgentView[]>(`/agents?${query}`)).body);
    expect(await list('channel=phone')).toEqual(['p1', 'p2']);
    expect(await list('channel=phone,email&state=busy,offline')).toEqual(['e1', 'p1']);
    expect(await list('home=web_chat&state=available')).toEqual(['w1', 'w2', 'w3']);
    expect(await list('skill=app_chat&channel=email')).toEqual(['e1']);
    expect((await house.admin.get<Problem>('/agents?state=asleep')).status).toBe(422);
  });

  it('takes edits as events: the latest word on a field holds, whoever said it', async () => {
    const put = await house.admin.put<AgentView>('/agents/w3', { team: 'chat-a', tier: 'expert', speeds: { phone: 0.8 } });
    expect(put).toMatchObject({ status: 200, body: { team: 'chat-a', tier: 'expert', name: 'W3', speeds: { phone: 0.8 } } });
    await house.send([event('agent.changed', 'w3', { tier: 'senior' })]);
    expect((await house.admin.get<AgentView>('/agents/w3')).body).toMatchObject({ tier: 'senior', team: 'chat-a' });
    const etag = put.headers.get('etag')!;
    expect((await house.admin.patch<Problem>('/agents/w3', { newcomer: true }, { 'if-match': etag })).status).toBe(412);
    const { body } = await house.admin.patch<AgentView>('/agents/w3', { newcomer: true, team: null, tier: null, home: 'email' });
    expect(body).toMatchObject({ newcomer: true, team: null, tier: null, home: 'email', name: 'W3' });
    expect(body.onLoanSince).not.toBeNull();
    expect((await house.admin.patch<AgentView>('/agents/w3', { home: null })).body.home).toBe('web_chat');
    expect(await list('team=chat-a')).toEqual([]);
    async function list(query: string) {
      return ids((await house.admin.get<AgentView[]>(`/agents?${query}`)).body);
    }
  });

  it('knows people whom no upstream has named yet, and refuses what cannot be', async () => {
    const made = await house.admin.put<AgentView>('/agents/new one', { name: '新来的', home: 'social', newcomer: true });
    expect(made).toMatchObject({ status: 201, body: { id: 'new one', channel: null, state: null, home: 'social' } });
    expect((await house.admin.put<Problem>('/agents/x', { home: 'nowhere' })).body.code).toBe('unknown_channel');
    expect((await house.admin.put('/agents/x', { capacity: -1 })).status).toBe(422);
    expect((await house.admin.put<Problem>('/agents/x', { shiftEndsAt: '2026-02-30T10:00:00Z' })).status).toBe(422);
    expect((await house.admin.patch('/agents/x', { name: 'X' })).status).toBe(404);
  });

  it('changes many at once, and says of each who was not changed why', async () => {
    const { body: before } = await house.admin.get<AgentView>('/agents/w2');
    const patch = (agents: object[]) => house.admin.patch<AgentsPatched>('/agents', { agents });
    const answer = await patch([
      { id: 'w2', patch: { team: 'night', skills: ['web_chat', 'refunds'] } },
      { id: 'e1', patch: { team: 'night', home: 'nowhere' } },
      { id: 'nobody', patch: { team: 'night' } },
      { id: 'p1', patch: { capacity: -1 } },
      { id: 'w2', patch: { team: 'day' } },
      { id: 'p2', patch: { team: 'night' } },
    ]);
    expect(answer).toMatchObject({ status: 200, body: { changed: ['w2', 'p2'] } });
    const why = answer.body.failed.map(({ id, code }) => [id, code]);
    expect(why).toEqual([
      ['e1', 'unknown_channel'],
      ['nobody', 'not_found'],
      ['p1', 'invalid'],
      ['w2', 'repeated'],
    ]);
    const night = ids((await house.admin.get<AgentView[]>('/agents?team=night')).body);
    expect(night).toEqual(['p2', 'w2']);
    expect((await house.admin.get<AgentView>('/agents/w2')).body.skills).toEqual(['web_chat', 'refunds']);
    const { entries } = (await house.admin.get<AuditPage>('/audit?action=agents.change')).body;
    expect(entries[0]).toMatchObject({ object: 'agents/w2,p2', fields: ['team', 'skills', 'home', 'capacity'] });
    expect((await patch([])).status).toBe(422);
    const back = [
      { id: 'w2', patch: { team: null, skills: before.skills } },
      { id: 'p2', patch: { team: null } },
    ];
    expect((await patch(back)).body).toEqual({ changed: ['w2', 'p2'], failed: [] });
  });

  it('is what the log tells: an audit finds no difference', async () => {
    expect((await runCli(['audit'], { DATA_DIR: house.server.dataDir })).stdout).toContain('no difference');
  });

  it('lends nobody who is not to be lent, and warns about newcomers', async () => {
    await house.admin.patch('/agents/w2', { loans: false });
    const preview = (agents: string[]) =>
      house.admin.post<{ findings: { code: string; severity: string }[] }>('/reassignments/preview', {
        from: 'web_chat',
        to: 'phone',
        agents,
      });
    expect((await preview(['w2'])).body.findings).toMatchObject([{ code: 'no_loans', severity: 'blocks' }]);
    expect((await preview(['w3'])).body.findings).toMatchObject([{ code: 'newcomer', severity: 'warns' }]);
    await house.admin.patch('/agents/w2', { loans: true });
  });

  it('tells what each channel comes to in a quarter of an hour', async () => {
    const { body } = await house.admin.get<BoardForecast>('/board/forecast');
    expect(body.aheadSeconds).toBe(900);
    expect(body.channels.map(({ id }) => id)).toContain('phone');
  });
});

describe('who sees whom', () => {
  it('a lead: who is on or homed in their channels; an agent: themselves; a screen: nobody', async () => {
    const lead = await person('lead', { role: 'supervisor', channels: ['phone'] });
    const self = await person('w2', { role: 'agent', agent: 'w2' });
    const screen = await pairScreen();
    expect(ids((await lead.client.get<AgentView[]>('/agents')).body)).toEqual(['p1', 'p2']);
    expect((await lead.client.get('/agents/w1')).status).toBe(404);
    expect((await lead.client.put('/agents/p1', { team: 'mine' })).status).toBe(403);
    expect(ids((await self.client.get<AgentView[]>('/agents')).body)).toEqual(['w2']);
    expect((await self.client.get('/agents/w1')).status).toBe(404);
    expect((await api(house.server.url, screen).get('/agents')).status).toBe(403);
    const [seen, wall] = [listen(lead.token), listen(screen)];
    await Promise.all([seen.ready, wall.ready]);
    await eventually(async () => seen.people.size === 2);
    await house.send([event('agent.changed', 'w1', { channel: 'phone', conversations: 3 })]);
    await eventually(async () => seen.people.get('w1')?.conversations === 3);
    await house.send([event('agent.changed', 'w1', { channel: 'web_chat' })]);
    await eventually(async () => !seen.people.has('w1'));
    expect(seen.frames[0]!.whole).toBe(true);
    expect(seen.frames.slice(1).flatMap(({ agents }) => ids(agents))).toEqual(['w1']);
    expect(wall.frames).toEqual([]);
  });
});

describe('an agent who is moved', () => {
  const move = async (agents: string[], to = 'phone') =>
    (await house.admin.post<ReassignmentView & Problem>('/reassignments', { from: 'web_chat', to, agents, reason: 'a wave' }))
      .body;

  it('says yes, or no with a reason: then they come back and are left in peace', async () => {
    const self = api(house.server.url, await login(house.server.url, 'w2', 'another-horse-2'));
    const made = await move(['w1', 'w2']);
    await reached(house.admin, made.id, 'active');
    const yes = await self.post<LoanNotice>(`/reassignments/${made.id}/accept`);
    expect(yes).toMatchObject({ status: 200, body: { from: 'web_chat', to: 'phone', reason: 'a wave', actor: 'Administrator' } });
    expect(yes.body.acceptedAt).not.toBeNull();
    expect(JSON.stringify(yes.body)).not.toContain('W1');
    expect((await house.admin.get<AgentView>('/agents/w2')).body.reassignment).toMatchObject({ id: made.id, accepted: true });
    expect((await self.post(`/reassignments/${made.id}/decline`, {})).status).toBe(422);
    expect((await self.post(`/reassignments/${made.id}/decline`, { reason: 'my child is ill' })).status).toBe(200);
    expect(await self.post(`/reassignments/${made.id}/decline`, { reason: 'again' })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    const back = await eventually(async () => {
      const { body } = await house.admin.get<ReassignmentView>(`/reassignments/${made.id}`);
      return body.actions[1]!.status === 'home' ? body : null;
    });
    expect(back).toMatchObject({ state: 'active', note: expect.stringContaining('my child is ill') });
    expect((await house.admin.get<AgentView>('/agents/w2')).body).toMatchObject({ channel: 'web_chat', reassignment: null });
    const { body } = await house.admin.post<{ findings: object[]; agents: string[] }>('/reassignments/preview', {
      from: 'web_chat',
      to: 'app_chat',
      agents: ['w2'],
    });
    expect(body.findings).toContainEqual(expect.objectContaining({ code: 'vetoed', severity: 'warns' }));
    expect((await house.admin.post(`/reassignments/${made.id}/accept`)).status).toBe(403);
    await house.admin.post(`/reassignments/${made.id}/undo`);
  });

  it('has no say in the reassignment of another', async () => {
    const self = api(house.server.url, await login(house.server.url, 'w2', 'another-horse-2'));
    const made = await eventually(async () => {
      const body = await move(['w3']);
      return body.id ? body : null;
    });
    expect((await self.post(`/reassignments/${made.id}/accept`)).status).toBe(404);
    expect((await self.post(`/reassignments/${made.id}/decline`, { reason: 'for her' })).status).toBe(404);
  });
});
