import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { BoardForecast } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { Outlooks } from './outlooks.service.js';

@ApiTags('board')
@Controller('api/v1/board')
export class OutlookController {
  constructor(private readonly outlooks: Outlooks) {}

  @Get('forecast')
  @Allow('board.read')
  @ApiOperation({ summary: 'What each channel comes to in a quarter of an hour if nobody is moved' })
  forecast(@Caller() caller: Principal): Promise<BoardForecast> {
    return this.outlooks.read(caller);
  }
}
