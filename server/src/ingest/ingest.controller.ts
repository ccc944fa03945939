import { applyDecorators, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { IngestAnswer } from '@tideboard/contracts';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../access/allow.js';
import { readItems } from './body.js';
import { EVENT_ANSWERS, EVENT_BODY } from './event-body.js';
import { IngestService } from './ingest.service.js';

const Answers = () =>
  applyDecorators(
    ...Object.entries(EVENT_ANSWERS).map(([status, description]) => ApiResponse({ status: Number(status), description })),
  );

@ApiTags('events')
@Controller('api/v1/events')
export class IngestController {
  constructor(private readonly service: IngestService) {}

  @Post()
  @HttpCode(200)
  @Allow('events.write')
  @Answers()
  @ApiOperation({
    requestBody: EVENT_BODY as never,
    summary: 'Events in: answered once every accepted one is durable and counted',
    description:
      'An event about a ticket that was let go after the site’s term (`retention.ticketDays`, and never before its events have left the event log) is accepted and changes nothing, whether it is a repeat or new; `superseded` says how many of the accepted ones were. That is true of a `ticket.reopened` too: a customer who comes back after so long is a new ticket, under a new id.',
  })
  ingest(@Req() request: FastifyRequest): Promise<IngestAnswer> {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    return this.service.ingest(readItems(request.headers, body));
  }
}
