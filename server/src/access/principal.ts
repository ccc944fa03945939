import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Role, Scope, ScreenSettings } from '@tideboard/contracts';
import type { FastifyRequest } from 'fastify';
import type { Order } from './display-record.js';

/** Who is asking. `channels` null means every channel; a key has no role, a person and a screen have no scopes. */
export interface Principal {
  kind: 'user' | 'display' | 'key';
  id: string;
  name: string;
  role: Role | null;
  channels: string[] | null;
  scopes: Scope[];
  /** Of a display: how it is to look, and what it was last asked to do. */
  screen?: { settings: ScreenSettings; order: Order | null };
  /** The agent id of the upstreams that this person works as. */
  agent?: string;
}

const seen = new WeakMap<FastifyRequest, Principal>();

export const rememberPrincipal = (request: FastifyRequest, principal: Principal): void => void seen.set(request, principal);

/** Who the guard let in; null on a public route. */
export const principalOf = (request: FastifyRequest): Principal | null => seen.get(request) ?? null;

/** Injects who the guard let in; never on a public route. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const principal = principalOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!principal) throw new Error('a public route has no caller');
  return principal;
});

/** True when the principal may see this channel. */
export const mayRead = (principal: Pick<Principal, 'channels'>, channel: string): boolean =>
  principal.channels === null || principal.channels.includes(channel);
