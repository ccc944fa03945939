// Events as an upstream sends them, and the door they go through.
import type { CloudEvent, IngestAnswer, Problem } from '@tideboard/contracts';
import { type Answer, api, type TestServer } from './server.js';

export const BATCH = 'application/cloudevents-batch+json';
export const ONE = 'application/cloudevents+json';
export const LINES = 'application/x-ndjson';

let serial = 0;

/** A ticket's event: `event('started', 'GD1', '2026-11-18T12:00:00Z')`. */
export function event(
  type: string,
  subject: string,
  time: string | number,
  data: object = {},
  more: Partial<CloudEvent> = {},
): CloudEvent {
  return {
    specversion: '1.0',
    id: `e${(serial += 1)}`,
    source: '/test',
    type: type.includes('.') ? type : `ticket.${type}`,
    time: typeof time === 'number' ? new Date(time).toISOString() : time,
    subject,
    data,
    ...more,
  };
}

export type DoorAnswer = Answer<IngestAnswer & Problem>;

export interface Door {
  /** Any body under any headers. */
  post(body: string | Uint8Array, headers: Record<string, string>): Promise<DoorAnswer>;
  /** A JSON batch. */
  send(...events: unknown[]): Promise<DoorAnswer>;
}

/** The door of a server, for the holder of `key`. */
export function doorOf(url: string, key: string): Door {
  const post: Door['post'] = async (body, headers) => {
    const answer = await fetch(`${url}/api/v1/events`, {
      method: 'POST',
      headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers },
      body: body as BodyInit,
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: JSON.parse(text || 'null') as DoorAnswer['body'] };
  };
  return { post, send: (...events) => post(JSON.stringify(events), { 'content-type': BATCH }) };
}

/** A key with these scopes. */
export async function makeKey(server: Pick<TestServer, 'url' | 'adminToken'>, ...scopes: string[]): Promise<string> {
  const { body } = await api(server.url, await server.adminToken()).post<{ key: string }>('/api-keys', { name: 'test', scopes });
  return body.key;
}

export const openDoor = async (server: TestServer): Promise<Door> => doorOf(server.url, await makeKey(server, 'events:write'));
