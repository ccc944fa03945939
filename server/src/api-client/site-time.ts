import type { Board } from '@tideboard/contracts';
import type { Api } from './api.js';

/** Reading it once is not enough: two machines' clocks drift apart, and a service may be started again with another clock. */
const READ_EVERY_MS = 2000;

/**
 * The site clock as the service shows it: read from the board, carried on in between at the rate that the board names. A clock of our
 * own would be right on one machine and seconds off on another, and at 20× a second is twenty.
 */
export class SiteTime {
  private siteMs = 0;
  private readAtMs = -Infinity;
  rate = 1;
  timeZone = 'UTC';

  constructor(private readonly api: Api) {}

  /** Site epoch ms; asks the service when the last reading is old. While it does not answer, the last reading is carried on. */
  async now(): Promise<number> {
    if (performance.now() - this.readAtMs > READ_EVERY_MS) await this.read().catch(this.ifNeverRead);
    return this.siteMs + (performance.now() - this.readAtMs) * this.rate;
  }

  /** Reads the clock now; rejects when the service does not say. */
  async read(): Promise<void> {
    const board = await this.api.get<Pick<Board, 'at' | 'site' | 'timeZone'>>('/board');
    this.readAtMs = performance.now();
    this.siteMs = Date.parse(board.at);
    this.rate = board.site.clockRate;
    this.timeZone = board.timeZone;
  }

  private readonly ifNeverRead = (error: unknown): void => {
    if (this.readAtMs === -Infinity) throw error;
  };
}
