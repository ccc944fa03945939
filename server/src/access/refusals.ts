import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Action } from './policy.js';

type Listener = (request: FastifyRequest, action: Action) => Promise<void>;

/** Tells whoever keeps the audit log that the table turned somebody away: the guard stands below the log and does not know it. */
@Injectable()
export class Refusals {
  #listener: Listener = () => Promise.resolve();

  listen(listener: Listener): void {
    this.#listener = listener;
  }

  tell(request: FastifyRequest, action: Action): Promise<void> {
    return this.#listener(request, action);
  }
}
