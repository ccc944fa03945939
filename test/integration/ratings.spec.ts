// A customer's rating from the link to the board and the report: signed, once, and through the one door.
import type { Board, CloudEvent, Problem, RatingInvitation, RatingLink, SatisfactionReport } from '@tideboard/contracts';
import { type Door, event, makeKey, openDoor } from '../support/events.js';
import { api, cleanUp, login, runCli, startServer, type TestServer } from '../support/server.js';

let server: TestServer;
let door: Door;
let token = '';
let upstream = '';
const NOW = Date.parse('2026-11-18T12:00:00Z');
const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();
const life = (id: string, channel: string, done = -10): CloudEvent[] => [
  event('created', id, at(done - 20), { channel, customer: { ref: 'C1', name: '王芳', phone: '13812345678' } }),
  event('started', id, at(done - 10)),
  event('completed', id, at(done)),
];
const linkOf = async (id: string, by = upstream) => api(server.url, by).post<RatingLink & Problem>(`/tickets/${id}/rating-link`);
const pathOf = (url: string): string => `/ratings/${new URL(url).pathname.split('/').pop()}`;
const customer = () => api(server.url);

beforeAll(async () => {
  server = await startServer({ env: { ALLOW_TEST_CLOCK: '1', CLOCK_START: new Date(NOW).toISOString(), CLOCK_RATE: '1' } });
  door = await openDoor(server);
  token = await server.adminToken();
  upstream = await makeKey(server, 'events:write');
  const tickets = [1, 2, 3, 4, 5, 6].map((i) => `T${i}`);
  await door.send(
    ...tickets.flatMap((id) => life(id, id === 'T6' ? 'email' : 'phone')),
    ...life('old', 'phone', -15 * 24 * 60),
    event('created', 'open', at(-5), { channel: 'phone' }),
  );
});
afterAll(cleanUp);

describe('a rating link', () => {
  it('is for completed tickets, the same for the same completion, and says nothing of the customer', async () => {
    const [first, again] = [await linkOf('T1'), await linkOf('T1')];
    expect(first).toMatchObject({ status: 200, body: { expiresAt: '2026-12-02T11:50:00.000Z' } });
    expect(again.body.url).toBe(first.body.url);
    expect([(await linkOf('open')).body.code, (await linkOf('none')).status, (await linkOf('old')).body.code]).toEqual([
      'not_completed',
      404,
      'too_late',
    ]);
    const { body } = await customer().get<RatingInvitation>(pathOf(first.body.url));
    expect(body).toMatchObject({ state: 'open', completedAt: at(-10), timeZone: 'UTC', channel: { en: expect.any(String) } });
    expect(JSON.stringify(body)).not.toMatch(/王芳|138|C1/);
  });

  it('takes one answer, which counts on the board at once; of two at one moment one', async () => {
    const path = pathOf((await linkOf('T1')).body.url);
    const said = { score: 2, dimensions: { attitude: 1 }, comment: ' 太慢了，请回电13812345678 ' };
    const both = await Promise.all([customer().post(path, said), customer().post(path, { score: 5 })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expect((await customer().get<RatingInvitation>(path)).body.state).toBe('used');
    expect((await customer().post<Problem>(path, said)).body.code).toBe('already_rated');
    const { body } = await api(server.url, token).get<Board>('/board');
    expect(body.totals.ratings).toBe(1);
    expect((await runCli(['audit'], { DATA_DIR: server.dataDir })).code).toBe(0);
  });

  it('is nobody else’s to make, and refuses what makes no sense', async () => {
    const { url } = (await linkOf('T2')).body;
    const forged = pathOf(url).replace(/\.[^.]+$/, '.AAAAAAAAAAAAAAAAAAAAAA');
    const longer = pathOf(url).replace(/\/([^./]+)\./, (_, expires: string) => `/${expires}0.`);
    expect([(await customer().get(forged)).status, (await customer().get(longer)).status]).toEqual([404, 404]);
    expect((await customer().post(pathOf(url), { score: 6 })).status).toBe(422);
    expect((await customer().post(pathOf(url), { score: 4, comment: 'x'.repeat(501) })).status).toBe(422);
    expect((await customer().post('/tickets/T2/rating-link')).status).toBe(401);
    await api(server.url, token).post('/users', {
      username: 'mail',
      password: 'a-long-word-1',
      role: 'supervisor',
      channels: ['email'],
    });
    const lead = await login(server.url, 'mail', 'a-long-word-1');
    expect([(await linkOf('T2', lead)).status, (await linkOf('T6', lead)).status]).toEqual([404, 200]);
  });
});

describe('satisfaction', () => {
  const report = async (query = '', by = token) => api(server.url, by).get<SatisfactionReport>(`/reports/satisfaction${query}`);

  it('says so while there are not enough answers', async () => {
    const { totals } = (await report()).body;
    expect(totals).toMatchObject({ n: 1, enough: false, satisfaction: null, avgScore: null, distribution: null });
  });

  it('is the share of 4 and 5, with what matters first and masked, and within one’s channels', async () => {
    const scores: [string, number][] = [
      ['T2', 4],
      ['T3', 5],
      ['T4', 1],
      ['T5', 4],
      ['T6', 3],
    ];
    for (const [id, score] of scores)
      await customer().post(pathOf((await linkOf(id)).body.url), { score, dimensions: { timeliness: score }, comment: `c${id}` });
    // A rating from elsewhere replaces the one before: the latest of a ticket counts, here as on the board.
    await door.send(event('rated', 'T5', at(1 / 60), { score: 2, dimensions: [2, 2, 2, 2] }));
    await door.send(event('rated', 'T3', at(-5), { score: 1, comment: 'earlier' }));
    const { body } = await report();
    const board = (await api(server.url, token).get<Board>('/board')).body;
    expect(body.totals).toMatchObject({
      n: 6,
      enough: true,
      satisfaction: board.totals.satisfaction,
      avgScore: board.totals.avgScore,
    });
    expect(body.totals.distribution!.reduce((a, b) => a + b, 0)).toBe(6);
    const [worst, next] = body.comments;
    expect([worst!.ticket, worst!.score]).toEqual(['T4', 1]);
    expect(['太慢了，请回电138****5678', 'cT5', 'cT6']).toContain(next!.comment);
    expect(JSON.stringify(body)).not.toMatch(/13812345678|earlier/);
    expect((await report('?channel=email')).body).toMatchObject({ totals: { n: 1 }, channels: [{ id: 'email', n: 1 }] });
    expect((await report('?from=2026-11-01&to=2026-11-17')).body.totals.n).toBe(0);
    expect((await report('?from=2026-02-30')).status).toBe(422);
    const lead = await login(server.url, 'mail', 'a-long-word-1');
    expect((await report('', lead)).body.totals.n).toBe(1);
    expect((await report('?channel=phone', lead)).status).toBe(404);
  });

  it('slows down who tries links', async () => {
    // Tries at the same moment all pass the check before any has failed: what counts is the one that comes after them.
    const tries = await Promise.all(Array.from({ length: 60 }, (_, i) => customer().get(`/ratings/x.y.${i}`)));
    expect(tries.map(({ status }) => status).filter((status) => status !== 404 && status !== 429)).toEqual([]);
    expect((await customer().get('/ratings/x.y.z')).status).toBe(429);
  });
});
