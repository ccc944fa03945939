// What a delivered frame costs the server at 1,000 screens, beside a bare `ws` server that sends the same bytes as often. Twice: with all
// that a running server does beside it (the event's own way in, alerts, the store), and delivery alone, that is less what the same events
// cost a server that nobody looks at.
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
  const delivery: number[] = [];
  const bare: number[] = [];
  let bytes = 0;
  try {
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      const created = (kind: string) => (n: number) =>
        door.send(event('created', `${kind}-${repeat}-${n}`, '2026-11-18T11:00:00Z', { channel: 'email' }));
      const unseen = await spent(server.pid, created('unseen'));
      const screens = await Crowd.open(
        `${server.url}/socket.io/?EIO=4&transport=websocket`,
        `40/board,${JSON.stringify({ token })}`,
      );
      const { us, frames } = await measure(server.pid, screens, created('seen'));
      ours.push(us / frames);
      delivery.push((us - unseen) / frames);
      bytes = screens.lastBytes;
      screens.close();
      const port = await freePort();
      const child = fork(fileURLToPath(import.meta.url), ['bare', String(port), String(bytes)]);
      await new Promise((ready) => child.once('message', ready));
      const others = await Crowd.open(`ws://127.0.0.1:${port}`, 'hello');
      const { us: bareUs, frames: bareFrames } = await measure(child.pid!, others, async () => tick(child));
      bare.push(bareUs / bareFrames);
      others.close();
      child.kill();
    }
  } finally {
    await cleanUp();
  }
  figure('fanout', {
    screens: SCREENS,
    frameBytes: bytes,
    serverUsPerFrame: round(median(ours), 1),
    deliveryUsPerFrame: round(median(delivery), 1),
    bareWsUsPerFrame: round(median(bare), 1),
    ratio: round(median(ours.map((us, i) => us / bare[i]!))),
    deliveryRatio: round(median(delivery.map((us, i) => us / bare[i]!))),
  });
}

const tick = (child: ChildProcess): Promise<void> =>
  new Promise((done) => {
    child.once('message', () => done());
    child.send('tick');
  });

/** Server CPU while the frames went out, in microseconds, and how many frames the screens got: deltas and beats. */
async function measure(
  pid: number,
  screens: Crowd,
  send: (n: number) => Promise<unknown>,
): Promise<{ us: number; frames: number }> {
  for (let n = 0; n < 10; n += 1) await paced(() => send(-n - 1));
  const before = screens.frames;
  const us = await spent(pid, send);
  return { us, frames: screens.frames - before };
}

/** Server CPU for sixty paced events, in microseconds. */
async function spent(pid: number, send: (n: number) => Promise<unknown>): Promise<number> {
  const cpu = cpuMs(pid);
  for (let n = 0; n < FRAMES; n += 1) await paced(() => send(n));
  await new Promise((settled) => setTimeout(settled, 300));
  return (cpuMs(pid) - cpu) * 1000;
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
        const isDelta = text.startsWith('42/board,["board:delta');
        if (!isDelta && !text.startsWith('42/board,["board:beat') && !text.startsWith('frame')) return;
        this.frames += 1;
        if (isDelta) this.lastBytes = data.length;
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
