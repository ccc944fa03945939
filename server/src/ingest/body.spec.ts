import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '../platform/http/problem.js';
import { readItems, UNREADABLE } from './body.js';

const read = (headers: Record<string, string>, body: string | Buffer) => readItems(headers, Buffer.from(body as string));
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof ProblemError) return `${error.status} ${error.code}`;
  }
  return 'none';
};

describe('the items of a body', () => {
  it('are one, many, or lines', () => {
    expect(read({ 'content-type': 'application/cloudevents+json; charset=UTF-8' }, '{"a":1}')).toEqual([{ a: 1 }]);
    expect(read({ 'content-type': 'Application/CloudEvents-Batch+JSON' }, '[1,{}]')).toEqual([1, {}]);
    expect(read({ 'content-type': 'application/x-ndjson' }, '\n{"a":1}\r\n{\n2')).toEqual([{ a: 1 }, UNREADABLE, 2]);
  });

  it('are headers and data in binary mode', () => {
    const headers = { 'ce-specversion': '1.0', 'ce-id': 'a%20b', 'ce-subject': '%E5%B7%A5', 'content-type': 'application/json' };
    expect(read(headers, '{"x":1}')).toEqual([
      { specversion: '1.0', id: 'a b', subject: '工', datacontenttype: 'application/json', data: { x: 1 } },
    ]);
    expect(read({ 'ce-specversion': '1.0' }, '')).toEqual([{ specversion: '1.0' }]);
    expect(read({ 'ce-specversion': '1.0', 'content-type': 'text/plain' }, 'hi')[0]).toMatchObject({ data: 'hi' });
    expect(read({ 'ce-specversion': '1.0', 'content-type': 'image/png' }, Buffer.from([1, 2]))[0]).toMatchObject({
      data_base64: 'AQI=',
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ['415 content_type', {}, '{}'],
    ['415 content_type', { 'content-type': 'application/json' }, '{}'],
    ['415 charset', { 'content-type': 'application/x-ndjson; charset="utf-16"' }, '{}'],
    ['415 charset', { 'ce-specversion': '1.0', 'content-type': 'text/plain; charset=gbk' }, 'x'],
    ['400 json_syntax', { 'content-type': 'application/cloudevents+json' }, '{'],
    ['400 json_syntax', { 'ce-specversion': '1.0', 'content-type': 'application/json' }, '{'],
    ['400 batch_no_array', { 'content-type': 'application/cloudevents-batch+json' }, '{}'],
    ['400 header_encoding', { 'ce-specversion': '1.0', 'ce-id': '%' }, ''],
    ['422 batch_empty', { 'content-type': 'application/cloudevents-batch+json' }, '[]'],
    ['413 batch_too_many', { 'content-type': 'application/x-ndjson' }, '1\n'.repeat(10_001)],
  ])('are refused with %s (%j)', (code, headers, body) => {
    expect(codeOf(() => read(headers, body))).toBe(code);
  });
});
