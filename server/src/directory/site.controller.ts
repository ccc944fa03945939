import { Controller, Get, Headers, Patch, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Site } from '@tideboard/contracts';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { Allow } from '../access/allow.js';
import { JsonBody } from '../platform/http/json-body.js';
import { patchSite } from './channel-rules.js';
import { DirectoryService } from './directory.service.js';
import { assertMatches, etagOf } from './etag.js';

@ApiTags('registry')
@Controller('api/v1/site')
export class SiteController {
  constructor(private readonly directory: DirectoryService) {}

  @Allow('site.read')
  @Get()
  get(@Res({ passthrough: true }) reply: FastifyReply): Site {
    void reply.header('etag', etagOf(this.directory.site()));
    return this.directory.site();
  }

  @Allow('site.write')
  @Patch()
  async patch(
    @JsonBody(Type.Partial(Site), { check: false }) body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Site> {
    const { site } = await this.directory.update((present) => {
      assertMatches(ifMatch, present.site);
      return { ...present, site: patchSite(present.site, body) };
    });
    void reply.header('etag', etagOf(site));
    return site;
  }
}
