import { Injectable } from '@nestjs/common';
import { fieldError, type UpstreamView } from '@tideboard/contracts';
import { randomBytes, randomUUID } from 'node:crypto';
import { DirectoryService } from '../directory/directory.service.js';
import { ProblemError } from '../platform/http/problem.js';
import { isSecret, isWebUrl } from '../platform/http/webhook.js';
import { UpstreamStore } from './upstream-store.js';
import { deliver } from './webhook.js';

interface Asked {
  name: string;
  url: string;
  channels: string[];
  secret?: string | undefined;
}

const TEST_TIMEOUT_MS = 10_000;

/** The systems that obey commands, as an admin manages them. */
@Injectable()
export class Upstreams {
  constructor(
    private readonly store: UpstreamStore,
    private readonly directory: DirectoryService,
  ) {}

  list(): Promise<UpstreamView[]> {
    return this.store.list();
  }

  /** The secret is in this answer and in no other. */
  async add({
    name,
    url,
    channels,
    secret = `whsec_${randomBytes(24).toString('base64')}`,
  }: Asked): Promise<UpstreamView & { secret: string }> {
    const errors = [
      ...(isWebUrl(url) ? [] : [fieldError('/url', 'web_url')]),
      ...(isSecret(secret) ? [] : [fieldError('/secret', 'secret_form')]),
      ...channels.flatMap((id, i) =>
        this.directory.channel(id) ? [] : [fieldError(`/channels/${i}`, 'unknown_channel', { id })],
      ),
    ];
    if (errors.length > 0) throw new ProblemError(422, 'invalid', 'The body does not have the expected shape.', { errors });
    const upstream = { id: randomUUID(), name, url, channels, secret };
    await this.store.put(upstream);
    return upstream;
  }

  async remove(id: string): Promise<void> {
    if (!(await this.store.remove(id))) throw new ProblemError(404, 'not_found', 'No such upstream.');
  }

  /** Sends a signed test message and tells what came back. */
  async test(id: string): Promise<{ ok: boolean; problem: string | null }> {
    const upstream = await this.store.find(id);
    if (!upstream) throw new ProblemError(404, 'not_found', 'No such upstream.');
    const message = { id: `test_${randomUUID()}`, body: JSON.stringify({ type: 'tideboard.test', upstream: id }) };
    const answer = await deliver(upstream, message, { timeoutMs: TEST_TIMEOUT_MS, stop: new AbortController().signal });
    return { ok: answer.is === 'answer', problem: 'problem' in answer ? answer.problem : null };
  }
}
