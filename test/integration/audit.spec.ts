// `tideboard audit` on the built server: beside it, without it, while it is being written to, and with a store that was tampered with.
import type { CloudEvent } from '@tideboard/contracts';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { api, cleanUp, eventually, runCli, startServer, type TestServer } from '../support/server.js';

const run = promisify(execFile);
let server: TestServer;
let key = '';
const CLOCK = { ALLOW_TEST_CLOCK: '1', CLOCK_START: '2026-07-01T10:00:00Z', CLOCK_RATE: '30' };

const event = (type: string, subject: string, data: object, at: number): CloudEvent => ({
  specversion: '1.0',
  id: `${subject}:${type}`,
  source: '/test',
  type,
  subject,
  time: new Date(Date.parse('2026-07-01T09:50:00Z') + at * 1000).toISOString(),
  data,
});
const life = (i: number): CloudEvent[] =>
  [
    event(
      'ticket.created',
      `T${i}`,
      { channel: ['phone', 'email', 'elsewhere'][i % 3]!, customer: { name: '王芳', tier: 'gold' } },
      i,
    ),
    ...(i % 2 ? [event('ticket.started', `T${i}`, {}, i + 20), event('ticket.completed', `T${i}`, {}, i + 90)] : []),
    event('agent.changed', `A${i % 7}`, { channel: 'phone', state: i % 2 ? 'busy' : 'available' }, i),
  ].map((one, j) => ({ ...one, id: `${i}.${j}` }));
const post = (events: CloudEvent[]) =>
  fetch(`${server.url}/api/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json', authorization: `Bearer ${key}` },
    body: JSON.stringify(events),
  });
const audit = (...options: string[]) => runCli(['audit', ...options], { DATA_DIR: server.dataDir });
const redis = async (...command: string[]): Promise<string> => {
  const { socket } = JSON.parse(readFileSync(join(server.dataDir, 'server.lock'), 'utf8')) as { socket: string };
  return (await run('redis-cli', ['-s', socket, ...command])).stdout.trim();
};
const KEY = (name: string): string => `tb:{main}:${name}`;

beforeAll(async () => {
  server = await startServer({ env: CLOCK });
  const { body } = await api(server.url, await server.adminToken()).post<{ key: string }>('/api-keys', {
    name: 'test',
    scopes: ['events:write'],
  });
  key = body.key;
  await post(Array.from({ length: 200 }, (_, i) => life(i)).flat());
});
afterAll(cleanUp);

describe('audit', () => {
  it('finds no difference on a floor with deadlines passing and a channel that nobody knows', async () => {
    expect(await audit()).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^200 tickets, 7 agents, 600 events audited: no difference$/m),
    });
    const { code, stdout } = await audit('--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, { tickets: 200, agents: 7, events: 600, logIsWhole: true, differences: [] }]);
  });
  it('finds none while events keep coming', async () => {
    const writing = new AbortController();
    const writer = (async () => {
      for (let i = 1000; !writing.signal.aborted; i += 20) await post(Array.from({ length: 20 }, (_, j) => life(i + j)).flat());
    })();
    const answers = [await audit(), await audit()];
    writing.abort();
    await writer;
    expect(answers.map(({ code, stdout }) => [code, stdout.includes('no difference')])).toEqual([
      [0, true],
      [0, true],
    ]);
  });
  it('prints each difference in a line and ends with 1', async () => {
    await redis('HINCRBY', KEY('gauges'), 'phone:pending', '3');
    await redis('ZADD', KEY('waiting:email'), '5', 'T-nobody');
    const { code, stdout } = await audit();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^counter now phone:pending: expected \d+, found \d+$/m);
    expect(stdout).toMatch(/^waiting email T-nobody: expected nothing, found 5$/m);
    expect(stdout).toMatch(/events audited: 2 differences$/m);
    await redis('HINCRBY', KEY('gauges'), 'phone:pending', '-3');
    await redis('ZREM', KEY('waiting:email'), 'T-nobody');
  });
  it('works on the data of a service that is not running, and leaves its clock alone', async () => {
    const clock = await redis('HGETALL', KEY('clock'));
    await server.stop();
    expect(await audit()).toMatchObject({ code: 0, stdout: expect.stringContaining('no difference') });
    server = await startServer({ env: CLOCK, dataDir: server.dataDir });
    expect(await redis('HGETALL', KEY('clock'))).toBe(clock);
    await eventually(async () => (await audit()).code === 0);
  });
});
