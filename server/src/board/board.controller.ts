import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { BoardTrend } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { TrendService } from './trend.service.js';

@ApiTags('board')
@Controller('api/v1/board')
export class BoardController {
  constructor(private readonly trends: TrendService) {}

  @Get('trend')
  @Allow('board.read')
  @ApiOperation({ summary: 'Pending at the end of each of the last 60 minutes' })
  trend(@Caller() caller: Principal): BoardTrend {
    return this.trends.trend(caller.channels);
  }
}
