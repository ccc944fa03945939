// The event door as the contract tells it: every way in, every verdict, and every refusal with its code.
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Board } from '@tideboard/contracts';
import { BATCH, type Door, doorOf, event, LINES, makeKey, ONE, openDoor } from '../support/events.js';
import { api, cleanUp, startServer, type TestServer } from '../support/server.js';

const AT = '2026-11-18T11:00:00Z';
const MiB = 1024 * 1024;
let server: TestServer;
let door: Door;

beforeAll(async () => {
  server = await startServer({ env: { ALLOW_TEST_CLOCK: '1', CLOCK_START: '2026-11-18T12:00:00Z', CLOCK_RATE: '1' } });
  door = await openDoor(server);
});
afterAll(cleanUp);

const created = (more: object = {}, subject = `GD-${randomUUID()}`) => ({
  ...event('created', subject, AT, { channel: 'email' }),
  ...more,
});
const board = async (): Promise<Board> => (await api(server.url, await server.adminToken()).get<Board>('/board')).body;

describe('the bodies', () => {
  it('takes one event, a batch, lines, and binary mode', async () => {
    const one = await door.post(JSON.stringify(created()), { 'content-type': ONE });
    const many = await door.send(created(), created());
    const lines = await door.post(`${JSON.stringify(created())}\r\n\n${JSON.stringify(created())}\n`, { 'content-type': LINES });
    const binary = await door.post('{"channel":"email"}', { 'content-type': 'application/json', ...attributes(created()) });
    for (const [answer, accepted] of [
      [one, 1],
      [many, 2],
      [lines, 2],
      [binary, 1],
    ] as const) {
      expect(answer).toMatchObject({ status: 200, body: { accepted, duplicates: 0, rejected: [] } });
    }
  });

  it('reads ce-* headers as percent-encoded UTF-8, and JSON that comes as base64', async () => {
    const subject = `工单 ${randomUUID()}`;
    const headers = attributes({ ...created({}, 'x'), subject });
    const answer = await door.post('{"channel":"email"}', { 'content-type': 'application/json; charset=utf-8', ...headers });
    const { data, ...rest } = created({}, subject);
    const started = { ...rest, type: 'ticket.started', data_base64: Buffer.from('{"agent":"anna"}').toString('base64') };
    const before = await board();
    expect(answer.body.accepted).toBe(1);
    expect((await door.send(started)).body.accepted).toBe(1);
    const after = await board();
    expect(data).toBeDefined();
    expect(after.totals.inProgress - before.totals.inProgress).toBe(1);
    expect(after.totals.unmapped).toBe(before.totals.unmapped);
  });

  it('knows an event again in whichever mode it comes', async () => {
    const same = created();
    await door.post(JSON.stringify(same), { 'content-type': ONE });
    const again = await door.post('{"channel":"email"}', { 'content-type': 'application/json', ...attributes(same) });
    expect(again).toMatchObject({ status: 200, body: { accepted: 0, duplicates: 1 } });
  });

  it('drops a byte order mark, inflates gzip, and takes 8 MiB and 10 000 events', async () => {
    expect((await door.post(`\ufeff${JSON.stringify(created())}`, { 'content-type': ONE })).body.accepted).toBe(1);
    const zipped = gzipSync(JSON.stringify([created(), created()]));
    expect((await door.post(zipped, { 'content-type': BATCH, 'content-encoding': 'gzip' })).body.accepted).toBe(2);
    const padded = JSON.stringify(created()).padEnd(8 * MiB, ' ');
    expect((await door.post(padded, { 'content-type': ONE })).body.accepted).toBe(1);
    const answer = await door.send(...Array.from({ length: 10_000 }, () => ({ ...created(), type: 'other' })));
    expect(answer).toMatchObject({ status: 200, body: { accepted: 10_000 } });
  });
});

