import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { ReassignmentCommand } from '@tideboard/contracts';
import { Webhook } from 'standardwebhooks';
import { type AcdServer, startAcdServer } from './acd-server.js';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
let server: AcdServer;
let heard: ReassignmentCommand[];

beforeEach(async () => {
  heard = [];
  server = await startAcdServer(SECRET, (command) => {
    heard.push(command);
    return { status: 'refused', reason: 'is on a break' };
  });
});
afterEach(() => server.stop());

async function send(message: object, secret = SECRET): Promise<{ status: number; body: unknown }> {
  const [body, at] = [JSON.stringify(message), new Date()];
  const answer = await fetch(server.url, {
    method: 'POST',
    body,
    headers: {
      'webhook-id': 'm1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('m1', at, body),
    },
  });
  return { status: answer.status, body: await answer.json() };
}

it('hears a signed command and says what the floor answers', async () => {
  const answer = await send({ type: 'reassignment.command', id: 'c1' });
  expect(answer).toEqual({ status: 200, body: { status: 'refused', reason: 'is on a break' } });
  expect(heard).toMatchObject([{ id: 'c1' }]);
});

it('hears nothing that another secret has signed, and nothing that is no command', async () => {
  expect(await send({ type: 'reassignment.command' }, `whsec_${Buffer.alloc(24, 8).toString('base64')}`)).toMatchObject({
    status: 401,
  });
  expect(await send({ type: 'tideboard.test' })).toMatchObject({ status: 200 });
  expect((await fetch(server.url)).status).toBe(405);
  expect(heard).toEqual([]);
});
