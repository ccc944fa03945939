// A rating link is signed and not stored: the same completion gives the same link however often it is asked for, so an upstream whose
// answer got lost may ask again without making the link in the customer's hand a second one, and the store holds nothing that opens
// anything. What it must remember, that a link was used, is the rating itself.
import { createHmac, hkdfSync } from 'node:crypto';
import { hashToken, sameHash } from '../access/tokens.js';

export interface RatingClaim {
  ticket: string;
  /** Epoch ms, whole seconds. */
  expiresAt: number;
}

/** 128 bits: nobody guesses them, and the link still fits into a text message. */
const MAC_BYTES = 16;

/** A key of its own, so that a link can never be taken for anything else that the data key protects. */
export const ratingKey = (dataKey: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), 'tideboard rating link 1', 32));

const macOf = (claim: string, key: Buffer): string =>
  createHmac('sha256', key).update(claim).digest().subarray(0, MAC_BYTES).toString('base64url');

export function signClaim({ ticket, expiresAt }: RatingClaim, key: Buffer): string {
  const claim = `${Math.ceil(expiresAt / 1000).toString(36)}.${Buffer.from(ticket).toString('base64url')}`;
  return `${claim}.${macOf(claim, key)}`;
}

/** The claim that this site signed, or null where it did not. */
export function readClaim(token: string, key: Buffer): RatingClaim | null {
  const [expires, ticket, mac, ...more] = token.split('.');
  if (!expires || !ticket || !mac || more.length > 0) return null;
  if (!sameHash(mac, macOf(`${expires}.${ticket}`, key))) return null;
  return { ticket: Buffer.from(ticket, 'base64url').toString(), expiresAt: Number.parseInt(expires, 36) * 1000 };
}

/** The id of the event that a link's answer becomes: one for each link, and no way back to the link. */
export const ratingEventId = (token: string): string => hashToken(`rating:${token}`);
