import { Injectable } from '@nestjs/common';

export type ReadinessCheck = () => Promise<boolean>;
const PATIENCE_MS = 1500;

/** Named checks that the modules bring; ready is when all of them are. */
@Injectable()
export class Readiness {
  readonly #checks = new Map<string, ReadinessCheck>();

  add(name: string, check: ReadinessCheck): void {
    this.#checks.set(name, check);
  }

  async report(): Promise<{ ready: boolean; checks: Record<string, boolean> }> {
    const results = await Promise.all([...this.#checks].map(async ([name, check]) => [name, await inTime(check)] as const));
    return { ready: results.every(([, ok]) => ok), checks: Object.fromEntries(results) };
  }
}

/** A check that hangs is a check that fails: the probe itself has to answer. */
async function inTime(check: ReadinessCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  try {
    return await Promise.race([check(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
