import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';

// argon2id is the library's default algorithm. 19 MiB and two passes: about 25 ms here.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** The same password typed on two keyboards may arrive composed or decomposed. */
const normal = (password: string) => password.normalize('NFKC');

/** At most this many at once: each takes 19 MiB and a pool thread, and a flood of sign-ins must not starve file and DNS work. */
const LIMIT = 3;
let running = 0;
const waiting: (() => void)[] = [];

async function limited<T>(work: () => Promise<T>): Promise<T> {
  if (running >= LIMIT) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

export const hashPassword = (password: string): Promise<string> => limited(() => hash(normal(password), COST));

const decoy = hash(randomBytes(16).toString('hex'), COST);

/**
 * Checks a password; without a hash it does the same work for nothing, so that the delay does not tell who has an account. `gate` runs
 * when its turn has come: asked before the queue, a thousand guesses sent at once would all pass a throttle that has seen none fail.
 */
export async function verifyPassword(stored: string | null, password: string, gate: () => Promise<void>): Promise<boolean> {
  const against = stored ?? (await decoy);
  const right = await limited(async () => {
    await gate();
    return verify(against, normal(password));
  });
  return stored !== null && right;
}
