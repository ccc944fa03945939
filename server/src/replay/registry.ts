import type { Channel } from '@tideboard/contracts';
import type { Api } from '../api-client/api.js';
import type { Recording } from './recording.js';

export function channelsIn({ events }: Recording): string[] {
  const named = events.flatMap(({ event }) => (event.data as { channel?: string } | undefined)?.channel ?? []);
  return [...new Set(named)].sort();
}

/** Puts the recording's channels into the registry where they are missing; those that are there stay as people set them up. */
export async function prepareChannels(api: Api, recording: Recording): Promise<string[]> {
  const known = new Set((await api.get<Channel[]>('/channels')).map(({ id }) => id));
  const missing = channelsIn(recording).filter((id) => !known.has(id));
  // oxlint-disable no-await-in-loop -- each is a new version of the one registry
  for (const id of missing) await api.put(`/channels/${id}`, recording.dataSet.channel(id));
  // oxlint-enable no-await-in-loop
  return missing;
}

/** A service that only shows this recording needs no other channels. */
export async function removeOtherChannels(api: Api, recording: Recording): Promise<void> {
  const wanted = new Set(channelsIn(recording));
  for (const { id } of await api.get<Channel[]>('/channels')) {
    // oxlint-disable-next-line no-await-in-loop -- see above
    if (!wanted.has(id)) await api.delete(`/channels/${id}`);
  }
}
