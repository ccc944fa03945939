import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { CloudEvent } from '@tideboard/contracts';

/** Personal fields of an event's customer; nothing else of an event names a person outside. */
const PERSONAL = ['name', 'phone'] as const;

/** The event as the log keeps it: a customer's name and phone only as a sealed box (AES-256-GCM: nonce, tag, text). */
export function sealEvent(event: CloudEvent, dataKey: Buffer): string {
  const data = event.data as { customer?: Record<string, unknown> | null } | undefined;
  const customer = data?.customer;
  if (typeof customer !== 'object' || customer === null || !PERSONAL.some((field) => typeof customer[field] === 'string'))
    return JSON.stringify(event);
  const { name, phone, ...rest } = customer;
  return JSON.stringify({
    ...event,
    data: { ...data, customer: { ...rest, sealed: seal(JSON.stringify({ name, phone }), dataKey) } },
  });
}

/** Throws where the box was sealed with another key or has been touched. */
export function unseal(box: string, dataKey: Buffer): { name?: string; phone?: string } {
  const bytes = Buffer.from(box, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', dataKey, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')) as {
    name?: string;
    phone?: string;
  };
}

export function seal(text: string, dataKey: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', dataKey, nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}
