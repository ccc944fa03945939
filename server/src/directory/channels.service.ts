import { Injectable } from '@nestjs/common';
import type { Channel } from '@tideboard/contracts';
import { type Principal, mayRead } from '../access/principal.js';
import { ProblemError } from '../platform/http/problem.js';
import { patchChannel, readChannel } from './channel-rules.js';
import { DirectoryService } from './directory.service.js';
import { assertDistinctNames } from './distinct-names.js';
import { assertMatches } from './etag.js';

const notFound = () => new ProblemError(404, 'not_found', 'No such channel.');
const find = (channels: readonly Channel[], id: string) => channels.find((channel) => channel.id === id);

/** The registry as the API shows it. */
@Injectable()
export class ChannelsService {
  constructor(private readonly directory: DirectoryService) {}

  list(reader: Principal): Channel[] {
    return this.directory
      .channels()
      .filter(({ id }) => mayRead(reader, id))
      .map((channel) => shownTo(reader, channel));
  }

  /** Another's channel is not found: that it exists is not theirs to know. */
  get(id: string, reader: Principal): Channel {
    const channel = mayRead(reader, id) ? this.directory.channel(id) : undefined;
    if (!channel) throw notFound();
    return shownTo(reader, channel);
  }

  async put(id: string, body: unknown, ifMatch?: string): Promise<{ channel: Channel; created: boolean }> {
    const given = readChannel(id, body);
    const placed = typeof body === 'object' && body !== null && 'position' in body;
    let created = false;
    const { channels } = await this.directory.update(({ site, channels: present }) => {
      const before = find(present, id);
      assertMatches(ifMatch, before);
      created = !before;
      const position = before?.position ?? Math.max(-1, ...present.map((channel) => channel.position)) + 1;
      return { site, channels: withChannel(present, placed ? given : { ...given, position }) };
    });
    return { channel: find(channels, id)!, created };
  }

  async patch(id: string, patch: unknown, ifMatch: string | undefined, by: Principal): Promise<Channel> {
    if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
      throw new ProblemError(422, 'invalid', 'A merge patch is an object.');
    const beyond = Object.keys(patch).some((key) => key !== 'thresholds');
    if (by.role === 'operations' && beyond) throw new ProblemError(403, 'forbidden', 'Operations may change thresholds only.');
    const { channels } = await this.directory.update(({ site, channels: present }) => {
      const before = find(present, id);
      if (!before) throw notFound();
      assertMatches(ifMatch, before);
      return { site, channels: withChannel(present, patchChannel(before, patch)) };
    });
    return find(channels, id)!;
  }

  async remove(id: string, ifMatch?: string): Promise<void> {
    await this.directory.update(({ site, channels: present }) => {
      const before = find(present, id);
      if (!before) throw notFound();
      assertMatches(ifMatch, before);
      return { site, channels: present.filter((channel) => channel.id !== id) };
    });
  }
}

function withChannel(channels: readonly Channel[], channel: Channel): Channel[] {
  assertDistinctNames(channel, channels);
  const others = channels.filter(({ id }) => id !== channel.id);
  return [...others, channel].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/** Who owns a channel and how to reach them is about a person: a screen on a wall has no use for it. */
const shownTo = ({ kind }: Principal, channel: Channel): Channel =>
  kind === 'display' ? { ...channel, owner: null, contact: null } : channel;
