import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { UpstreamBody, type UpstreamView } from '@tideboard/contracts';
import type { Type } from 'typebox';
import { Allow } from '../access/allow.js';
import { JsonBody } from '../platform/http/json-body.js';
import { Upstreams } from './upstreams.service.js';

@ApiTags('upstreams')
@Controller('api/v1/upstreams')
export class UpstreamsController {
  constructor(private readonly upstreams: Upstreams) {}

  @Get()
  @Allow('upstreams.read')
  list(): Promise<UpstreamView[]> {
    return this.upstreams.list();
  }

  @Post()
  @Allow('upstreams.write')
  add(@JsonBody(UpstreamBody) body: Type.Static<typeof UpstreamBody>): Promise<UpstreamView & { secret: string }> {
    return this.upstreams.add(body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('upstreams.write')
  remove(@Param('id') id: string): Promise<void> {
    return this.upstreams.remove(id);
  }

  @Post(':id/test')
  @HttpCode(200)
  @Allow('upstreams.write')
  test(@Param('id') id: string): Promise<{ ok: boolean; problem: string | null }> {
    return this.upstreams.test(id);
  }
}
