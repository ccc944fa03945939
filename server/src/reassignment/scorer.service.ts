import { Injectable } from '@nestjs/common';
import { BoardService } from '../board/board.service.js';
import { EVERYTHING } from '../board/reader.js';
import { afterScore } from './control.js';
import { ControlStore } from './control-store.js';
import { scoreOf } from './forecast.js';
import type { ReassignmentRecord } from './record.js';
import { ReassignmentStore } from './reassignment-store.js';

/** Compares what was predicted with what came, and takes the automation's hands off where the two part. */
@Injectable()
export class Scorer {
  constructor(
    private readonly boards: BoardService,
    private readonly store: ReassignmentStore,
    private readonly control: ControlStore,
  ) {}

  async score(record: ReassignmentRecord, now: number, fence: number): Promise<void> {
    const { forecast, to, id } = record;
    const actual = this.boards.view(EVERYTHING)?.channels.find((channel) => channel.id === to)?.pending;
    if (!forecast || actual === undefined) return;
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
    await this.control.update((control) => afterScore(control, within, now));
  }
}
