import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { ExportBody, ExportView } from '@tideboard/contracts';
import { mayRead, type Principal } from '../access/principal.js';
import { ProblemError } from '../platform/http/problem.js';
import { FILE_TYPES } from '../reports/files.js';
import { readPeriod } from '../reports/query.js';
import { ExportRunner } from './export-runner.service.js';
import { ExportStore, KEPT_SECONDS, type StoredExport } from './export-store.js';

/** At once and of one person: the others wait too. */
const MOST_OPEN = 3;

/** Exports as their owners see them; for anybody but the owner and an administrator there is no such export. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly store: ExportStore,
    private readonly runner: ExportRunner,
  ) {}

  /** @throws ProblemError 422 for a period that is none, 404 for a channel out of reach, 429 while three are under way */
  async create(caller: Principal, body: ExportBody): Promise<ExportView> {
    const period = readPeriod({ from: body.from, to: body.to }, body.to, 'month');
    if (body.channel !== undefined && !mayRead(caller, body.channel))
      throw new ProblemError(404, 'not_found', 'There is no such channel.');
    const open = (await this.mine(caller)).filter(({ state }) => state === 'waiting' || state === 'running');
    if (open.length >= MOST_OPEN)
      throw new ProblemError(429, 'too_many', `At most ${MOST_OPEN} exports run at once; wait for one, or cancel it.`);
    const { kind, id, name, role, channels, scopes } = caller;
    const spec = {
      id: randomUUID(),
      table: body.table,
      ...period,
      grain: body.grain ?? 'day',
      format: body.format ?? 'csv',
      channel: body.channel ?? null,
      lang: body.lang ?? null,
      owner: { kind, id, name, role, channels, scopes },
      createdAt: Date.now(),
    };
    await this.store.create(spec);
    await this.runner.wake(spec.id);
    return this.view(caller, spec.id);
  }

  async list(caller: Principal): Promise<ExportView[]> {
    return (await this.mine(caller)).map(viewOf);
  }

  async view(caller: Principal, id: string): Promise<ExportView> {
    return viewOf(await this.owned(caller, id));
  }

  /** Ends one that is under way, and takes the file of one that is done away. */
  async cancel(caller: Principal, id: string): Promise<void> {
    await this.owned(caller, id);
    await this.store.cancel(id);
  }

  /** @throws ProblemError 409 while it is not done */
  async file(caller: Principal, id: string): Promise<StreamableFile> {
    const { spec, state } = await this.owned(caller, id);
    if (state !== 'done') throw new ProblemError(409, 'not_done', 'This export has no file.');
    const name = `tideboard-${spec.table}-${spec.from}_${spec.to}.${spec.format}`;
    const options = { type: FILE_TYPES[spec.format], disposition: `attachment; filename="${name}"` };
    const stored = Readable.from(this.store.chunks(id));
    return new StreamableFile(spec.format === 'csv' ? stored.compose(createGunzip()) : stored, options);
  }

  private async mine(caller: Principal): Promise<StoredExport[]> {
    return (await this.store.all()).filter(({ spec }) => spec.owner.id === caller.id && spec.owner.kind === caller.kind);
  }

  /** Also its owner has it no more once they may see less than it tells. */
  private async owned(caller: Principal, id: string): Promise<StoredExport> {
    const found = await this.store.find(id);
    const owner = found?.spec.owner;
    const theirs = owner && (caller.role === 'admin' || (owner.id === caller.id && owner.kind === caller.kind));
    const sees = caller.channels === null || (owner?.channels?.every((channel) => mayRead(caller, channel)) ?? false);
    if (!found || !theirs || !sees) throw new ProblemError(404, 'not_found', 'There is no such export.');
    return found;
  }
}

const iso = (at: number): string => new Date(at).toISOString();

function viewOf({ spec, state, progress, rows, bytes, problem, doneAt }: StoredExport): ExportView {
  const { id, table, from, to, grain, format, channel, createdAt } = spec;
  return {
    id,
    table,
    from,
    to,
    grain,
    format,
    channel,
    state,
    progress,
    rows,
    bytes,
    problem,
    createdAt: iso(createdAt),
    doneAt: doneAt === null ? null : iso(doneAt),
    expiresAt: iso((doneAt ?? createdAt) + KEPT_SECONDS * 1000),
  };
}
