import { Controller, Delete, Get, Headers, HttpCode, Param, Patch, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Channel } from '@tideboard/contracts';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { JsonBody } from '../platform/http/json-body.js';
import { ChannelsService } from './channels.service.js';
import { etagOf } from './etag.js';

const tagged = (reply: FastifyReply, channel: Channel): Channel => {
  void reply.header('etag', etagOf(channel));
  return channel;
};

@ApiTags('registry')
@Controller('api/v1/channels')
export class ChannelsController {
  constructor(private readonly channels: ChannelsService) {}

  @Allow('channels.read')
  @Get()
  list(@Caller() caller: Principal): Channel[] {
    return this.channels.list(caller);
  }

  @Allow('channels.read')
  @Get(':id')
  get(@Param('id') id: string, @Caller() caller: Principal, @Res({ passthrough: true }) reply: FastifyReply): Channel {
    return tagged(reply, this.channels.get(id, caller));
  }

  @Allow('channels.write')
  @Put(':id')
  async put(
    @Param('id') id: string,
    @JsonBody(Channel, { check: false }) body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Channel> {
    const { channel, created } = await this.channels.put(id, body, ifMatch);
    void reply.code(created ? 201 : 200);
    return tagged(reply, channel);
  }

  @Allow('channels.patch')
  @Patch(':id')
  async patch(
    @Param('id') id: string,
    @JsonBody(Type.Partial(Channel), { check: false }) body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Channel> {
    return tagged(reply, await this.channels.patch(id, body, ifMatch, caller));
  }

  @Allow('channels.write')
  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id') id: string, @Headers('if-match') ifMatch: string | undefined): Promise<void> {
    return this.channels.remove(id, ifMatch);
  }
}