describe('the verdicts', () => {
  it('judges each item by itself, in its place', async () => {
    const [good, other] = [created(), created()];
    const answer = await door.send(good, { ...good, id: 7 }, good, other, { ...other, subject: 'another' }, null, 'text', []);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ accepted: 2, duplicates: 1 });
    expect(answer.body.rejected.map(({ index, id, code }) => [index, id, code])).toEqual([
      [1, null, 'id_must_be_string'],
      [4, other.id, 'id_conflict'],
      [5, null, 'not_an_event'],
      [6, null, 'not_an_event'],
      [7, null, 'not_an_event'],
    ]);
  });

  it('counts a repeat as a duplicate whatever the order of its keys, and changes nothing', async () => {
    const first = created();
    await door.send(first);
    const before = await board();
    const turned = Object.fromEntries(Object.entries(first).toReversed());
    expect((await door.send(turned, first)).body).toEqual({ accepted: 0, duplicates: 2, rejected: [] });
    expect((await board()).totals).toMatchObject({ createdToday: before.totals.createdToday, pending: before.totals.pending });
  });

  it('tells events of two sources apart', async () => {
    const first = created();
    expect((await door.send(first, { ...first, source: '/other' })).body).toMatchObject({ accepted: 2, duplicates: 0 });
  });

  it('keeps a broken line from sinking its neighbours', async () => {
    const text = [JSON.stringify(created()), '{broken', JSON.stringify(created())].join('\n');
    const answer = await door.post(text, { 'content-type': LINES });
    expect(answer.body).toMatchObject({ accepted: 2, rejected: [{ index: 1, id: null, code: 'json_syntax' }] });
  });

  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
  it.each<[string, object | string, string]>([
    ['no id', { id: undefined }, 'field_missing'],
    ['an empty id', { id: '' }, 'field_invalid'],
    ['a number as id', { id: 9_007_199_254_740_992 }, 'id_must_be_string'],
    ['another specversion', { specversion: '0.3' }, 'field_invalid'],
    ['no source', { source: undefined }, 'field_missing'],
    ['a source that is no URI reference', { source: 'a b' }, 'field_invalid'],
    ['no time', { time: undefined }, 'field_missing'],
    ['no subject', { subject: undefined }, 'field_missing'],
    ['30 February', { time: '2026-02-30T00:00:00Z' }, 'timestamp'],
    ['no zone', { time: '2026-02-20T00:00:00' }, 'timestamp'],
    ['another notation', { time: '11/01/2026' }, 'timestamp'],
    ['1989', { time: '1989-12-31T23:59:59Z' }, 'timestamp'],
    ['2101', { time: '2101-01-01T00:00:00Z' }, 'timestamp'],
    ['a second 61', { time: '2026-06-30T12:30:60Z' }, 'timestamp'],
    ['no channel', { data: {} }, 'field_missing'],
    ['a channel that is a number', { data: { channel: 4 } }, 'field_invalid'],
    ['data that is an array', { data: [] }, 'field_invalid'],
    ['data that is a text', { data: 'x' }, 'field_invalid'],
    ['an unknown priority', { data: { channel: 'email', priority: '3' } }, 'field_invalid'],
    ['a due date that is none', { data: { channel: 'email', dueAt: '2026-02-30T00:00:00Z' } }, 'timestamp'],
    ['a score of 6', { type: 'ticket.rated', data: { score: 6 } }, 'field_invalid'],
    ['a score of 4.5', { type: 'ticket.rated', data: { score: 4.5 } }, 'field_invalid'],
    ['a score that is a text', { type: 'ticket.rated', data: { score: '5' } }, 'field_invalid'],
    ['a level of 2^31', { type: 'ticket.escalated', data: { level: 2 ** 31 } }, 'field_invalid'],
    ['a transfer to nowhere', { type: 'ticket.transferred', data: {} }, 'field_missing'],
    ['1e999', '{"channel":"email","extra":1e999}', 'number_range'],
    ['a lone surrogate', '{"channel":"email","summary":"\\ud800"}', 'string_ill_formed'],
    ['a lone surrogate as a key', '{"channel":"email","\\udfff":1}', 'string_ill_formed'],
    ['__proto__', '{"channel":"email","__proto__":{"admin":true}}', 'key_forbidden'],
    ['constructor, deep down', '{"channel":"email","customer":{"constructor":1}}', 'key_forbidden'],
    ['prototype', '{"channel":"email","prototype":1}', 'key_forbidden'],
    ['40 levels', { data: { channel: 'email', deep: deep(40) } }, 'depth'],
  ])('rejects %s', async (_, flaw, code) => {
    const bad =
      typeof flaw === 'string'
        ? JSON.stringify(created()).replace('{"channel":"email"}', () => flaw)
        : JSON.stringify({ ...created(), ...flaw });
    const answer = await door.post(`[${bad},${JSON.stringify(created())}]`, { 'content-type': BATCH });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ accepted: 1, rejected: [{ index: 0, code }] });
    expect(JSON.stringify(answer.body)).not.toContain('admin');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('rejects a lone surrogate in the id without repeating it', async () => {
    const text = JSON.stringify(created()).replace(/"id":"[^"]*"/, '"id":"\\ud800"');
    const answer = await door.post(text, { 'content-type': ONE });
    expect(answer).toMatchObject({ status: 422, body: { rejected: [{ id: null, code: 'string_ill_formed' }] } });
  });

  it('takes a leap second, another zone, the future, and a name for every oddity', async () => {
    const odd = ['constructor', '__proto__', 'a:b', '{x}', '*', 'new\nline', '\u00e9', 'e\u0301', '\u{1f600}'];
    const answer = await door.send(
      created({ time: '2016-12-31T23:59:60Z' }),
      created({ time: '2026-11-18T19:00:00.123456789+08:00' }),
      created({ time: '2100-12-31T23:59:59Z' }),
      created({ time: '1990-01-01T00:00:00Z' }),
      ...odd.map((id) => created({ id, source: '/odd' }, id)),
    );
    expect(answer.body).toEqual({ accepted: 13, duplicates: 0, rejected: [] });
  });
});

