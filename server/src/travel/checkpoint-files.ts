import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type Checkpoint, compareIds, type Place } from './checkpoint.js';

const FILE = /^(\d+-\d+)\.(\d+)\.json\.gz$/;
const nameOf = ({ logId, events }: Place): string => `${logId}.${events}.json.gz`;
const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

/** Checkpoints of one store as files, in a directory that holds nothing else. What is broken or gone is made again from the log. */
export class CheckpointFiles {
  private readonly dir: string;

  /** @param life names the store and its clock: files of another one are taken away by `list` */
  constructor(
    private readonly root: string,
    private readonly life: string,
  ) {
    this.dir = join(root, life);
  }

  /** In the order of the log. */
  async list(): Promise<Place[]> {
    const others = (await readdir(this.root).catch(() => [])).filter((name) => name !== this.life);
    for (const other of others) await rm(join(this.root, other), { recursive: true, force: true });
    const names = await readdir(this.dir).catch(() => []);
    const places = names.flatMap((name): Place[] => {
      const [, logId, events] = FILE.exec(name) ?? [];
      return logId === undefined ? [] : [{ logId, events: Number(events) }];
    });
    return places.toSorted((a, b) => compareIds(a.logId, b.logId));
  }

  /** Null where the file cannot be read; it is then taken away. */
  async load(place: Place): Promise<Checkpoint | null> {
    try {
      return JSON.parse((await unpack(await readFile(join(this.dir, nameOf(place))))).toString()) as Checkpoint;
    } catch {
      await this.remove(place);
      return null;
    }
  }

  async save(checkpoint: Checkpoint): Promise<void> {
    await mkdir(this.dir, { recursive: true, mode: 0o700 });
    const path = join(this.dir, nameOf(checkpoint));
    await writeFile(`${path}.new`, await pack(JSON.stringify(checkpoint), { level: 1 }), { mode: 0o600 });
    // What a reader finds is whole: a process may end on the way.
    await rename(`${path}.new`, path);
  }

  async remove(place: Place): Promise<void> {
    await rm(join(this.dir, nameOf(place)), { force: true });
  }
}
