import { Injectable } from '@nestjs/common';
import { type AssignmentRules, defaultAssignmentRules, type Team } from '@tideboard/contracts';
import { ProblemError } from '../platform/http/problem.js';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { RevisedDocument } from './revised-document.js';

/** Teams in their order, and the rules by which the floor recommends people. One document: no rule can name a team that is just going. */
export interface Staffing {
  teams: Team[];
  rules: AssignmentRules;
}

const ATTEMPTS = 10;

@Injectable()
export class StaffingStore {
  private readonly document: RevisedDocument<Partial<Staffing>>;

  constructor(redis: RedisConnections) {
    this.document = new RevisedDocument(redis, keys.staffing);
  }

  /** Read anew each time: a rule holds on every node at once, and the reading is one small command. */
  async read(): Promise<Staffing> {
    return whole((await this.document.load())?.doc);
  }

  /** Applies `change` to the newest document; asked again with the newer one when somebody else was quicker. */
  async update(change: (staffing: Staffing) => Staffing): Promise<Staffing> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      // oxlint-disable no-await-in-loop -- each attempt stands on a fresh reading
      const read = await this.document.load();
      const next = change(whole(read?.doc));
      const rev = read?.rev ?? 0;
      if (await this.document.replace(rev, { rev: rev + 1, doc: next })) return next;
      // oxlint-enable no-await-in-loop
    }
    throw new ProblemError(503, 'busy', 'Teams are being changed by many at once; send it again.', { retryAfter: 1 });
  }
}

/** Fields that came with a later release take their defaults. */
const whole = ({ teams = [], rules }: Partial<Staffing> = {}): Staffing => ({
  teams,
  rules: { ...defaultAssignmentRules(), ...rules },
});
