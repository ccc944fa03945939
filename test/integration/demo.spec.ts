// `npm run demo`, as a newcomer types it.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { Board } from '@tideboard/contracts';
import { startDemo } from '../support/demo-process.js';
import { api, cleanUp, eventually, freePort, login, tempDir } from '../support/server.js';

afterAll(cleanUp);

/** Command lines that name the directory. */
async function processesOf(directory: string): Promise<string> {
  const ps = spawn('ps', ['-eo', 'args']);
  let list = '';
  ps.stdout.on('data', (chunk) => (list += String(chunk)));
  await new Promise((resolve) => ps.once('close', resolve));
  return list
    .split('\n')
    .filter((line) => line.includes(directory))
    .join('\n');
}

describe('the demo', () => {
  it('opens a floor that lives, and leaves nothing behind', async () => {
    const port = await freePort();
    const dataDir = tempDir();
    const demo = startDemo({ PORT: String(port), DATA_DIR: dataDir, DEMO_CLOCK_RATE: '120', ADMIN_PASSWORD: 'demo-password' });
    try {
      await eventually(async () => demo.seen.output.includes('Ctrl-C stops everything'), 50_000);
      expect(demo.seen.output).toContain(`http://127.0.0.1:${port}/wall`);
      const reader = api(`http://127.0.0.1:${port}`, await login(`http://127.0.0.1:${port}`, 'admin', 'demo-password'));
      const board = async (): Promise<Board> => (await reader.get<Board>('/board')).body;
      const first = await board();
      expect(first.site.clockRate).toBe(120);
      expect(first.channels.map(({ id }) => id)).toEqual(['phone', 'web_chat', 'app_chat', 'social', 'email']);
      for (const channel of first.channels) expect(channel.completedToday).toBeGreaterThan(10);
      const surge = await eventually(async () => {
        const now = await board();
        return now.channels[0]!.pending > 30 && now;
      }, 40_000);
      expect(surge.totals.completedToday).toBeGreaterThan(first.totals.completedToday);
      expect(surge.totals.unmapped).toBe(0);
    } finally {
      demo.interrupt();
    }
    // npm ends by the signal itself; `close` comes once everything that it started has let go of the terminal.
    await demo.closed;
    expect(await processesOf(dataDir)).toBe('');
  });
  it('says in one line that the port is taken', async () => {
    const holder = createServer();
    const port = await new Promise<number>((resolve) => {
      holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port));
    });
    const demo = startDemo({ PORT: String(port), DATA_DIR: tempDir() });
    expect(await demo.closed).toBe(1);
    expect(demo.seen.output).toContain(`port ${port} is taken`);
    holder.close();
  });
});
