import { Injectable } from '@nestjs/common';
import {
  type FieldError,
  fieldError,
  type NotificationTargetBody,
  type NotificationTargetPatch,
  type NotificationTargetView,
} from '@tideboard/contracts';
import { randomBytes, randomUUID } from 'node:crypto';
import { DirectoryService } from '../directory/directory.service.js';
import { ProblemError } from '../platform/http/problem.js';
import { isSecret, isWebUrl } from '../platform/http/webhook.js';
import { DeliveryStore } from './delivery-store.js';
import { MessageWriter } from './message-writer.service.js';
import { Sender } from './sender.service.js';
import { afterFailure, afterSuccess, amended, fresh, shownUrl, viewOf } from './target.js';
import { TargetStore } from './target-store.js';

/** Whom to tell, as an admin manages it. */
@Injectable()
export class NotificationDesk {
  constructor(
    private readonly targets: TargetStore,
    private readonly deliveries: DeliveryStore,
    private readonly sender: Sender,
    private readonly writer: MessageWriter,
    private readonly directory: DirectoryService,
  ) {}

  async list(): Promise<NotificationTargetView[]> {
    const [targets, deliveries] = await Promise.all([this.targets.all(), this.deliveries.all()]);
    return targets.map((target) => viewOf(target, deliveries.filter(({ delivery }) => delivery.target === target.id).length));
  }

  /** The secret is in this answer and in no other; null where the receiver has none, or brought its own. */
  async add({ url, secret, ...body }: NotificationTargetBody): Promise<NotificationTargetView & { secret: string | null }> {
    refuse([...urlErrors(url), ...secretErrors(body.format, secret), ...this.channelErrors(body.channels)]);
    const made = body.format === 'standard' && secret === undefined ? `whsec_${randomBytes(24).toString('base64')}` : null;
    const target = {
      ...body,
      id: randomUUID(),
      shownUrl: shownUrl(url, body.format),
      enabled: true,
      addedAt: Date.now(),
      health: fresh,
    };
    const stored = await this.targets.add(target, { url, secret: made ?? secret ?? null });
    return { ...viewOf(stored, 0), secret: made };
  }

  async change(id: string, patch: NotificationTargetPatch): Promise<NotificationTargetView> {
    refuse(this.channelErrors(patch.channels ?? null));
    const target = await this.targets.update(id, (seen) => amended(seen, patch));
    if (!target) throw new ProblemError(404, 'not_found', 'No such target.');
    return viewOf(target, 0);
  }

  async remove(id: string): Promise<void> {
    if (!(await this.targets.remove(id))) throw new ProblemError(404, 'not_found', 'No such target.');
    await this.deliveries.forget(id);
  }

  /** Sends a test message now and tells what came back. */
  async test(id: string): Promise<{ ok: boolean; problem: string | null }> {
    const target = await this.targets.find(id);
    if (!target) throw new ProblemError(404, 'not_found', 'No such target.');
    const body = this.writer.write({ type: 'tideboard.test' }, target);
    const sent = await this.sender.send(target, { id: `test_${randomUUID()}`, body });
    const now = Date.now();
    if (sent.is === 'sent') await this.targets.update(id, (seen) => afterSuccess(seen, now));
    // A test that fails is shown at once: it must not bring a target nearer to being switched off.
    else if (sent.is === 'failed')
      await this.targets.update(id, (seen) => {
        const failed = afterFailure(seen, { problem: sent.problem, gone: false, now });
        return {
          ...failed,
          health: { ...failed.health, failingSince: seen.health.failingSince, disabledBecause: seen.health.disabledBecause },
        };
      });
    return { ok: sent.is === 'sent', problem: sent.is === 'failed' ? sent.problem : null };
  }

  private channelErrors(channels: readonly string[] | null): FieldError[] {
    return (channels ?? []).flatMap((id, i) =>
      this.directory.channel(id) ? [] : [fieldError(`/channels/${i}`, 'unknown_channel', { id })],
    );
  }
}

const urlErrors = (url: string): FieldError[] => (isWebUrl(url) ? [] : [fieldError('/url', 'web_url')]);

function secretErrors(format: NotificationTargetBody['format'], secret: string | undefined): FieldError[] {
  if (secret === undefined) return [];
  if (format === 'wecom') return [fieldError('/secret', 'secret_unwanted')];
  if (format !== 'standard' || isSecret(secret)) return [];
  return [fieldError('/secret', 'secret_form')];
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw new ProblemError(422, 'invalid', 'The body does not have the expected shape.', { errors });
}
