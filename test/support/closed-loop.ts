// What the specs of the closed loop share: a server with an ACD's key, agents by the team, and a floor on which phone drowns.
import { expect } from '@jest/globals';
import type { Board, ReassignmentView } from '@tideboard/contracts';
import { api, eventually, type TestServer } from './server.js';

export type Client = ReturnType<typeof api>;
export interface House {
  server: TestServer;
  admin: Client;
  send(events: object[]): Promise<void>;
}

let serial = 0;

/** Signs in, opens every channel round the clock (what a test finds must not depend on the hour it runs at), and takes a key for events. */
export async function openHouse(server: TestServer): Promise<House> {
  const admin = api(server.url, await server.adminToken());
  for (const id of ['phone', 'web_chat', 'app_chat', 'social', 'email'])
    await admin.patch(`/channels/${id}`, { serviceHours: null });
  const { body } = await admin.post<{ key: string }>('/api-keys', { name: 'acd', scopes: ['events:write'] });
  const send = async (events: object[]): Promise<void> => {
    const answer = await fetch(`${server.url}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${body.key}`, 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(events),
    });
    expect((await answer.json()) as object).toMatchObject({ rejected: [] });
  };
  return { server, admin, send };
}

export const event = (type: string, subject: string, data: object, time: number | Date = Date.now()): object => ({
  specversion: '1.0',
  id: `e${(serial += 1)}`,
  source: '/acd',
  type,
  subject,
  time: new Date(time).toISOString(),
  data,
});

const SKILLS = ['phone', 'web_chat', 'app_chat'];
export const agent = (id: string, channel: string, fields: object = {}, time: number | Date = Date.now() - 60_000): object =>
  event('agent.changed', id, { channel, state: 'available', skills: SKILLS, name: id.toUpperCase(), ...fields }, time);
export const team = (prefix: string, channel: string, size: number, time?: number): object[] =>
  Array.from({ length: size }, (_, i) => agent(`${prefix}${i + 1}`, channel, {}, time));

/** Waits until the reassignment is in the state. */
export const reached = (client: Client, id: string, state: string, ms = 15_000): Promise<ReassignmentView> =>
  eventually(async () => {
    const { body } = await client.get<ReassignmentView>(`/reassignments/${id}`);
    return body.state === state ? body : null;
  }, ms);

export const siteNow = async (client: Client): Promise<number> => Date.parse((await client.get<Board>('/board')).body.at);

/** An hour of calm on phone and app chat, served; then ten minutes in which phone drowns while app chat's people sit idle. */
export function drowningPhone(now: number): object[] {
  const minutes = (n: number): number => now - n * 60_000;
  const served = (channel: string, perMinute: number): object[] =>
    Array.from({ length: 50 * perMinute }, (_, i) => {
      const at = minutes(60) + (i * 60_000) / perMinute;
      const id = `${channel}-${i}`;
      return [
        event('ticket.created', id, { channel }, at),
        event('ticket.started', id, {}, at + 5000),
        event('ticket.completed', id, {}, at + 185_000),
      ];
    }).flat();
  const waiting = Array.from({ length: 70 }, (_, i) =>
    event('ticket.created', `wave-${i}`, { channel: 'phone' }, minutes(10) + i * 8000),
  );
  return [
    ...team('p', 'phone', 5, minutes(70)),
    ...team('a', 'app_chat', 12, minutes(70)),
    ...served('phone', 1),
    ...served('app_chat', 1),
    ...waiting,
  ];
}
