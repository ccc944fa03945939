import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Reminder } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { Reminders } from './reminders.service.js';

@ApiTags('tickets')
@Controller('api/v1')
export class RemindersController {
  constructor(private readonly reminders: Reminders) {}

  @Post('tickets/:id/remind')
  @HttpCode(200)
  @Allow('tickets.assign')
  @ApiOperation({ summary: 'Reminds the agent who has the ticket, on their own page' })
  remind(@Caller() caller: Principal, @Param('id') id: string): Promise<Reminder> {
    return this.reminders.remind(caller, id);
  }

  @Get('me/reminders')
  @Allow('self.work')
  @ApiOperation({ summary: 'What an agent was reminded of and has not put away' })
  mine(@Caller() caller: Principal): Promise<Reminder[]> {
    return this.reminders.of(caller);
  }

  @Delete('me/reminders/:ticket')
  @HttpCode(204)
  @Allow('self.work')
  seen(@Caller() caller: Principal, @Param('ticket') ticket: string): Promise<void> {
    return this.reminders.seen(caller, ticket);
  }
}
