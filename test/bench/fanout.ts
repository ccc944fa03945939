// What a delivered frame costs the server at 1,000 screens, beside a bare `ws` server that sends the same bytes as often.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { WebSocketServer, WebSocket } from 'ws';
import { event, openDoor } from '../support/events.js';
import { cleanUp, freePort, startServer } from '../support/server.js';
import { cpuMs, figure, median, round } from './figures.js';

const SCREENS = 1000;
const FRAMES = 60;
const GAP_MS = 100;
const REPEATS = 3;
const CLOCK = { ALLOW_TEST_CLOCK: '1', CLOCK_START: '2026-11-18T12:00:00Z', CLOCK_RATE: '1' };

export async function run(): Promise<void> {
  const server = await startServer({ env: CLOCK });
  const door = await openDoor(server);
  const token = await server.adminToken();
  const ours: number[] = [];
  const bare: number[] = [];
  let bytes = 0;
  try {
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      const screens = await Crowd.open(
        `${server.url}/socket.io/?EIO=4&transport=websocket`,
        `40/board,${JSON.stringify({ token })}`,
      );
      ours.push(
        await measure(server.pid, screens, (n) =>
          door.send(event('created', `fan-${repeat}-${n}`, '2026-11-18T11:00:00Z', { channel: 'email' })),
        ),
      );
      bytes = screens.lastBytes;
      screens.close();
      const port = await freePort();
      const child = fork(fileURLToPath(import.meta.url), ['bare', String(port), String(bytes)]);
      await new Promise((ready) => child.once('message', ready));
      const others = await Crowd.open(`ws://127.0.0.1:${port}`, 'hello');
      bare.push(await measure(child.pid!, others, async () => tick(child)));
      others.close();
      child.kill();
    }
  } finally {
    await cleanUp();
  }
  figure('fanout', {
    screens: SCREENS,
    frameBytes: bytes,
    socketUsPerFrame: round(median(ours), 1),
    bareWsUsPerFrame: round(median(bare), 1),
    ratio: round(median(ours.map((us, i) => us / bare[i]!))),
  });
}

const tick = (child: ChildProcess): Promise<void> =>
  new Promise((done) => {
    child.once('message', () => done());
    child.send('tick');
  });

/** Server CPU, in microseconds, for each frame that a screen got. The event's own way through the door is in ours: that is the price. */
async function measure(pid: number, screens: Crowd, send: (n: number) => Promise<unknown>): Promise<number> {
  for (let n = 0; n < 10; n += 1) await paced(() => send(-n - 1));
  const [frames, cpu] = [screens.frames, cpuMs(pid)];
  for (let n = 0; n < FRAMES; n += 1) await paced(() => send(n));
  await new Promise((settled) => setTimeout(settled, 300));
  return ((cpuMs(pid) - cpu) * 1000) / (screens.frames - frames);
}

async function paced(send: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await send();
  await new Promise((done) => setTimeout(done, Math.max(0, GAP_MS - (performance.now() - began))));
}

/** Many screens in one process, reading bytes and no more: the client must not be what is measured. */
class Crowd {
  frames = 0;
  lastBytes = 0;
  private constructor(private readonly sockets: WebSocket[]) {}

  static async open(url: string, hello: string): Promise<Crowd> {
    const crowd = new Crowd([]);
    for (let i = 0; i < SCREENS; i += 50)
      crowd.sockets.push(...(await Promise.all(Array.from({ length: 50 }, () => crowd.one(url.replace('http', 'ws'), hello)))));
    return crowd;
  }

  close(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  private one(url: string, hello: string): Promise<WebSocket> {
    return new Promise((ready, fail) => {
      const socket = new WebSocket(url, { perMessageDeflate: false });
      socket.once('error', fail);
      socket.once('open', () => socket.send(hello));
      socket.on('message', (data: Buffer) => {
        const text = data.toString('latin1', 0, 30);
        if (text === '2') return socket.send('3');
        if (text.startsWith('42/board,["board:snapshot') || text === 'welcome') return ready(socket);
        if (!text.startsWith('42/board,["board:delta') && !text.startsWith('frame')) return;
        this.frames += 1;
        this.lastBytes = data.length;
      });
    });
  }
}

if (process.argv[2] === 'bare') {
  const [, , , port, bytes] = process.argv;
  const wss = new WebSocketServer({ port: Number(port), perMessageDeflate: false });
  wss.on('connection', (socket) => socket.on('message', () => socket.send('welcome')));
  process.on('message', () => {
    const frame = Buffer.from(`frame${'x'.repeat(Math.max(0, Number(bytes) - 5))}`);
    for (const socket of wss.clients) socket.send(frame, { binary: false });
    process.send!('done');
  });
  wss.once('listening', () => process.send!('ready'));
}
