import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { CLIENT_EVENTS } from './socket-policy.js';

// As text, because Nest's own modules cannot be loaded here; the compiler sees to the rest of the table.
it('knows every message that is listened to', () => {
  const sources = readdirSync(import.meta.dirname).map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'));
  const heard = sources.flatMap((text) => [...text.matchAll(/@SubscribeMessage\('([^']+)'\)/g)].map(([, message]) => message));
  expect(heard.toSorted()).toEqual(Object.keys(CLIENT_EVENTS).toSorted());
});
