import { Injectable } from '@nestjs/common';
import { SETUP_STEPS, type SetupMark, type SetupPatch, type SetupView } from '@tideboard/contracts';
import { ApiKeys } from '../access/api-keys.js';
import { DirectoryService } from '../directory/directory.service.js';
import { keys, RedisConnections } from '../platform/redis/index.js';

const ONCE = ['opened', 'finished', 'dismissed'] as const;

/** Remembers how far the set-up of the site has come. It bars nothing and opens nothing. */
@Injectable()
export class SetupService {
  constructor(
    private readonly redis: RedisConnections,
    private readonly apiKeys: ApiKeys,
    private readonly directory: DirectoryService,
  ) {}

  async view(): Promise<SetupView> {
    const [held, systems] = await Promise.all([this.redis.main.hgetall(keys.setup), this.apiKeys.list()]);
    const marks = SETUP_STEPS.map((step) => [step, (held[step] as SetupMark | undefined) ?? null]);
    const channels = this.directory.channels().length;
    return {
      steps: Object.fromEntries(marks) as SetupView['steps'],
      fresh: systems.length === 0 && ONCE.every((mark) => held[mark] === undefined),
      finished: held['finished'] !== undefined,
      dismissed: held['dismissed'] !== undefined,
      lacks: [...(channels === 0 ? (['channels'] as const) : []), ...(systems.length === 0 ? (['keys'] as const) : [])],
    };
  }

  async change({ steps = {}, ...once }: SetupPatch): Promise<SetupView> {
    const entries = [...Object.entries(steps), ...ONCE.flatMap((mark) => (once[mark] ? [[mark, 'true'] as const] : []))];
    const gone = entries.filter(([, mark]) => mark === null).map(([name]) => name);
    const set = entries.flatMap(([name, mark]) => (typeof mark === 'string' ? [name, mark] : []));
    if (gone.length > 0) await this.redis.main.hdel(keys.setup, ...gone);
    if (set.length > 0) await this.redis.main.hset(keys.setup, ...set);
    return this.view();
  }
}
