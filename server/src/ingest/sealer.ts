import type { CloudEvent } from '@tideboard/contracts';
import { sealText, unsealText } from '../platform/secret-box.js';

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
export const unseal = (box: string, dataKey: Buffer): { name?: string; phone?: string } =>
  JSON.parse(unsealText(box, dataKey)) as { name?: string; phone?: string };

export const seal = sealText;
