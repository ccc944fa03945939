import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { MyWork } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { MyDesk } from './my-desk.service.js';

@ApiTags('me')
@Controller('api/v1/me')
export class MeController {
  constructor(private readonly desk: MyDesk) {}

  @Get('work')
  @Allow('self.work')
  @ApiOperation({
    summary: 'What an agent needs to know of themselves; their tickets are in `GET /tickets`, their figures in `/reports/agents`',
  })
  work(@Caller() caller: Principal): Promise<MyWork> {
    return this.desk.work(caller);
  }
}
