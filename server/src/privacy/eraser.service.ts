import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { CloudEvent } from '@tideboard/contracts';
import { ExportStore } from '../exports/export-store.js';
import type { Log } from '../platform/logging/log.js';
import { LOG } from '../platform/logging/token.js';
import { Loop } from '../platform/loop.js';
import { Lease, RedisConnections } from '../platform/redis/index.js';
import { LogEraser } from '../tickets/log-eraser.service.js';
import { ErasuresStore, type StoredErasure } from './erasures.store.js';
import { customerOf, redact } from './redact.js';

/** Real ms between two looks for something that was approved. */
const LOOK_EVERY_MS = 1000;

/**
 * Forgets customers, once two people have said so. It rewrites their events instead of destroying a key per customer: the door then pays
 * nothing for it, and what people typed about somebody is gone with their name. Every step may be done twice, so a node that dies on the
 * way is made up for by the next.
 */
@Injectable()
export class Eraser implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop = new Loop('eraser', async () => {
    if (await this.lease.held()) await this.step();
    return LOOK_EVERY_MS;
  });

  constructor(
    private readonly store: ErasuresStore,
    private readonly eraser: LogEraser,
    private readonly lease: Lease,
    private readonly exports: ExportStore,
    private readonly redis: RedisConnections,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  wake(): void {
    this.loop.wake();
  }

  private async step(): Promise<void> {
    const approved = (await this.store.all()).find(({ state }) => state === 'approved');
    if (!approved) return;
    const { tickets, events } = await this.erase(this.store.ref(approved) ?? '');
    const counted: StoredErasure = {
      ...approved,
      tickets: (approved.tickets ?? 0) + tickets,
      events: (approved.events ?? 0) + events,
    };
    await this.exports.forgetPersonal();
    const rewritten = await this.rewriteFile();
    await this.store.save(rewritten ? { ...counted, state: 'done', sealed: null, doneAt: Date.now() } : counted);
  }

  /**
   * The file that Redis appends to still tells how everything came about. False while one is being rewritten that began before: then it
   * is done again. Where the file is not ours to rewrite, its owner will.
   */
  private async rewriteFile(): Promise<boolean> {
    try {
      await this.redis.main.call('BGREWRITEAOF');
      return true;
    } catch (error) {
      if (String(error).includes('in progress')) return false;
      this.log.info(`the append-only file was not rewritten: ${String(error)}`);
      return true;
    }
  }

  private async erase(ref: string): Promise<{ tickets: number; events: number }> {
    const subjects = new Set<string>();
    const needle = JSON.stringify(ref);
    await this.eraser.scan((read, text) => {
      if (!text.includes(needle)) return;
      const event = read();
      if (customerOf(event) === ref && event.subject !== undefined && event.type.startsWith('ticket.'))
        subjects.add(event.subject);
    });
    const found = new Map<string, CloudEvent>();
    await this.eraser.scan((read, text, entry) => {
      const event = read();
      const theirs = customerOf(event) === ref || (event.type.startsWith('ticket.') && subjects.has(event.subject ?? ''));
      const left = theirs ? redact(event, this.eraser.topicOf(event)) : null;
      if (left && JSON.stringify(left) !== text) found.set(entry, left);
    });
    await this.eraser.replace(found);
    await this.eraser.anonymise([...subjects]);
    return { tickets: subjects.size, events: found.size };
  }
}
