import { crc32, createDeflateRaw } from 'node:zlib';
import { pipeline, Readable } from 'node:stream';

/** A file of an archive, as text that is made while it is read. */
export interface ZipEntry {
  name: string;
  chunks: Iterable<string> | AsyncIterable<string>;
}

interface Done {
  name: Buffer;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

/** Sizes stand behind each file; names are UTF-8; deflated. */
const FLAGS = 0x0808;
const VERSION = 20;
const DEFLATED = 8;
/** The first of January 1980: an archive of the same content is the same. */
const DATE = 0x21;
const PIECE = 256 * 1024;
const LIMIT = 0xffff_ffff;

/** An archive, a piece at a time: nothing of it is held, and what makes its files waits for whoever reads it. */
export async function* zip(entries: Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const all: Done[] = [];
  let offset = 0;
  for (const { name: text, chunks } of entries) {
    const done: Done = { name: Buffer.from(text), crc: 0, packed: 0, size: 0, offset };
    const head = Buffer.concat([record(0x04034b50, [FLAGS, DEFLATED, 0, DATE], [0, 0, 0], [done.name.length, 0]), done.name]);
    yield head;
    const raw = pipeline(
      Readable.from(counted(chunks, done), { objectMode: false }),
      createDeflateRaw({ chunkSize: PIECE }),
      () => undefined,
    );
    for await (const piece of raw as AsyncIterable<Buffer>) {
      done.packed += piece.length;
      yield piece;
    }
    const tail = numbers([0x08074b50, done.crc, done.packed, done.size], 4);
    yield tail;
    offset += head.length + done.packed + tail.length;
    if (offset > LIMIT) throw new Error('the archive is larger than 4 GiB');
    all.push(done);
  }
  const directory = Buffer.concat(all.map(central));
  yield directory;
  yield Buffer.concat([
    numbers([0x06054b50], 4),
    numbers([0, 0, all.length, all.length], 2),
    numbers([directory.length, offset], 4),
    numbers([0], 2),
  ]);
}

async function* counted(chunks: ZipEntry['chunks'], done: Done): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk);
    done.crc = crc32(bytes, done.crc);
    done.size += bytes.length;
    yield bytes;
  }
}

const central = ({ name, crc, packed, size, offset }: Done): Buffer =>
  Buffer.concat([
    record(0x02014b50, [VERSION, FLAGS, DEFLATED, 0, DATE], [crc, packed, size], [name.length, 0, 0, 0, 0]),
    numbers([0, offset], 4),
    name,
  ]);

/** A header: its mark and the version it needs, then numbers of two, four and two bytes. */
const record = (mark: number, first: number[], sizes: number[], last: number[]): Buffer =>
  Buffer.concat([numbers([mark], 4), numbers([VERSION, ...first], 2), numbers(sizes, 4), numbers(last, 2)]);

function numbers(values: readonly number[], bytes: 2 | 4): Buffer {
  const made = Buffer.alloc(values.length * bytes);
  for (const [i, value] of values.entries()) made.writeUIntLE(value, i * bytes, bytes);
  return made;
}
