// CloudEvents 1.0.2, HTTP protocol binding and JSON format: the cases of the project's conformance suite in our own words. What the
// event log keeps must be the event that was sent, whichever way it came.
import { describe, expect, it } from '@jest/globals';
import { readItems } from './body.js';
import { isRefusal, readEvent } from './read-event.js';

const ATTRIBUTES = {
  specversion: '1.0',
  id: '1234-1234-1234',
  source: '/mycontext/subcontext',
  type: 'com.example.someevent',
  time: '2018-04-05T03:56:24Z',
};

/** The one event of a request as the log keeps it. */
function logged(headers: Record<string, string>, body: string | Buffer): unknown {
  const [item, ...others] = readItems(headers, Buffer.from(body as string));
  const outcome = readEvent(item, (event) => JSON.stringify(event));
  if (isRefusal(outcome) || others.length > 0) throw new Error(JSON.stringify(outcome));
  return JSON.parse(outcome.logEntry);
}
const asHeaders = (attributes: object): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, encodeURIComponent(String(value))]));

describe('binary mode', () => {
  it.each(['application/json', 'application/json; charset=utf-8'])('takes data as %s and keeps the type', (type) => {
    const kept = logged({ ...asHeaders(ATTRIBUTES), 'content-type': type, 'user-agent': 'foo' }, '{ "message": "Hello World!" }');
    expect(kept).toEqual({ ...ATTRIBUTES, datacontenttype: type, data: { message: 'Hello World!' } });
  });

  it('keeps extensions, and values that hold JSON as the text they are', () => {
    const extended = { ...ATTRIBUTES, comexampleextension1: 'value', comexampleextension2: '{"othervalue": 5}' };
    expect(logged({ ...asHeaders(extended), 'content-type': 'application/json' }, '{"world":"hello"}')).toEqual({
      ...extended,
      datacontenttype: 'application/json',
      data: { world: 'hello' },
    });
  });

  const { time: _, ...minimum } = ATTRIBUTES;
  it.each<[string, string, unknown]>([
    ['text/plain; charset=us-ascii', 'Hello, World!', { data: 'Hello, World!' }],
    ['text/plain; charset=utf-8', 'Hello, \u{1f30e}!', { data: 'Hello, \u{1f30e}!' }],
    ['application/json; charset=utf-8', '"Hello, \u{1f30e}!"', { data: 'Hello, \u{1f30e}!' }],
    ['application/json; charset=utf-8', '["Hello","\u{1f30e}!"]', { data: ['Hello', '\u{1f30e}!'] }],
    ['application/xml; charset=utf-8', '<msg>Hello, \u{1f30e}!</msg>', { data: '<msg>Hello, \u{1f30e}!</msg>' }],
    ['application/octet-stream', 'raw', { data_base64: 'cmF3' }],
  ])('takes the least of attributes with %s', (type, body, data) => {
    expect(logged({ ...asHeaders(minimum), 'content-type': type }, body)).toEqual({
      ...minimum,
      datacontenttype: type,
      ...(data as object),
    });
  });
});

describe('structured mode', () => {
  const event = { ...ATTRIBUTES, datacontenttype: 'application/json', data: { message: 'Hello World!' } };
  it.each(['application/cloudevents+json', 'application/cloudevents+json; charset=utf-8'])('takes %s', (type) => {
    expect(logged({ 'content-type': type }, JSON.stringify(event, null, 4))).toEqual(event);
  });

  it('keeps extensions of every JSON type, and data as base64', () => {
    const extended = { ...ATTRIBUTES, flag: true, count: 3, text: 'x', data_base64: 'AQI=' };
    expect(logged({ 'content-type': 'application/cloudevents+json' }, JSON.stringify(extended))).toEqual(extended);
  });
});
