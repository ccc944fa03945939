import { Logger } from '@nestjs/common';

/**
 * Does one thing again and again, never twice at once, and lives through its failures. setInterval would pile turns up on each other
 * while Redis is slow, and end at the first rejection.
 */
export class Loop {
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private stopped = true;
  private failing = false;

  /** @param step one turn; resolves to the pause before the next (real ms) */
  constructor(
    private readonly name: string,
    private readonly step: () => Promise<number>,
    private readonly afterFailureMs = 200,
  ) {}

  start(): void {
    this.stopped = false;
    this.plan(0);
  }

  /** Resolves when the turn under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.turn;
  }

  /** Takes the next turn now, unless one is under way. */
  wake(): void {
    if (this.stopped || this.timer === undefined) return;
    clearTimeout(this.timer);
    this.plan(0);
  }

  private plan(delayMs: number): void {
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.turn = this.take();
    }, delayMs);
  }

  private async take(): Promise<void> {
    let delay = this.afterFailureMs;
    try {
      delay = await this.step();
      this.failing = false;
    } catch (error) {
      // Once for an outage, not five times a second.
      if (!this.failing) new Logger(this.name).warn(error instanceof Error ? error.message : String(error));
      this.failing = true;
    }
    if (!this.stopped) this.plan(delay);
  }
}
