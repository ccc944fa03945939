import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Post } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { Allow, Public } from './allow.js';
import { RouteAudit } from './route-audit.js';

@Controller('said')
class Said {
  @Public()
  @Get()
  open(): void {}
  @Allow('users.manage')
  @Post()
  guarded(): void {}
}

@Allow('keys.manage')
@Controller('said-once')
class SaidOnce {
  @Get()
  inherited(): void {}
  notARoute(): void {}
}

@Controller('forgotten')
class Forgotten {
  @Public()
  @Get()
  open(): void {}
  @Get('secret')
  secret(): void {}
}

const start = async (...controllers: (new () => object)[]) => {
  const app = await Test.createTestingModule({ imports: [DiscoveryModule], controllers, providers: [RouteAudit] }).compile();
  return app.init();
};

describe('a start', () => {
  it('goes on when every route says who may use it', async () => {
    await expect(start(Said, SaidOnce)).resolves.toBeDefined();
  });
  it('ends with the name of the route that does not', async () => {
    await expect(start(Said, Forgotten)).rejects.toThrow('These routes have neither @Allow nor @Public: Forgotten.secret');
  });
});
