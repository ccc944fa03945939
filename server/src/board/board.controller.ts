import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Board, BoardTrend } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { ProblemError } from '../platform/http/problem.js';
import { BoardService } from './board.service.js';
import { readerOf } from './reader.js';
import { TrendService } from './trend.service.js';

@ApiTags('board')
@Controller('api/v1/board')
export class BoardController {
  constructor(
    private readonly boards: BoardService,
    private readonly trends: TrendService,
  ) {}

  @Get()
  @Allow('board.read')
  @ApiOperation({ summary: 'The board now, with everything acknowledged so far in it' })
  async board(@Caller() caller: Principal): Promise<Board> {
    const board = await this.boards.read(readerOf(caller));
    if (!board) throw new ProblemError(503, 'starting', 'The board is not drawn yet.', { retryAfter: 1 });
    return board;
  }

  @Get('trend')
  @Allow('board.read')
  @ApiOperation({ summary: 'Pending at the end of each of the last 60 minutes' })
  trend(@Caller() caller: Principal): BoardTrend {
    return this.trends.trend(caller.channels);
  }
}
