import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { codeOfKeyword, type FieldError, fieldError, type FieldParams } from '@tideboard/contracts';
import type { FastifyRequest } from 'fastify';
import type { Type } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { ProblemError } from './problem.js';
import { decodeUtf8, flawIn, parseJson } from './strict-json.js';

const JSON_TYPES = new Set(['application/json', 'application/merge-patch+json']);

/** Throws 415 unless the header names JSON, in UTF-8 where it names a charset. */
export function assertJsonType(header: string | undefined, types: ReadonlySet<string> = JSON_TYPES): void {
  const [type = '', ...parameters] = (header ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  if (!types.has(type)) throw new ProblemError(415, 'content_type', `Send ${[...types].join(' or ')}.`);
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  if (charset && charset !== 'utf-8' && charset !== 'utf8') throw new ProblemError(415, 'charset', 'Send UTF-8.');
}

/** The parsed value of a REST body, free of flaws but not yet of any shape. */
export function readJsonBody(request: FastifyRequest): unknown {
  assertJsonType(request.headers['content-type']);
  const value = parseJson(decodeUtf8(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)));
  const flaw = flawIn(value);
  if (!flaw) return value;
  const { code, message, path } = flaw;
  throw new ProblemError(code === 'depth' ? 400 : 422, code, message, { errors: [{ path, message, code }] });
}

/**
 * What checks values against a schema: throws 422 with one line a place, else returns the value without the fields nobody asked for
 * (a body must not carry in what the schema does not name).
 */
export function checker<S extends Type.TSchema>(schema: S): (value: unknown) => Type.Static<S> {
  const compiled: Validator = Compile(schema);
  return (value) => {
    // Clean takes away in place, and the caller may still need what it had.
    if (compiled.Check(value)) return compiled.Clean(structuredClone(value)) as Type.Static<S>;
    throw new ProblemError(422, 'invalid', 'The body does not have the expected shape.', {
      errors: reports(compiled.Errors(value)),
    });
  };
}

function reports(errors: ReturnType<Validator['Errors']>): FieldError[] {
  const lines = errors.flatMap((error): FieldError[] => {
    const { keyword, instancePath: path, params, message } = error;
    if (keyword === 'required') {
      const missing = (params as { requiredProperties: string[] }).requiredProperties;
      return missing.map((name) => fieldError(`${path}/${name}`, 'required'));
    }
    return [{ path, message, code: codeOfKeyword(keyword), ...paramsOf(params) }];
  });
  // A union reports every branch and itself: the first line of the deepest place says enough.
  const deepest = lines.filter(({ path }) => !lines.some((other) => other.path.startsWith(`${path}/`)));
  return deepest.filter((line, i) => deepest.findIndex((other) => other.path === line.path) === i).slice(0, 50);
}

/** The limit that was passed, or what would have been accepted. */
function paramsOf(params: object): { params?: FieldParams } {
  const { limit, allowedValues } = params as { limit?: unknown; allowedValues?: unknown };
  if (typeof limit === 'number') return { params: { limit } };
  return Array.isArray(allowedValues) ? { params: { allowed: allowedValues.join(', ') } } : {};
}

interface Reading {
  check: ((value: unknown) => unknown) | null;
  optional: boolean;
}

const fromRequest = createParamDecorator(({ check, optional }: Reading, context: ExecutionContext): unknown => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const empty = optional && !(Buffer.isBuffer(request.body) && request.body.length > 0);
  const value = empty ? {} : readJsonBody(request);
  return check ? check(value) : value;
});

/**
 * The request's JSON body, checked against a TypeBox schema: 415 other content types, 400 unreadable, 422 with the paths. Also tells
 * OpenAPI. With `{ check: false }` the schema only documents, for bodies that are a patch of something; with `{ optional: true }` no body
 * is an empty one.
 */
export function JsonBody(schema: Type.TSchema, options: { check?: boolean; optional?: boolean } = {}): ParameterDecorator {
  const inject = fromRequest({ check: options.check === false ? null : checker(schema), optional: options.optional ?? false });
  return (target, name, index) => {
    inject(target, name, index);
    const descriptor = name === undefined ? undefined : Object.getOwnPropertyDescriptor(target, name);
    if (descriptor && name !== undefined) ApiBody({ schema: JSON.parse(JSON.stringify(schema)) })(target, name, descriptor);
  };
}
