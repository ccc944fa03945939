import { describe, expect, it } from '@jest/globals';
import { decodeUtf8, flawIn, MAX_DEPTH, parseJson } from './strict-json.js';

const nested = (depth: number): unknown => parseJson(`${'['.repeat(depth)}1${']'.repeat(depth)}`);

describe('the bytes of a body', () => {
  it('lose their byte order mark', () => {
    expect(decodeUtf8(Buffer.from('\ufeff{}'))).toBe('{}');
  });
  it('are refused when they are no UTF-8, and never repaired', () => {
    expect(() => decodeUtf8(Buffer.from([0x22, 0xff, 0xfe, 0x22]))).toThrow(
      expect.objectContaining({ status: 400, code: 'utf8' }),
    );
  });
});

describe('JSON text', () => {
  it.each(['{bad', '', '{"a":NaN}', '[1,]', '{"a":Infinity}', '['.repeat(100_000)])(
    'that is none is refused without a word of the parser',
    (text) => {
      expect(() => parseJson(text)).toThrow(
        expect.objectContaining({
          status: 400,
          code: 'json_syntax',
          detail: expect.stringMatching(/^The body is (empty|not valid JSON)\.$/),
        }),
      );
    },
  );
});

describe('a flaw', () => {
  it.each(['__proto__', 'constructor', 'prototype'])('is the key %s at any depth', (key) => {
    expect(flawIn(parseJson(`{"a":[{"${key}":1}]}`))).toMatchObject({ code: 'key_forbidden', path: '/a/0' });
  });
  it('is half a surrogate pair, in a value or in a key', () => {
    expect(flawIn(parseJson('{"a":["\\ud800"]}'))).toMatchObject({ code: 'string_ill_formed', path: '/a/0' });
    expect(flawIn(parseJson('{"\\udc00":1}'))).toMatchObject({ code: 'string_ill_formed', path: '' });
  });
  it.each(['1e999', '-1e999'])('is the number %s', (text) => {
    expect(flawIn(parseJson(`{"n":${text}}`))).toMatchObject({ code: 'number_range', path: '/n' });
  });
  it('is more than 32 levels', () => {
    expect(flawIn(nested(MAX_DEPTH))).toBeNull();
    expect(flawIn(nested(MAX_DEPTH + 1))).toMatchObject({ code: 'depth' });
    expect(flawIn(nested(5000))).toMatchObject({ code: 'depth' });
  });
  it('is not an emoji, a null or an empty object', () => {
    expect(flawIn({ a: '👋', b: null, c: {}, d: [[]], 'e/f~': 0.5 })).toBeNull();
  });
});
