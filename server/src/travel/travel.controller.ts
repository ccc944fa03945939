import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Board, PastBoard, PastExtent } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { allows } from '../access/policy.js';
import { Caller, type Principal } from '../access/principal.js';
import { BoardService } from '../board/board.service.js';
import { readerOf } from '../board/reader.js';
import { ProblemError } from '../platform/http/problem.js';
import { TravelService } from './travel.service.js';
import { Queries } from '../platform/http/queries.js';

@ApiTags('board')
@Controller('api/v1/board')
export class TravelController {
  constructor(
    private readonly boards: BoardService,
    private readonly travel: TravelService,
  ) {}

  @Get()
  @Allow('board.read')
  @Queries({ at: 'an RFC 3339 instant' })
  @ApiOperation({
    summary: 'The board now, with everything acknowledged so far in it; with `at`, as it was known at that instant',
  })
  async board(@Caller() caller: Principal, @Query('at') at?: string): Promise<Board | PastBoard> {
    if (at !== undefined) {
      // A wall that hangs where everybody sees it must not be turned into one of yesterday.
      if (!allows('board.replay', caller)) throw new ProblemError(403, 'forbidden', 'You may not do this.');
      return this.travel.board(at, readerOf(caller));
    }
    const board = await this.boards.read(readerOf(caller));
    if (!board) throw new ProblemError(503, 'starting', 'The board is not drawn yet.', { retryAfter: 1 });
    return board;
  }

  @Get('past')
  @Allow('board.replay')
  @ApiOperation({ summary: 'From when to when the board can be shown as it was' })
  extent(): Promise<PastExtent> {
    return this.travel.extent();
  }
}
