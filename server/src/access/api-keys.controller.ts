import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiKeyBody, type ApiKeyView } from '@tideboard/contracts';
import type { Type } from 'typebox';
import { JsonBody } from '../platform/http/json-body.js';
import { Allow } from './allow.js';
import { ApiKeys } from './api-keys.js';

@ApiTags('people and machines')
@Allow('keys.manage')
@Controller('api/v1/api-keys')
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeys) {}

  @Get()
  list(): Promise<ApiKeyView[]> {
    return this.apiKeys.list();
  }

  @Post()
  create(@JsonBody(ApiKeyBody) body: Type.Static<typeof ApiKeyBody>): Promise<ApiKeyView & { key: string }> {
    return this.apiKeys.create(body.name, body.scopes);
  }

  @Delete(':id')
  @HttpCode(204)
  revoke(@Param('id') id: string): Promise<void> {
    return this.apiKeys.revoke(id);
  }
}
