import type { PolicyBody } from '@tideboard/contracts';
import type { Api } from '../api-client/api.js';
import { ACROSS_SECONDS, setUpSeconds } from './moves.js';
import { PROFILES } from './profile.js';

/** Time for a team lead to say no, in site seconds: fifteen real seconds at twenty times the speed. */
const COUNTDOWN_SECONDS = 300;

const setUps = Object.fromEntries(
  PROFILES.map(({ id: from }) => [
    from,
    Object.fromEntries(PROFILES.flatMap(({ id: to }) => (to === from ? [] : [[to, setUpSeconds(from, to)]]))),
  ]),
);

/** How the demo's floor is rebalanced. Where it differs from a real site's settings, the story has to end within four real minutes. */
export const POLICY: PolicyBody = {
  mode: 'confirm',
  countdownSeconds: COUNTDOWN_SECONDS,
  // What people are alarmed by is also what help is asked for here: alert and proposal are seen together.
  triggers: { pending: 50 },
  // Whoever finishes three chats first needs a while.
  confirmSeconds: 2400,
  // Assists end by this alone; moves mostly sooner, when the phone holds without them.
  maxLoanSeconds: 2400,
  limits: {
    switchoverSeconds: ACROSS_SECONDS,
    setupSeconds: setUps,
    // Home after ten minutes where a real floor lends for half an hour.
    minLoanSeconds: 600,
    minDwellSeconds: 600,
  },
};

/** Makes the ACD known as the one that obeys for all channels, and lets the automation act on a countdown. */
export async function switchOnAutomation(admin: Api, { url, secret }: { url: string; secret: string }): Promise<void> {
  await admin.post('/upstreams', { name: 'Demo ACD', url, secret, channels: PROFILES.map(({ id }) => id) });
  await admin.put('/policy', POLICY);
}
