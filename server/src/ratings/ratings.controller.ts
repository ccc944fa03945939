import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RatingBody, type RatingInvitation, type RatingLink, type SatisfactionReport } from '@tideboard/contracts';
import type { FastifyRequest } from 'fastify';
import { Allow, Public } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { Throttle } from '../access/throttle.js';
import { JsonBody } from '../platform/http/json-body.js';
import { RatingLinks } from './rating-links.service.js';
import { SatisfactionService } from './satisfaction.service.js';
import { Queries } from '../platform/http/queries.js';

@ApiTags('ratings')
@Controller('api/v1')
export class RatingsController {
  constructor(
    private readonly links: RatingLinks,
    private readonly satisfaction: SatisfactionService,
    private readonly throttle: Throttle,
  ) {}

  @Post('tickets/:id/rating-link')
  @HttpCode(200)
  @Allow('ratings.link')
  @ApiOperation({
    summary: 'The link by which the customer of a completed ticket rates it, once; asking again gives the same one',
  })
  async link(@Caller() caller: Principal, @Param('id') id: string, @Req() request: FastifyRequest): Promise<RatingLink> {
    const { token, expiresAt } = await this.links.issue(caller, id);
    return { url: `${request.protocol}://${request.host}/rate/${token}`, expiresAt };
  }

  @Get('ratings/:token')
  @Public()
  @ApiOperation({ summary: 'What a rating link asks about: open, used or expired' })
  async invitation(@Param('token') token: string, @Req() request: FastifyRequest): Promise<RatingInvitation> {
    await this.throttle.check('rating', request.ip);
    return this.links.invitation(token).catch(async (error: unknown) => {
      await this.throttle.failed('rating', request.ip);
      throw error;
    });
  }

  @Post('ratings/:token')
  @HttpCode(204)
  @Public()
  @ApiOperation({ summary: 'A customer’s rating; it becomes a ticket.rated event' })
  async rate(
    @Param('token') token: string,
    @JsonBody(RatingBody) body: RatingBody,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.throttle.check('rating', request.ip);
    await this.throttle.failed('rating', request.ip);
    await this.links.answer(token, body);
  }

  @Get('reports/satisfaction')
  @Allow('reports.read')
  @Queries({ from: 'a business day, YYYY-MM-DD', to: 'the last day, inclusive', channel: 'one channel' })
  @ApiOperation({
    summary: 'Ratings of some business days: share of 4 and 5, distribution, dimensions, the comments that matter',
  })
  report(
    @Caller() caller: Principal,
    @Query('from') from?: string,
    @Query('to') to?: string,
    @Query('channel') channel?: string,
  ): Promise<SatisfactionReport> {
    return this.satisfaction.report(caller, { from, to, channel });
  }
}
