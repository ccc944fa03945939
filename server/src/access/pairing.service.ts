// How a screen gets its token without anybody typing one: it shows a code, a person enters the code, the screen's next poll brings
// the token. The code is short because people copy it, so it lives ten minutes, works once, and guessing it is slowed down; the
// poll token never leaves the screen.
import { Injectable } from '@nestjs/common';
import type { DisplayView, PairAnswer, PollAnswer } from '@tideboard/contracts';
import { AppConfig } from '../config/app-config.js';
import { ProblemError } from '../platform/http/problem.js';
import { RedisConnections, keys } from '../platform/redis/index.js';
import { within } from './display-record.js';
import { Displays } from './displays.js';
import type { Principal } from './principal.js';
import { Throttle } from './throttle.js';
import { hashToken, newCode, newToken, readCode } from './tokens.js';

const LIFETIME_MS = 10 * 60_000;
/** Stands in the poll's place until somebody has entered the code. */
const WAITING = 'waiting';

@Injectable()
export class PairingService {
  constructor(
    private readonly redis: RedisConnections,
    private readonly displays: Displays,
    private readonly throttle: Throttle,
    private readonly config: AppConfig,
  ) {}

  /** `local`: the request comes from this very machine. In the demo such a screen needs nobody to let it in. */
  async begin(address: string, local: boolean): Promise<PairAnswer> {
    await this.throttle.check('pairs', address);
    await this.throttle.failed('pairs', address);
    const { token: pollToken, hash } = newToken('poll');
    const code = await this.#reserve(hash);
    const own = local && this.config.autoPairLoopback ? await this.displays.create('This machine', null) : null;
    if (own) await this.redis.main.del(keys.pairing(code));
    await this.redis.main.set(keys.poll(hash), own?.id ?? WAITING, 'PX', LIFETIME_MS);
    return { code, pollToken, expiresAt: new Date(Date.now() + LIFETIME_MS).toISOString() };
  }

  async confirm(
    code: string,
    name: string,
    channels: string[] | null | undefined,
    by: Principal & { address: string },
  ): Promise<DisplayView> {
    const shown = channels === undefined ? by.channels : channels;
    if (!within(shown, by.channels))
      throw new ProblemError(403, 'forbidden', 'A screen may show only channels that you may see.');
    await this.throttle.check('pairing', by.address);
    const pollHash = await this.redis.main.getdel(keys.pairing(readCode(code)));
    if (pollHash === null) {
      await this.throttle.failed('pairing', by.address);
      throw new ProblemError(404, 'code_unknown', 'No screen shows this code; it may have expired.');
    }
    const display = await this.displays.create(name, shown);
    await this.redis.main.set(keys.poll(pollHash), display.id, 'PX', LIFETIME_MS);
    return display;
  }

  async poll(pollToken: string): Promise<PollAnswer> {
    const key = keys.poll(hashToken(pollToken));
    const displayId = await this.redis.main.get(key);
    if (displayId === WAITING) return { token: null, name: null };
    // Deleted before the token is made: of two polls at one moment only one may get it.
    const mine = displayId !== null && (await this.redis.main.del(key)) === 1;
    const issued = mine ? await this.displays.issueToken(displayId) : null;
    if (!issued) throw new ProblemError(404, 'pairing_unknown', 'This pairing has ended; begin again.');
    return issued;
  }

  async #reserve(pollHash: string): Promise<string> {
    for (;;) {
      const code = newCode();
      // oxlint-disable-next-line no-await-in-loop -- a second round is one in a trillion
      if (await this.redis.main.set(keys.pairing(code), pollHash, 'PX', LIFETIME_MS, 'NX')) return code;
    }
  }
}
