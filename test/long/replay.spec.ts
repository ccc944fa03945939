// `tideboard replay` on the built server, with small files of each kind. The rows are made up.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Board } from '@tideboard/contracts';
import {
  ADMIN_PASSWORD,
  api,
  childEnv,
  cleanUp,
  eventually,
  freePort,
  login,
  ROOT,
  runCli,
  startServer,
  tempDir,
  type TestServer,
} from '../support/server.js';

const TECHNION =
  'vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver\r\n' +
  [
    'XX01\t1\t0\t0\tPS\t990203\t10:00:00\t10:00:10\t10\t10:00:10\t10:01:00\t50\tAGENT\t10:00:59\t10:03:00\t121\tZ01',
    'XX01\t2\t0\t0\tPS\t990203\t9:00:00\t9:00:10\t10\t0:00:00\t0:00:00\t0\tAGENT\t9:00:09\t9:01:09\t60\tZ01',
    'XX02\t3\t0\t0\tPS\t990203\t11:00:00\t11:00:10\t10\t11:00:10\t11:00:40\t30\tHANG\t0:00:00\t0:00:00\t0\tNO_SERVER',
    'XX02\t4\t0\t0\tPS\t990203\t11:10:00\t11:10:10\t10\t0:00:00\t0:00:00\t0\tHANG\t0:00:00\t0:00:00\t0\tNO_SERVER',
    'XX02\t5\t0\t0\tPS\t990203\t11:20:00\t11:20:10\t10\t11:20:10\t11:20:40\t30\tPHANTOM\t0:00:00\t0:00:00\t0\tNO_SERVER',
    'XX03\t6\t0\t0\tNW\t990203\t23:59:00\t23:59:30\t30\t23:59:30\t0:00:20\t50\tAGENT\t0:00:19\t0:02:00\t101\tZ02',
  ].join('\r\n');
const BOSTON = `CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,OnTime_Status,CASE_STATUS,CLOSURE_REASON,CASE_TITLE,Source
1,03/30/2015 09:00:00 AM,03/31/2015 08:30:00 AM,,OVERDUE,Open,,Lamp,Self Service
2,03/31/2015 12:30:00 AM,,03/31/2015 01:00:00 PM,ONTIME,Closed,Done,"Street, dark",Constituent Call
`;
const CSAT = `Unique id,channel_name,category,Sub-category,order_date_time,Issue_reported at,issue_responded,Survey_response_Date,Product_category,Item_price,connected_handling_time,Agent_name,Supervisor,Manager,Tenure Bucket,Agent Shift,CSAT Score
u1,Inbound,Returns,x,,1/8/2023 11:13,1/8/2023 11:47,1-Aug-23,,,,Z1,,,,Morning,5
u2,Email,Returns,x,,1/8/2023 12:00,1/8/2023 14:00,1-Aug-23,,,,Z2,,,,Morning,2
`;

function file(name: string, content: string): string {
  const path = join(tempDir(), name);
  writeFileSync(path, content);
  return path;
}

let key = '';
async function serverAt(clock: string, zone: string): Promise<TestServer> {
  const env = { ALLOW_TEST_CLOCK: '1', CLOCK_START: clock, CLOCK_RATE: '0.0001', SITE_TIME_ZONE: zone };
  const server = await startServer({ env });
  const scopes = ['events:write', 'registry:write', 'board:read'];
  key = (await api(server.url, await server.adminToken()).post<{ key: string }>('/api-keys', { name: 'replay', scopes })).body
    .key;
  return server;
}
const board = async (url: string): Promise<Board> => (await api(url, key).get<Board>('/board')).body;
const replay = (path: string, url: string, ...options: string[]) =>
  runCli(['replay', path, '--url', url, ...options], { TIDEBOARD_KEY: key });

afterAll(cleanUp);

