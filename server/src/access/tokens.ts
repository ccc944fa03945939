import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** What a token opens; the prefix lets a leaked one be recognised by people and scanners. */
const PREFIX = { session: 'tbs', key: 'tbk', display: 'tbd', poll: 'tbp' } as const;
export type TokenKind = keyof typeof PREFIX;

/** The store knows tokens only by this: who reads the store cannot sign in with what is there. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

export const newId = (): string => randomBytes(9).toString('hex');

/** A fresh opaque token. `id` names the record it belongs to, where the token outlives a session. */
export function newToken(kind: TokenKind, id = newId()): { token: string; hash: string; id: string } {
  const token = `${PREFIX[kind]}_${id}_${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashToken(token), id };
}

const SHAPE = /^(tb[skdp])_([0-9a-f]{18})_[A-Za-z0-9_-]{43}$/;

/** What a token claims to be, or null where it is none of ours; nothing is proven yet. */
export function readToken(token: string): { kind: TokenKind; id: string } | null {
  const match = SHAPE.exec(token);
  const kind = (Object.keys(PREFIX) as TokenKind[]).find((name) => PREFIX[name] === match?.[1]);
  return match && kind ? { kind, id: match[2]! } : null;
}

/** Compares in equal time, so that an answer's delay does not spell the hash. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** 32 signs that people can read off a wall: no 0 and O, no 1 and I. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const newCode = (): string => Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
/** What somebody typed: lower case and gaps are how people copy a code. */
export const readCode = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');
