import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, from, mergeMap, type Observable, throwError } from 'rxjs';
import type { Action } from '../access/policy.js';
import { principalOf } from '../access/principal.js';
import { Refusals } from '../access/refusals.js';
import { ACCESS } from '../platform/http/public.js';
import { ProblemError, renderProblem } from '../platform/http/problem.js';
import type { Log } from '../platform/logging/log.js';
import { LOG } from '../platform/logging/token.js';
import { actionOf, type Asked, fieldNames, isRecorded, objectOf } from './act.js';
import { AuditLog } from './audit-log.js';
import type { Act } from './entry.js';
import { noteOf, RECORDED } from './notes.js';
import { RefusalRate } from './refusal-rate.js';

type Outcome = Pick<Act, 'outcome' | 'status' | 'code'>;

/**
 * The one place that records. Whether a route is recorded follows from its action in the policy table, so that a new door cannot be
 * forgotten. An act is answered only once it is in the log: what was answered is recorded, whatever is killed afterwards.
 */
@Injectable()
export class Recorder implements NestInterceptor {
  constructor(
    private readonly auditLog: AuditLog,
    private readonly reflector: Reflector,
    private readonly rate: RefusalRate,
    refusals: Refusals,
    @Inject(LOG) private readonly log: Log,
  ) {
    refusals.listen(async (request, action) => {
      if (isRecorded(action, askedOf(request))) await this.refused(request, new ProblemError(403, 'forbidden'));
    });
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const handlers = [context.getHandler(), context.getClass()];
    const action = this.reflector.getAllAndOverride<Action | undefined>(ACCESS, handlers);
    const asked = askedOf(request);
    const recorded = this.reflector.getAllAndOverride<boolean | undefined>(RECORDED, handlers) || isRecorded(action, asked);
    if (!recorded) return next.handle();
    const { statusCode } = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        await this.auditLog.record(actOf(request, { outcome: 'done', status: statusCode, code: null }, answer));
        return answer;
      }),
      catchError((error: unknown) => from(this.refused(request, error)).pipe(mergeMap(() => throwError(() => error)))),
    );
  }

  /** A refusal changes nothing, so the answer does not hang on the record; but a door that is rattled at is worth knowing of. */
  private async refused(request: FastifyRequest, error: unknown): Promise<void> {
    const { status, body } = renderProblem(error);
    const act = actOf(request, { outcome: status < 500 ? 'refused' : 'failed', status, code: body.code }, null);
    try {
      if (status !== 503 && (await this.rate.admits(act))) await this.auditLog.record(act);
    } catch (failure) {
      this.log.warn(`a refused ${act.action} was not recorded: ${String(failure)}`);
    }
  }
}

const askedOf = (request: FastifyRequest): Asked => ({
  method: request.method,
  route: request.routeOptions.url ?? '',
  params: request.params as Record<string, string>,
  query: request.query as Record<string, unknown>,
});

function actOf(request: FastifyRequest, outcome: Outcome, answer: unknown): Act {
  const asked = askedOf(request);
  const principal = principalOf(request);
  return {
    actor: principal && { kind: principal.kind, id: principal.id },
    role: principal?.role ?? null,
    address: request.ip,
    action: actionOf(asked),
    object: objectOf(asked, answer),
    fields: outcome.outcome === 'done' ? fieldNames(bodyOf(request)) : [],
    reason: null,
    ...outcome,
    ...noteOf(request),
  };
}

/** The body was read before, by whoever checked it; one that was not is of no interest. */
function bodyOf(request: FastifyRequest): unknown {
  try {
    return Buffer.isBuffer(request.body) ? JSON.parse(request.body.toString('utf8')) : null;
  } catch {
    return null;
  }
}
