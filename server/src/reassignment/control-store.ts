import { Injectable } from '@nestjs/common';
import { ProblemError } from '../platform/http/problem.js';
import { channels as feeds, keys, RedisConnections, Script } from '../platform/redis/index.js';
import { type Control, defaultControl, viewOfControl } from './control.js';
import { toldOfControl } from './told.js';

const script = new Script(import.meta.url, './control.lua', (raw) => raw === 1);
const ATTEMPTS = 10;

/** The policy, the pause and the state of the automation: one document of the site. */
@Injectable()
export class ControlStore {
  constructor(private readonly connections: RedisConnections) {}

  /** Read anew each time: a pause must hold on every node at once, and the reading is one small command. */
  async read(): Promise<Control> {
    return parse(await this.connections.main.get(keys.control));
  }

  /** Applies `edit` to the newest document; the same object back means no change. */
  async update(edit: (control: Control) => Control): Promise<Control> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      // oxlint-disable no-await-in-loop -- each attempt stands on a fresh reading
      const stored = await this.connections.main.get(keys.control);
      const before = parse(stored);
      const next = edit(before);
      if (next === before) return before;
      const done = await script.run(
        this.connections.main,
        [keys.meta, keys.changed, keys.control, keys.automation, keys.outbox],
        [stored ?? '', JSON.stringify(next), JSON.stringify(viewOfControl(next)), feeds.feed, toldOfControl(before, next)],
      );
      if (done) return next;
      // oxlint-enable no-await-in-loop
    }
    throw new ProblemError(409, 'conflict', 'The policy is being changed by others; try again.');
  }
}

/** Fields that came with a later release take their defaults. */
function parse(stored: string | null): Control {
  const base = defaultControl();
  if (stored === null) return base;
  const held = JSON.parse(stored) as Control;
  return {
    ...base,
    ...held,
    policy: { ...base.policy, ...held.policy, limits: { ...base.policy.limits, ...held.policy.limits } },
  };
}
