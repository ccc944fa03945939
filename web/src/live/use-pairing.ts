import type { PairAnswer, PollAnswer } from '@tideboard/contracts';
import { onScopeDispose, type Ref, ref } from 'vue';
import { backoffMs } from './backoff';
import { post } from './http';

const POLL_MS = 2_000;

export interface UsePairingReturn {
  /** Null until it is known that somebody has to type it: a screen that pairs by itself shows no code for a blink. */
  code: Ref<string | null>;
  secondsLeft: Ref<number>;
  reachable: Ref<boolean>;
}

/** Asks for a pairing code, shows it, polls until somebody has entered it, and asks for the next one when it expires. */
export function usePairing(onToken: (token: string) => void): UsePairingReturn {
  const code = ref<string | null>(null);
  const secondsLeft = ref(0);
  const reachable = ref(true);
  let pair: PairAnswer | null = null;
  let expiresAt = 0;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  async function ask(): Promise<number> {
    const { status, body, servedAt } = await post<PairAnswer>('/displays/pair', {});
    if (!body) return failed(status);
    pair = body;
    expiresAt = performance.now() + Math.max(5_000, Date.parse(body.expiresAt) - servedAt);
    return 0;
  }

  async function poll(held: PairAnswer): Promise<number> {
    const { status, body } = await post<PollAnswer>('/displays/poll', { pollToken: held.pollToken });
    if (status === 404 || status === 410) {
      pair = null;
      return 0;
    }
    if (!body) return failed(status);
    reachable.value = true;
    failures = 0;
    if (body.token) onToken(body.token);
    else code.value = held.code;
    return POLL_MS;
  }

  function failed(status: number): number {
    reachable.value = status !== 0 && status < 500;
    return backoffMs(++failures, Math.random());
  }

  async function step() {
    if (pair && performance.now() >= expiresAt) pair = null;
    const wait = pair ? await poll(pair) : await ask();
    if (!over) timer = setTimeout(step, wait);
  }

  void step();
  const countdown = setInterval(() => {
    secondsLeft.value = Math.max(0, Math.ceil((expiresAt - performance.now()) / 1000));
  }, 500);
  onScopeDispose(() => {
    over = true;
    clearTimeout(timer);
    clearInterval(countdown);
  });
  return { code, secondsLeft, reachable };
}
