import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DisplayView, ScreenSettings } from '@tideboard/contracts';
import { doorOf, event } from '../support/events.js';
import { api, cleanUp, eventually, login, startServer, type TestServer } from '../support/server.js';
import { closeScreens, openScreen, type Screen } from '../support/sockets.js';

let server: TestServer;
let admin: ReturnType<typeof api>;
let screen: Screen;
let token: string;
let id: string;
let fresh: DisplayView;
const told: { settings: { name: string; settings: ScreenSettings }[]; identified: string[]; reloads: number; frames: string[] } =
  {
    settings: [],
    identified: [],
    reloads: 0,
    frames: [],
  };
const list = async (as = admin) => (await as.get<DisplayView[]>('/displays')).body;
const own = async () => (await list()).find((display) => display.id === id)!;

async function pair(name: string): Promise<{ id: string; token: string }> {
  const open = api(server.url);
  const { body } = await open.post<{ code: string; pollToken: string }>('/displays/pair');
  const made = await admin.post<DisplayView>('/displays', { code: body.code, name });
  const { body: polled } = await open.post<{ token: string }>('/displays/poll', { pollToken: body.pollToken });
  return { id: made.body.id, token: polled.token };
}

beforeAll(async () => {
  server = await startServer();
  admin = api(server.url, await server.adminToken());
  ({ id, token } = await pair('Lobby'));
  fresh = await own();
  screen = openScreen(server.url, token, { auth: { token, build: 'index-AbC123.js' } });
  const { socket } = screen;
  socket.onAny((...frame: unknown[]) => told.frames.push(JSON.stringify(frame)));
  socket.on('screen:settings', (settings) => told.settings.push(settings));
  socket.on('screen:identify', ({ name }) => told.identified.push(name));
  socket.on('screen:reload', () => (told.reloads += 1));
  // As the wall does: sent away because its channels changed, it comes back for the others.
  socket.on('disconnect', () => socket.connect());
  await screen.until(() => true);
});
afterAll(async () => {
  closeScreens();
  await cleanUp();
});