describe('the refusals', () => {
  const json = { 'content-type': ONE };
  it.each<[string, string | Uint8Array, Record<string, string>, number, string]>([
    ['broken JSON', '{bad', json, 400, 'json_syntax'],
    ['NaN', '{"id":NaN}', json, 400, 'json_syntax'],
    ['nothing', '', json, 400, 'json_syntax'],
    ['no line that is JSON', '{bad\n{worse', { 'content-type': LINES }, 400, 'json_syntax'],
    ['broken UTF-8', new Uint8Array([0xff, 0xfe]), json, 400, 'utf8'],
    ['a batch that is no array', '{}', { 'content-type': BATCH }, 400, 'batch_no_array'],
    ['broken gzip', 'not gzip', { ...json, 'content-encoding': 'gzip' }, 400, 'gzip_corrupt'],
    ['a header that is not encoded', '', { 'ce-specversion': '1.0', 'ce-id': '%zz' }, 400, 'header_encoding'],
    ['plain text', '{}', { 'content-type': 'text/plain' }, 415, 'content_type'],
    ['plain JSON', '{}', { 'content-type': 'application/json' }, 415, 'content_type'],
    ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'content_type'],
    ['UTF-7', '{}', { 'content-type': `${ONE}; charset=utf-7` }, 415, 'charset'],
    ['brotli', 'x', { ...json, 'content-encoding': 'br' }, 415, 'content_encoding'],
    ['an empty batch', '[]', { 'content-type': BATCH }, 422, 'batch_empty'],
    ['no line at all', '\n \n', { 'content-type': LINES }, 422, 'batch_empty'],
    ['8 MiB and one byte', ' '.repeat(8 * MiB + 1), json, 413, 'body_too_large'],
    ['a gzip bomb', gzipSync(Buffer.alloc(50 * MiB)), { ...json, 'content-encoding': 'gzip' }, 413, 'body_too_large'],
    ['10 001 events', `[${'{},'.repeat(10_000)}{}]`, { 'content-type': BATCH }, 413, 'batch_too_many'],
  ])('answers %s with %#', async (_, body, headers, status, code) => {
    const answer = await door.post(body, headers);
    expect(answer).toMatchObject({ status, body: { status, code, type: `urn:tideboard:problem:${code}` } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('answers 422 with the verdicts when no item could be accepted', async () => {
    const answer = await door.send({ ...created(), id: 1 }, {});
    expect(answer).toMatchObject({ status: 422, body: { code: 'all_rejected', accepted: 0, duplicates: 0 } });
    expect(answer.body.rejected.map(({ index }) => index)).toEqual([0, 1]);
  });

  it('answers 401 without a key or with a wrong one, 403 with one of another scope', async () => {
    const wrong = (await makeKey(server, 'events:write')).slice(0, -3);
    expect(await doorOf(server.url, '').send(created())).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(await doorOf(server.url, `${wrong}abc`).send(created())).toMatchObject({ status: 401 });
    const reader = doorOf(server.url, await makeKey(server, 'board:read'));
    expect(await reader.send(created())).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await doorOf(server.url, await server.adminToken()).send(created())).toMatchObject({ status: 403 });
  });
});

describe('what has no place yet', () => {
  it('keeps an unknown type, and knows it again', async () => {
    const unknown = { ...created(), type: 'com.example.noise', data: 'anything' };
    const { time: _, subject: __, ...bare } = unknown;
    const before = await board();
    expect((await door.send(unknown)).body.accepted).toBe(1);
    expect((await door.send(unknown)).body.duplicates).toBe(1);
    expect((await door.send({ ...bare, id: randomUUID() })).body.accepted).toBe(1);
    expect((await board()).totals).toEqual({ ...before.totals, longestWaitSeconds: expect.any(Number) });
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/unknown/);
  });

  it('[R3] counts an unknown channel as unmapped, and once it exists as if it had always been', async () => {
    const subject = randomUUID();
    const before = await board();
    await door.send(
      event('created', subject, AT, { channel: 'shop' }),
      event('started', subject, '2026-11-18T11:05:00Z'),
      event('completed', subject, '2026-11-18T11:15:00Z'),
    );
    const held = await board();
    expect(held.totals).toMatchObject({ unmapped: before.totals.unmapped + 1, completedToday: before.totals.completedToday });
    const admin = api(server.url, await server.adminToken());
    const put = await admin.put('/channels/shop', { id: 'shop', name: { 'zh-CN': '门店', en: 'Shop' }, type: 'offline' });
    expect(put.status).toBe(201);
    await expect(placed()).resolves.toMatchObject({
      completedToday: 1,
      avgResponseSeconds: 300,
      avgHandleSeconds: 600,
      pending: 0,
    });
    expect((await board()).totals.unmapped).toBe(before.totals.unmapped);
  });

  async function placed() {
    const until = Date.now() + 5000;
    for (;;) {
      const shop = (await board()).channels.find(({ id }) => id === 'shop');
      if (shop?.completedToday || Date.now() > until) return shop;
    }
  }
});

/** The attributes of an event as ce-* headers. */
function attributes(event: ReturnType<typeof created>): Record<string, string> {
  const named = Object.entries(event).filter(([name]) => name !== 'data');
  return Object.fromEntries(named.map(([name, value]) => [`ce-${name}`, encodeURIComponent(String(value))]));
}
