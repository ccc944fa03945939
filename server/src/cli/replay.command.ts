import { access } from 'node:fs/promises';
import type { Command } from 'commander';
import { Api } from '../api-client/api.js';
import { isTimeZone } from '../config/app-config.js';
import { openPrivateService } from '../replay/private-service.js';
import { readRecording, type Recording } from '../replay/recording.js';
import { prepareChannels } from '../replay/registry.js';
import { play } from '../replay/replay.js';
import { countsOf, readingOf } from '../replay/summary.js';
import { UsageError } from './exit.js';
import { progress } from './progress.js';
import { say } from './with-store.js';

interface Options {
  fast?: boolean;
  rate?: string;
  url: string;
  key?: string;
  serve?: boolean;
  zone?: string;
  channelsOnly?: boolean;
  dryRun?: boolean;
}

/** `replay <file>`: feeds a recorded floor through the public API. */
export function replayCommand(program: Command): void {
  program
    .command('replay')
    .description('feed a recorded file (Technion call log, Boston 311, rated contacts) to a service, in the order of its time')
    .argument('<file>', 'the recorded file; which kind it is stands in its header')
    .option('--fast', 'as quickly as it is accepted (the default, but for --serve: there --rate 60)')
    .option('--rate <n>', 'at the pace of the site clock, which has to run at this rate')
    .option('--url <url>', 'the service (TIDEBOARD_URL)', process.env['TIDEBOARD_URL'] ?? 'http://127.0.0.1:3000')
    .option('--key <key>', 'API key with events:write, registry:write and, for --rate, board:read (TIDEBOARD_KEY)')
    .option('--serve', 'start a service of its own to watch, until Ctrl-C (PORT, HOST, DATA_DIR; default: a temporary directory)')
    .option(
      '--zone <zone>',
      'where the recorded clocks hung; default: Asia/Jerusalem, America/New_York, Asia/Kolkata by kind of file',
    )
    .option('--channels-only', 'make the channels that are missing, feed nothing')
    .option('--dry-run', 'read the file and count, send nothing')
    .action(replay);
}

async function replay(file: string, options: Options): Promise<void> {
  const rate = readRate(options);
  if (options.zone !== undefined && !isTimeZone(options.zone)) throw new UsageError('--zone: expected an IANA time zone');
  const recording = await read(file, options.zone);
  say(readingOf(recording));
  if (options.dryRun) return say(countsOf(recording));
  if (recording.events.length === 0) throw new Error('nothing to feed');
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
  if (options.serve) return watch(recording, rate, stop.signal);
  const api = new Api(options.url.replace(/\/$/, ''), options.key ?? process.env['TIDEBOARD_KEY'] ?? '');
  if (options.channelsOnly) return say(`channels made: ${(await prepareChannels(api, recording)).join(', ') || 'none'}`);
  if (!(await play({ api, recording, rate, signal: stop.signal, say, progress }))) throw new Error('not everything was accepted');
}

function readRate({ fast, rate, serve }: Options): number | null {
  if (fast && rate !== undefined) throw new UsageError('--fast or --rate, not both');
  if (rate === undefined) return serve && !fast ? 60 : null;
  if (!(Number(rate) > 0)) throw new UsageError('--rate: expected a number above 0');
  return Number(rate);
}

async function read(file: string, timeZone: string | undefined): Promise<Recording> {
  await access(file).catch(() => {
    throw new UsageError(`${file}: no such file`);
  });
  try {
    return await readRecording(file, { timeZone });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Plays on a service of its own and stays until Ctrl-C. */
async function watch(recording: Recording, rate: number | null, signal: AbortSignal): Promise<void> {
  const { service, api, password, close } = await openPrivateService(recording, rate, process.env);
  say(`wall ${service.url}/wall · sign in: admin / ${password} · Ctrl-C stops it`);
  const dies = service.ended.then((why) => {
    throw new Error(`the service has ended (${why})`);
  });
  try {
    await Promise.race([playOn(recording, { rate, signal, api }), dies]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    dies.catch(() => undefined);
    await close();
  }
}

async function playOn(
  recording: Recording,
  { rate, signal, api }: { rate: number | null; signal: AbortSignal; api: Api },
): Promise<void> {
  await play({ api, recording, rate, signal, say, progress });
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
}
