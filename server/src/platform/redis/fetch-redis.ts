// A redis-server without root and without a change to the system: the distribution's own packages, downloaded and unpacked.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);
type Say = (line: string) => void;

/** Puts the packages' files under `cache`; `statusFile` is what apt believes to be installed (tests lie to it). */
export async function fetchRedis(cache: string, say: Say, statusFile = '/var/lib/dpkg/status'): Promise<void> {
  if (!(await has('apt-get')) || !(await has('dpkg'))) throw new Error('it can only be fetched where apt is');
  say('No redis-server here: fetching it from the distribution (unpacked under .cache, nothing is installed).');
  const work = `${cache}.${process.pid}`;
  try {
    const apt = privateApt(work, statusFile);
    await apt(['update']).catch(() => say('apt-get update failed; trying the lists as they are.'));
    const packages = await missingPackages(apt);
    await apt(['download', ...packages], join(work, 'debs'));
    const tree = join(work, 'tree');
    mkdirSync(tree);
    for (const file of readdirSync(join(work, 'debs'))) {
      // oxlint-disable-next-line no-await-in-loop -- dpkg writes into one tree
      await exec('dpkg', ['-x', join(work, 'debs', file), tree]);
    }
    nameServer(join(tree, 'usr/bin'));
    rmSync(cache, { recursive: true, force: true });
    renameSync(tree, cache);
    say(`Fetched ${packages.map((name) => name.replace(/=.*/, '')).join(', ')}.`);
  } catch (error) {
    throw new Error(`apt could not fetch it: ${lastLine(error)}`, { cause: error });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The server is the file `redis-check-rdb` of redis-tools, which looks at the name it is called by; the package with the link may be missing. */
function nameServer(bin: string): void {
  if (!existsSync(join(bin, 'redis-server'))) symlinkSync('redis-check-rdb', join(bin, 'redis-server'));
}

type Apt = (args: string[], cwd?: string) => Promise<string>;

/** apt with lists, cache and state of its own: the system's belong to root. */
function privateApt(work: string, statusFile: string): Apt {
  for (const dir of ['lists/partial', 'cache/archives/partial', 'state', 'debs']) mkdirSync(join(work, dir), { recursive: true });
  const settings = {
    'Dir::State': `${work}/state`,
    'Dir::State::lists': `${work}/lists`,
    'Dir::State::status': statusFile,
    'Dir::Cache': `${work}/cache`,
    'Debug::NoLocking': '1',
    // As root apt would hand the download to its own user, who may not enter our directory.
    'APT::Sandbox::User': 'root',
    'Acquire::Retries': '2',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  return async (args, cwd) => {
    const { stdout } = await exec('apt-get', ['-q', ...options, ...args], {
      cwd,
      env: { ...process.env, LC_ALL: 'C' },
      maxBuffer: 1 << 26,
      timeout: 180_000,
    });
    return stdout;
  };
}

/** What apt would install is what this machine lacks; where it thinks all is there, the package with the real file is enough. */
async function missingPackages(apt: Apt): Promise<string[]> {
  const plan = await apt(['-s', '--no-install-recommends', 'install', 'redis-server']).catch(() => '');
  const listed = [...plan.matchAll(/^Inst (\S+) (?:\[\S+\] )?\((\S+)/gm)].map((match) => `${match[1]}=${match[2]}`);
  return listed.some((name) => name.startsWith('redis')) ? listed : ['redis-tools', ...listed];
}

async function has(command: string): Promise<boolean> {
  return (process.env['PATH'] ?? '').split(':').some((dir) => existsSync(join(dir, command)));
}

function lastLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  const lines = (stderr || message || String(error)).split('\n').filter((line) => line.trim());
  return (lines.findLast((line) => line.startsWith('E:')) ?? lines.at(-1) ?? 'unknown').slice(0, 200);
}
