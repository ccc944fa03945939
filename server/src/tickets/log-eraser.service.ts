import { Injectable } from '@nestjs/common';
import type { CloudEvent } from '@tideboard/contracts';
import type { Fact, Policy } from '@tideboard/domain';
import { isRefusal, readEvent } from '../ingest/read-event.js';
import { keys, RedisConnections, Script } from '../platform/redis/index.js';
import { eventKey, FORGOTTEN } from './accepted-event.js';
import { renew } from './decide.js';
import { PolicyService } from './policy.service.js';
import { TicketStore } from './ticket-store.js';
import { TicketWriter } from './ticket-writer.service.js';

const swap = new Script(import.meta.url, './swap-log.lua', (raw) => raw === 1);
const PAGE = 1000;
const BATCH = 200;
const MAX_ATTEMPTS = 20;

/** Takes what is personal out of the event log and of tickets, and leaves what the board counts. */
@Injectable()
export class LogEraser {
  constructor(
    private readonly connections: RedisConnections,
    private readonly store: TicketStore,
    private readonly writer: TicketWriter,
    private readonly policies: PolicyService,
  ) {}

  /** Looks at every event that is in the log now; `text` is its entry as it is stored. */
  async scan(look: (event: () => CloudEvent, text: string, entry: string) => Promise<void> | void): Promise<void> {
    const { main } = this.connections;
    const [last] = await main.xrevrange(keys.log, '+', '-', 'COUNT', 1);
    for (let from: string | null = last ? '-' : null; from !== null; ) {
      // oxlint-disable no-await-in-loop -- each page begins where the one before ended
      const page: [string, string[]][] = await main.xrange(keys.log, from, last![0], 'COUNT', PAGE);
      for (const [entry, fields] of page) await look(() => JSON.parse(fields[1]!) as CloudEvent, fields[1]!, entry);
      // oxlint-enable no-await-in-loop
      from = page.length < PAGE ? null : `(${page.at(-1)![0]}`;
    }
  }

  /**
   * Writes the log anew with other events in these entries, in the same places. A later repeat of one of them, with whatever content, is a
   * repeat and changes nothing. Reading everything is what it costs, and the room for a second log meanwhile.
   */
  async replace(replacements: ReadonlyMap<string, CloudEvent>): Promise<void> {
    if (replacements.size === 0) return;
    const { main } = this.connections;
    const known = [...replacements].map(([entry, event]) => [eventKey(event), `${FORGOTTEN} ${entry}`] as const);
    for (let i = 0; i < known.length; i += BATCH)
      // oxlint-disable-next-line no-await-in-loop -- small steps: a long command keeps everybody else waiting
      await main.hset(keys.ids, ...known.slice(i, i + BATCH).flat());
    await main.del(keys.logCopy);
    for (let last = '0-0'; ; ) {
      // oxlint-disable no-await-in-loop -- each page begins where the one before ended
      const page = await main.xrange(keys.log, `(${last}`, '+', 'COUNT', PAGE);
      const copying = main.pipeline();
      for (const [entry, [name, text]] of page as [string, [string, string]][]) {
        const event = replacements.get(entry);
        copying.xadd(keys.logCopy, entry, name, event ? JSON.stringify(event) : text);
      }
      for (const [error] of (await copying.exec())!) if (error) throw error;
      last = page.at(-1)?.[0] ?? last;
      if (page.length < PAGE && (await swap.run(main, [keys.log, keys.logCopy], [last, PAGE]))) return;
      // oxlint-enable no-await-in-loop
    }
  }

  /** What a ticket is about by the event that created it: the one thing that its text tells and that history counts. */
  topicOf(event: CloudEvent): string | null {
    const read = event.type === 'ticket.created' ? readEvent(event, () => '') : null;
    if (!read || isRefusal(read) || read.to !== 'ticket') return null;
    return this.policies.current().policy.topicOf({ ...read, ...read.data });
  }

  /** Takes the customer's reference and words out of these tickets, and with it out of the lists that find them by it. */
  async anonymise(ids: readonly string[]): Promise<void> {
    for (let i = 0; i < ids.length; i += BATCH) {
      const batch = ids.slice(i, i + BATCH);
      for (let attempt = 0; ; attempt++) {
        // oxlint-disable-next-line no-await-in-loop -- each attempt stands on what the one before found
        if (await this.writer.commit((now) => this.#without(batch, now))) break;
        if (attempt === MAX_ATTEMPTS) throw new Error('tickets change faster than they can be anonymised');
      }
    }
  }

  async #without(ids: readonly string[], now: number) {
    const { tickets } = await this.store.records(ids, []);
    const known = new Map([...tickets].filter(([, { facts }]) => facts.some(isPersonal)));
    const { policy } = this.policies.current();
    const facts = [...known].map(([id, record]) => [id, record.facts.map((fact) => nameless(fact, policy))] as const);
    return renew(known, new Map(facts), { policy, now });
  }
}

/** Deleted and not set to undefined: the fact has to be the one that the log tells now, field by field. */
function nameless(fact: Fact, policy: Policy): Fact {
  if (!isPersonal(fact)) return fact;
  const topic = policy.topicOf(fact);
  const rest = { ...fact };
  delete rest.customer;
  delete rest.summary;
  return topic === null ? rest : { ...rest, topic };
}

const isPersonal = ({ customer, summary }: Fact): boolean => customer !== undefined || summary !== undefined;
