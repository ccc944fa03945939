import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { PROBLEM_JSON } from '@tideboard/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../logging/log.js';
import type { Routes } from './routes.js';
import { type RenderedProblem, renderProblem } from './problem.js';

/** The one place where an error becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    private readonly routes: Routes,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = request.is404 ? this.#unknownRoute(request) : renderProblem(error);
    if (problem.status === 500)
      this.log.error({ err: error, method: request.method, route: request.routeOptions?.url }, 'request failed');
    if (reply.sent || reply.raw.headersSent) {
      // Half an answer is out already: cut it, so that nobody takes it for a whole one.
      reply.raw.destroy();
      return;
    }
    sendProblem(reply, problem);
  }

  #unknownRoute(request: FastifyRequest): RenderedProblem {
    const methods = this.routes.methodsOf(request.url.split('?')[0] ?? '');
    const problem = renderProblem({ statusCode: methods.length ? 405 : 404 });
    return methods.length ? { ...problem, headers: { allow: methods.join(', ') } } : problem;
  }
}

/** Answers with a problem where no filter stands: hooks and the router's own refusals. */
export function sendProblem(reply: FastifyReply, { status, headers, body }: RenderedProblem): void {
  void reply.code(status).headers(headers).type(PROBLEM_JSON).send(JSON.stringify(body));
}
