// The demo as a newcomer starts it: `npm run demo`.
import { spawn } from 'node:child_process';
import { childEnv, ROOT } from './server.js';

export interface DemoProcess {
  seen: { output: string };
  closed: Promise<number | null>;
  interrupt(): void;
}

export function startDemo(env: Record<string, string>): DemoProcess {
  const child = spawn('npm', ['run', '--silent', 'demo'], { env: childEnv(env), cwd: ROOT, detached: true });
  const seen = { output: '' };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (seen.output += String(chunk)));
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  // The whole group, as the terminal does it.
  return { seen, closed, interrupt: () => process.kill(-child.pid!, 'SIGINT') };
}
