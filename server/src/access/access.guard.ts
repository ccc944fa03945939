import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../platform/http/problem.js';
import { ACCESS, PUBLIC } from '../platform/http/public.js';
import { AccessService } from './access.service.js';
import { type Action, allows } from './policy.js';
import { rememberPrincipal } from './principal.js';
import { Refusals } from './refusals.js';

/** The token of `Authorization: Bearer …`, or ''. */
export function bearer(request: Pick<FastifyRequest, 'headers'>): string {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

/** The one guard in front of every route. On handlers and not on paths: a path can be spelled in many ways. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly access: AccessService,
    private readonly reflector: Reflector,
    private readonly refusals: Refusals,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // The gateway authenticates by itself, before a socket joins anything.
    if (context.getType() !== 'http') return true;
    const rule = this.reflector.getAllAndOverride<Action | typeof PUBLIC | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (rule === PUBLIC) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = bearer(request);
    const principal = token ? await this.access.authenticate(token) : null;
    if (!principal)
      throw new ProblemError(401, 'unauthenticated', token ? 'This token is not valid (any more).' : 'Sign in first.');
    rememberPrincipal(request, principal);
    if (rule !== undefined && allows(rule, principal)) return true;
    if (rule !== undefined) await this.refusals.tell(request, rule);
    throw new ProblemError(403, 'forbidden', 'You may not do this.');
  }
}
