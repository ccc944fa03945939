import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Loop } from '../platform/loop.js';
import { JobQueue } from '../platform/queues/job-queue.js';
import { csvLines, MOST_SHEET_ROWS, workbookOf } from '../reports/files.js';
import { titleOf, type Value } from '../reports/tables.js';
import { ExportSource } from './export-source.service.js';
import { type ExportSpec, ExportStore } from './export-store.js';

export const EXPORT_JOBS = Symbol('EXPORT_JOBS');

/** Of a file as it lies in the store. */
const MOST_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;
/** An export of which nothing was heard for so long (real ms) has lost its worker or its job, and is begun anew. */
const LOST_MS = 30_000;
const LOOK_EVERY_MS = 15_000;

/** Nobody wants it any more, or the process is going. */
class Unwanted extends Error {}
class Refused extends Error {}

/** Writes exports: a job wakes it, the record says what is to do. What was half done by a worker that died is begun anew by another. */
@Injectable()
export class ExportRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('exports');
  private readonly running = new Set<string>();
  private stopping = false;
  private readonly loop = new Loop('exports', async () => {
    await this.wakeLost();
    return LOOK_EVERY_MS;
  });

  constructor(
    private readonly store: ExportStore,
    private readonly source: ExportSource,
    @Inject(EXPORT_JOBS) private readonly jobs: JobQueue,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.start((id) => this.run(id));
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.loop.stop();
    await this.jobs.stop();
  }

  async wake(id: string): Promise<void> {
    await this.jobs.wake({ jobId: `x-${id}-${Date.now().toString(36)}`, subject: id });
  }

  private async wakeLost(): Promise<void> {
    const lost = (await this.store.all()).filter(
      ({ state, beatAt }) => (state === 'waiting' || state === 'running') && Date.now() - beatAt > LOST_MS,
    );
    await Promise.all(lost.map(({ spec }) => this.wake(spec.id)));
  }

  private async run(id: string): Promise<void> {
    const found = await this.store.find(id);
    if (!found || this.running.has(id) || !['waiting', 'running'].includes(found.state)) return;
    this.running.add(id);
    try {
      await this.store.dropFile(id);
      const bytes = await this.write(found.spec);
      await this.say(id, { state: 'done', progress: 1, bytes, doneAt: Date.now() });
    } catch (error) {
      await this.end(id, error);
    } finally {
      this.running.delete(id);
    }
  }

  private async end(id: string, error: unknown): Promise<void> {
    await this.store.dropFile(id);
    // Whoever goes leaves the whole of it to another worker.
    if (this.stopping || error instanceof Unwanted) return;
    if (!(error instanceof Refused)) this.log.warn(`export ${id}: ${String(error)}`);
    const problem = error instanceof Refused ? error.message : 'interrupted';
    await this.store.note(id, { state: 'failed', problem, doneAt: Date.now() });
  }

  private async say(id: string, fields: Record<string, string | number>): Promise<void> {
    if (this.stopping || !(await this.store.note(id, fields))) throw new Unwanted();
  }

  private async *rows(spec: ExportSpec, most = Infinity): AsyncGenerator<Value[]> {
    let rows = 0;
    let begun = false;
    for await (const piece of this.source.pieces(spec)) {
      if (!begun) yield piece.columns.map((column) => titleOf(column, spec.lang));
      begun = true;
      rows += piece.rows.length;
      if (rows > most) throw new Refused('too_many_rows');
      yield* piece.rows;
      await this.say(spec.id, { state: 'running', progress: piece.progress, rows });
    }
  }

  private async write(spec: ExportSpec): Promise<number> {
    let bytes = 0;
    const keep = async (packed: AsyncIterable<Buffer>): Promise<void> => {
      for await (const chunk of packed) {
        bytes += chunk.length;
        if (bytes > MOST_BYTES) throw new Refused('too_large');
        await this.store.append(spec.id, chunk);
      }
    };
    if (spec.format === 'csv')
      await pipeline(Readable.from(this.rows(spec)), csvLines(), createGzip({ chunkSize: CHUNK_BYTES }), keep);
    else await pipeline(await this.workbook(spec), keep);
    return bytes;
  }

  private async workbook(spec: ExportSpec): Promise<Readable> {
    const rows = this.rows(spec, MOST_SHEET_ROWS - 1);
    const { value: titles } = await rows.next();
    return workbookOf([{ name: spec.table, titles: ((titles as Value[] | undefined) ?? []).map(String), rows }]);
  }
}