describe('replay', () => {
  it('a call log: the day as it was, nothing of the day after, and nothing twice', async () => {
    const { url } = await serverAt('1999-02-03T23:59:59+02:00', 'Asia/Jerusalem');
    const path = file('calls.txt', TECHNION);
    const run = await replay(path, url, '--fast');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('rows 6 · dropped: HANG without waiting 1, PHANTOM 1');
    expect(run.stdout).toContain('lie after the site clock');
    const { channels, totals } = await board(url);
    const phone = channels.find(({ id }) => id === 'bank-phone');
    expect(phone).toMatchObject({
      pending: 1,
      completedToday: 2,
      abandonedToday: 1,
      avgResponseSeconds: 24.5,
      avgHandleSeconds: 90.5,
    });
    expect(totals).toMatchObject({ unmapped: 0, createdToday: 4 });
    expect(await replay(path, url, '--rate', '60')).toMatchObject({ code: 1, stderr: expect.stringContaining('CLOCK_RATE=60') });
    expect((await replay(path, url)).stdout).toMatch(/accepted 0 · duplicates \d+ · rejected: none/);
    expect(await board(url)).toMatchObject({ totals: { createdToday: 4, completedToday: 2 } });
  });
  it('service requests: due by their own target, done without a start', async () => {
    const { url } = await serverAt('2015-03-31T23:59:59-04:00', 'America/New_York');
    expect(await replay(file('requests.csv', BOSTON), url)).toMatchObject({ code: 0 });
    const { channels } = await board(url);
    expect(channels.find(({ id }) => id === 'self-service')).toMatchObject({ pending: 1, timeoutsToday: 1, completedToday: 0 });
    expect(channels.find(({ id }) => id === 'constituent-call')).toMatchObject({
      completedToday: 1,
      timeoutsToday: 0,
      avgResponseSeconds: null,
    });
  });
  it('rated contacts: by the zone that it is told', async () => {
    const { url } = await serverAt('2023-08-01T23:59:59Z', 'UTC');
    const path = file('rated.csv', CSAT);
    expect((await replay(path, url, '--zone', 'UTC', '--channels-only')).stdout).toContain(
      'channels made: rated-email, rated-inbound',
    );
    expect(await replay(path, url, '--zone', 'UTC')).toMatchObject({ code: 0 });
    expect((await board(url)).totals).toMatchObject({ inProgress: 2, satisfaction: 0.5, avgResponseSeconds: 4620 });
  });
  it('on the site clock: events come when the clock reaches them, and the service goes with Ctrl-C', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const row =
      'XX01\t1\t0\t0\tPS\t990203\t10:00:00\t10:00:10\t10\t10:00:10\t10:25:00\t1490\tAGENT\t10:25:00\t10:40:00\t900\tZ01';
    const path = file('calls.txt', `${TECHNION.split('\r\n')[0]}\r\n${row}\r\n`);
    const args = [join(ROOT, 'server/bin/tideboard.mjs'), 'replay', path, '--serve', '--rate', '100'];
    const child = spawn(process.execPath, args, { env: childEnv({ PORT: String(port) }), cwd: ROOT });
    const closed = new Promise((resolve) => child.once('close', resolve));
    const token = await eventually(() => login(url, 'admin', ADMIN_PASSWORD).catch(() => null), 30_000);
    const state = async (): Promise<string> => {
      const { totals, channels } = (await api(url, token).get<Board>('/board')).body;
      expect(channels.length).toBeGreaterThan(0);
      return `${totals.pending}${totals.inProgress}${totals.completedToday}`;
    };
    for (const next of ['100', '010', '001']) await eventually(async () => (await state()) === next, 30_000);
    child.kill('SIGINT');
    expect(await closed).toBe(0);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  });
  it('counts without sending', async () => {
    const run = await runCli(['replay', file('calls.txt', TECHNION), '--dry-run'], {});
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('bank-phone\tticket.created\t4') });
  });
  it.each([
    [['/nowhere.csv'], 'no such file'],
    [[file('other.csv', 'a,b\n1,2\n')], 'no file that we know'],
    [[file('calls.txt', TECHNION), '--rate', 'fast'], '--rate: expected'],
    [[file('calls.txt', TECHNION), '--zone', 'Mars/Base'], '--zone: expected'],
  ])('says in one line what is wrong with %j', async (args, message) => {
    const run = await runCli(['replay', ...args], {});
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
  });
});
