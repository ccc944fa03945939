import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import type { FieldError, Problem } from '@tideboard/contracts';
import { isStoreUnavailable } from '../redis/index.js';

export interface ProblemExtras {
  /** Seconds. */
  retryAfter?: number;
  /** Each with a code: the pages say it in the reader's language, and an English line alone would be read in a Chinese form. */
  errors?: FieldError[];
  headers?: Record<string, string>;
  /** Extension members of the body (RFC 9457, 3.2). */
  members?: Record<string, unknown>;
}

/** A refusal with a stable `code`; thrown anywhere, rendered as RFC 9457 by the one filter. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail?: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(detail ?? code);
  }
}

export interface RenderedProblem {
  status: number;
  headers: Record<string, string>;
  body: Problem;
}

/** Codes for what the framework refuses by itself; its own texts quote parser internals and stay inside. */
const FRAMEWORK: Record<string, [number, string, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body_too_large', 'The body is larger than 8 MiB.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'content_type', 'This content type is not accepted here.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'content_length', 'The body does not have the announced length.'],
  FST_ERR_BAD_URL: [400, 'bad_url', 'The path is not a valid URL.'],
  FST_ERR_PARAM_TOO_LONG: [414, 'url_too_long', 'A part of the path is too long.'],
  FST_ERR_MAX_PARAM_LENGTH: [414, 'url_too_long', 'A part of the path is too long.'],
};

const BY_STATUS: Record<number, string> = {
  400: 'bad_request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  409: 'conflict',
  412: 'precondition_failed',
  413: 'body_too_large',
  414: 'url_too_long',
  415: 'content_type',
  422: 'invalid',
  429: 'too_many_requests',
  431: 'headers_too_large',
  503: 'unavailable',
};

/** Any error as the answer that may leave the process: never a stack, never a parser's words. */
export function renderProblem(error: unknown): RenderedProblem {
  return build(asProblem(error));
}

function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isStoreUnavailable(error)) {
    return new ProblemError(503, 'store_unavailable', 'The store cannot take this now; send it again.', { retryAfter: 1 });
  }
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  const known = typeof code === 'string' ? FRAMEWORK[code] : undefined;
  if (known) return new ProblemError(...known);
  const status = error instanceof HttpException ? error.getStatus() : Number(statusCode);
  if (status >= 400 && status < 500) return new ProblemError(status, BY_STATUS[status] ?? 'refused');
  if (status === 503) return new ProblemError(503, 'unavailable', undefined, { retryAfter: 1 });
  return new ProblemError(500, 'internal', 'Something went wrong on our side; it is in the log.');
}

function build({ status, code, detail, extras }: ProblemError): RenderedProblem {
  const { retryAfter, errors, headers = {}, members = {} } = extras;
  return {
    status,
    headers: {
      ...headers,
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(retryAfter))) }),
    },
    body: {
      type: `urn:tideboard:problem:${code}`,
      title: STATUS_CODES[status] ?? 'Error',
      status,
      code,
      ...(detail ? { detail } : {}),
      ...(errors ? { errors } : {}),
      ...members,
    },
  };
}
