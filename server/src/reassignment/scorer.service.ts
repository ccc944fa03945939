import { Injectable } from '@nestjs/common';
import { BoardService } from '../board/board.service.js';
import { EVERYTHING } from '../board/reader.js';
import { DirectoryService } from '../directory/directory.service.js';
import { afterMisfit, afterScore } from './control.js';
import { ControlStore } from './control-store.js';
import { scoreOf } from './forecast.js';
import { misfitOf } from './range.js';
import type { ReassignmentRecord } from './record.js';
import { ReassignmentStore } from './reassignment-store.js';

/** Later than this (site time) a floor says nothing about a quarter of an hour: nobody was there to look. */
const TOO_LATE_MS = 600_000;

/** Compares what was predicted with what came, and takes the automation's hands off where the two part. */
@Injectable()
export class Scorer {
  constructor(
    private readonly boards: BoardService,
    private readonly store: ReassignmentStore,
    private readonly control: ControlStore,
    private readonly directory: DirectoryService,
  ) {}

  async score(record: ReassignmentRecord, now: number, fence: number): Promise<void> {
    const { forecast, to, id } = record;
    const actual = this.boards.view(EVERYTHING)?.channels.find((channel) => channel.id === to)?.pending;
    if (!forecast || actual === undefined) return;
    // What was taken back was predicted to stay.
    if (record.undone || now - forecast.dueAt > TOO_LATE_MS) {
      await this.store.update(id, (seen) => ({ ...seen, forecast: null }), fence);
      return;
    }
    let scored = false;
    const next = await this.store.update(
      id,
      (seen) => {
        scored = seen.score === null;
        return scored ? { ...seen, score: scoreOf(forecast, actual, now) } : seen;
      },
      fence,
    );
    if (!scored || !next?.score) return;
    const { within } = next.score;
    const kind = this.directory.channel(to)?.type;
    await this.control.update((control) => {
      const judged = afterScore(control, within, now);
      return kind && forecast.spread ? afterMisfit(judged, kind, misfitOf(forecast.spread, actual)) : judged;
    });
  }
}
