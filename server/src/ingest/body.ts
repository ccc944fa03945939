// The three bodies and the binary mode of CloudEvents over HTTP (github.com/cloudevents/spec, HTTP binding 1.0.2), as a list of items
// that are still to be judged one by one.
import type { IncomingHttpHeaders } from 'node:http';
import { MAX_EVENTS_PER_REQUEST } from '@tideboard/contracts';
import { ProblemError } from '../platform/http/problem.js';
import { decodeUtf8, parseJson } from '../platform/http/strict-json.js';

/** A line that is no JSON: its neighbours still count. */
export const UNREADABLE = Symbol('unreadable');

interface MediaType {
  type: string;
  charset: string | null;
}

/**
 * The items of a request.
 *
 * @throws ProblemError 400 unreadable · 413 too many events · 415 content type or charset · 422 an empty batch
 */
export function readItems(headers: IncomingHttpHeaders, body: Buffer): unknown[] {
  const media = mediaType(headers['content-type']);
  const items = headers['ce-specversion'] === undefined ? structured(media, body) : [binary(headers, media, body)];
  if (items.length === 0) throw new ProblemError(422, 'batch_empty', 'The batch holds no event.');
  if (items.length > MAX_EVENTS_PER_REQUEST)
    throw new ProblemError(413, 'batch_too_many', `At most ${MAX_EVENTS_PER_REQUEST} events a request.`);
  return items;
}

function structured(media: MediaType, body: Buffer): unknown[] {
  const accepted = ['application/cloudevents+json', 'application/cloudevents-batch+json', 'application/x-ndjson'];
  if (!accepted.includes(media.type))
    throw new ProblemError(415, 'content_type', `Send ${accepted.join(', ')}, or ce-* headers.`);
  assertCharset(media, ['utf-8', 'utf8']);
  const text = decodeUtf8(body);
  if (media.type === 'application/x-ndjson') return lines(text);
  const value = parseJson(text);
  if (media.type === 'application/cloudevents+json') return [value];
  if (!Array.isArray(value)) throw new ProblemError(400, 'batch_no_array', 'A batch is a JSON array.');
  return value;
}

function lines(text: string): unknown[] {
  const items = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => {
      try {
        return JSON.parse(line);
      } catch {
        return UNREADABLE;
      }
    });
  if (items.length > 0 && items.every((item) => item === UNREADABLE))
    throw new ProblemError(400, 'json_syntax', 'No line is valid JSON.');
  return items;
}

/** Attributes from headers; header values are percent-encoded UTF-8. */
function binary(headers: IncomingHttpHeaders, media: MediaType, body: Buffer): unknown {
  const attributes = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('ce-') ? [[name.slice(3), percentDecode(String(value))] as const] : [],
  );
  return {
    ...Object.fromEntries(attributes),
    ...(media.type ? { datacontenttype: headers['content-type'] } : {}),
    ...dataOf(media, body),
  };
}

function dataOf(media: MediaType, body: Buffer): { data?: unknown; data_base64?: string } {
  if (body.length === 0) return {};
  if (media.type === '' || media.type === 'application/json' || media.type.endsWith('+json')) {
    assertCharset(media, ['utf-8', 'utf8']);
    return { data: parseJson(decodeUtf8(body)) };
  }
  if (!media.type.startsWith('text/') && media.charset === null) return { data_base64: body.toString('base64') };
  assertCharset(media, ['utf-8', 'utf8', 'us-ascii']);
  return { data: decodeUtf8(body) };
}

function mediaType(header: string | undefined): MediaType {
  const [type = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim());
  const charset = parameters.find((parameter) => /^charset=/i.test(parameter))?.slice('charset='.length);
  return { type: type.toLowerCase(), charset: charset?.replaceAll('"', '').toLowerCase() ?? null };
}

function assertCharset({ charset }: MediaType, accepted: readonly string[]): void {
  if (charset !== null && !accepted.includes(charset)) throw new ProblemError(415, 'charset', 'Send UTF-8.');
}

function percentDecode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new ProblemError(400, 'header_encoding', 'A ce-* header is not percent-encoded UTF-8.');
  }
}
