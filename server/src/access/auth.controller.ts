import { Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type LoginAnswer, LoginBody, type MeAnswer, PasswordBody } from '@tideboard/contracts';
import type { FastifyRequest } from 'fastify';
import type { Type } from 'typebox';
import { JsonBody } from '../platform/http/json-body.js';
import { noteAct, Recorded } from '../audit-log/notes.js';
import { bearer } from './access.guard.js';
import { Allow, Public } from './allow.js';
import { AuthService } from './auth.service.js';
import { ACTIONS, allows } from './policy.js';
import { Caller, type Principal } from './principal.js';

@ApiTags('people and machines')
@Controller('api/v1/auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Public()
  @Recorded()
  @Post('login')
  @HttpCode(200)
  async login(@JsonBody(LoginBody) body: Type.Static<typeof LoginBody>, @Req() request: FastifyRequest): Promise<LoginAnswer> {
    noteAct(request, { object: null, fields: [] });
    const answer = await this.auth.login(body.username, body.password, request.ip);
    noteAct(request, { actor: { kind: 'user', id: answer.user.id }, role: answer.user.role });
    return answer;
  }

  @Allow('self.use')
  @Post('logout')
  @HttpCode(204)
  logout(@Caller() caller: Principal, @Req() request: FastifyRequest): Promise<void> {
    return this.auth.logout(caller.id, bearer(request));
  }

  @Allow('self.use')
  @Recorded()
  @Post('password')
  @HttpCode(204)
  password(
    @JsonBody(PasswordBody) body: Type.Static<typeof PasswordBody>,
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.auth.changePassword(caller.id, bearer(request), body.current, body.next);
  }

  /** Who this token is, and which doors the table opens for them: a page offers what the guard lets through. */
  @Allow('self.use')
  @Get('me')
  me(@Caller() caller: Principal): MeAnswer {
    const { id, name, role, channels, agent } = caller;
    return { id, name, role: role!, channels, agent: agent ?? null, may: ACTIONS.filter((action) => allows(action, caller)) };
  }
}