describe('a screen on the wall', () => {
  it('is seen, with the build that it runs', async () => {
    expect(fresh).toMatchObject({ lastSeenAt: null, build: null, upToDate: null });
    const seen = await eventually(async () => {
      const display = await own();
      return display.lastSeenAt ? display : null;
    });
    expect(Date.now() - Date.parse(seen.lastSeenAt!)).toBeLessThan(10_000);
    expect(seen.build).toBe('index-AbC123.js');
    expect(seen.upToDate).not.toBe(true);
  });

  it('obeys what is chosen for it within two seconds, and is told on arrival', async () => {
    await eventually(async () => told.settings.length > 0);
    expect(told.settings[0]).toMatchObject({ name: 'Lobby', settings: { language: null, distanceMetres: null } });
    const { status, body } = await admin.patch<DisplayView>(`/displays/${id}`, {
      name: 'Hall',
      settings: { language: 'en', distanceMetres: 12 },
    });
    expect({ status, body }).toMatchObject({ status: 200, body: { name: 'Hall', settings: { language: 'en', theme: null } } });
    await eventually(async () => told.settings.at(-1)!.name === 'Hall', 2000);
    expect(told.settings.at(-1)!.settings).toMatchObject({ language: 'en', distanceMetres: 12, rotateSeconds: null });
    // What is not named stays.
    await admin.patch(`/displays/${id}`, { settings: { theme: 'light' } });
    await eventually(async () => told.settings.at(-1)!.settings.theme === 'light', 2000);
    expect(told.settings.at(-1)!.settings.language).toBe('en');
    expect((await admin.patch(`/displays/${id}`, { settings: { distanceMetres: 0 } })).status).toBe(422);
  });

  it('says who it is and loads itself anew, once each, when it is asked', async () => {
    expect((await admin.post(`/displays/${id}/identify`)).status).toBe(204);
    await eventually(async () => told.identified.length === 1, 2000);
    expect((await admin.post(`/displays/${id}/reload`)).status).toBe(204);
    await eventually(async () => told.reloads === 1, 2000);
    // The screen that comes back after it is not asked again.
    const again = openScreen(server.url, token);
    let asked = 0;
    again.socket.on('screen:reload', () => (asked += 1));
    await again.until(() => true);
    await eventually(async () => again.beats.length >= 3);
    again.close();
    expect({ asked, told: [told.identified, told.reloads] }).toEqual({ asked: 0, told: [['Hall'], 1] });
  });

  it('gets other channels when it is given others, and never those it may not see', async () => {
    await admin.patch(`/displays/${id}`, { channels: ['phone'] });
    await screen.until((board) => board.channels.length === 1 && board.channels[0]!.id === 'phone');
    await admin.patch(`/displays/${id}`, { channels: null });
    expect((await screen.until((board) => board.channels.length > 1)).channels.length).toBe(5);
  });

  it('is ordered about by those whose channels it shows', async () => {
    await admin.post('/users', { username: 'lead', password: 'another-horse-2', role: 'supervisor', channels: ['phone'] });
    const lead = api(server.url, await login(server.url, 'lead', 'another-horse-2'));
    for (const what of ['identify', 'reload']) expect((await lead.post(`/displays/${id}/${what}`)).status).toBe(404);
    expect((await lead.patch(`/displays/${id}`, { name: 'Mine' })).status).toBe(404);
    await admin.patch(`/displays/${id}`, { channels: ['phone'] });
    expect((await lead.patch(`/displays/${id}`, { channels: ['phone', 'email'] })).status).toBe(403);
    expect((await lead.post(`/displays/${id}/identify`)).status).toBe(204);
    await admin.patch(`/displays/${id}`, { channels: null });
  });

  it('never receives a personal field, in a frame or an answer', async () => {
    const canary = 'PII-CANARY-7c1e';
    const key = (await admin.post<{ key: string }>('/api-keys', { name: 'acd', scopes: ['events:write'] })).body.key;
    const at = new Date().toISOString();
    const personal = { ref: `${canary}-ref`, name: `${canary}-name`, phone: `${canary}-phone`, tier: 'gold' };
    const sent = await doorOf(server.url, key).send(
      event('agent.changed', 'ag-1', at, { channel: 'phone', state: 'available', name: `${canary}-agent` }),
      event('agent.changed', 'ag-2', at, { channel: 'email', state: 'available', name: `${canary}-agent` }),
      event('ticket.created', 'T-1', at, { channel: 'phone', customer: personal, summary: `${canary}-summary` }),
      event('ticket.flagged', 'T-1', at, { flag: 'risk', note: `${canary}-note` }),
      event('ticket.escalated', 'T-1', at, { level: 3, reason: `${canary}-reason` }),
      event('ticket.promised', 'T-1', at, { dueAt: at, what: `${canary}-what` }),
      event('ticket.rated', 'T-1', at, { score: 1, comment: `${canary}-comment` }),
    );
    expect(sent.body).toMatchObject({ accepted: 7, rejected: [] });
    const move = { from: 'phone', to: 'email', agents: ['ag-1'], reason: `${canary}-why` };
    await admin.post('/reassignments', move);
    await screen.until((board) => board.channels.some((channel) => channel.id === 'phone' && channel.pending === 1));
    await eventually(async () => screen.beats.length >= 2);
    const display = api(server.url, token);
    const reads = ['/board', '/board/trend', '/channels', '/channels/phone', '/site', '/tickets', '/tickets/T-1', '/agents'];
    const closed = ['/customers/x/timeline', '/alerts', '/reassignments', '/audit', '/users', '/displays', '/reports/channels'];
    const answers = await Promise.all([...reads, ...closed].map((path) => display.get(path)));
    expect(answers.slice(5).every(({ status }) => status === 403 || status === 404)).toBe(true);
    expect(told.frames.length).toBeGreaterThan(5);
    expect(told.frames.filter((frame) => frame.includes(canary))).toEqual([]);
    expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain(canary);
  });

  it('is put off within five seconds when it is revoked', async () => {
    expect((await admin.delete(`/displays/${id}`)).status).toBe(204);
    await eventually(async () => screen.partings.length > 0, 5000);
    expect((await api(server.url, token).get('/board')).status).toBe(401);
    expect(await list()).toEqual([]);
  });
});
