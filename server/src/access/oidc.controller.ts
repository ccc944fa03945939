import { Controller, Get, HttpCode, Post, Query, Redirect, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { LoginAnswer } from '@tideboard/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noteAct, Recorded } from '../audit-log/notes.js';
import { AppConfig } from '../config/app-config.js';
import { ProblemError, renderProblem } from '../platform/http/problem.js';
import { Public } from './allow.js';
import { OidcAccounts } from './oidc-accounts.js';
import { OidcService } from './oidc.service.js';
import { Throttle } from './throttle.js';

const COOKIE = 'tb_oidc';
const browserOf = ({ headers }: FastifyRequest): string =>
  new RegExp(`(?:^|; )${COOKIE}=([\\w-]{32})(?:;|$)`).exec(headers.cookie ?? '')?.[1] ?? '';
/** A way within this site, or the console: whatever a link carries, it leads nowhere else. */
const ownPath = (next: unknown): string =>
  typeof next === 'string' && /^\/(?![/\\])[\w\-/?=&.%]{0,300}$/.test(next) ? next : '/console';

@ApiTags('people and machines')
@Controller('api/v1/auth')
export class OidcController {
  constructor(
    private readonly oidc: OidcService,
    private readonly accounts: OidcAccounts,
    private readonly throttle: Throttle,
    private readonly config: AppConfig,
  ) {}

  @Public()
  @Get('methods')
  @ApiOperation({ summary: 'How people can sign in here' })
  methods(): { password: true; oidc: boolean } {
    return { password: true, oidc: this.oidc.enabled };
  }

  @Public()
  @Get('oidc/start')
  @Redirect()
  async start(@Query('next') next: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    try {
      await this.throttle.check('pairs', request.ip);
      await this.throttle.failed('pairs', request.ip);
      const { url, browser } = await this.oidc.begin(ownPath(next));
      this.#bind(reply, browser, 600);
      return { url, statusCode: 302 };
    } catch (error) {
      return { url: `/login?problem=${renderProblem(error).body.code}`, statusCode: 302 };
    }
  }

  @Public()
  @Recorded()
  @Get('oidc/callback')
  @Redirect()
  async callback(@Req() request: FastifyRequest) {
    noteAct(request, { object: null, fields: [] });
    try {
      const { person, next } = await this.oidc.person(request.url, browserOf(request));
      const { id, role } = await this.accounts.accountOf(person);
      noteAct(request, { actor: { kind: 'user', id }, role });
      await this.oidc.handOver(browserOf(request), id);
      return { url: `/login?oidc=done&next=${encodeURIComponent(next)}`, statusCode: 302 };
    } catch (error) {
      const { status, body } = renderProblem(error);
      noteAct(request, { outcome: status < 500 ? 'refused' : 'failed', status, code: body.code });
      return { url: `/login?problem=${body.code}`, statusCode: 302 };
    }
  }

  @Public()
  @Post('oidc/finish')
  @HttpCode(200)
  @ApiOperation({ summary: 'The session of the browser that has just come back from the identity provider; once' })
  async finish(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<LoginAnswer> {
    const userId = await this.oidc.takeOver(browserOf(request));
    this.#bind(reply, '', 0);
    if (userId === null) throw new ProblemError(401, 'unauthenticated', 'Sign in again.');
    return this.accounts.signIn(userId);
  }

  /** Lax, because the provider sends the browser back from its own site. */
  #bind(reply: FastifyReply, browser: string, seconds: number): void {
    const secure = this.config.oidc?.publicUrl.startsWith('https:') ? '; Secure' : '';
    void reply.header(
      'set-cookie',
      `${COOKIE}=${browser}; Path=/api/v1/auth/oidc; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
    );
  }
}
