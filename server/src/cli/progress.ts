import { SingleBar } from 'cli-progress';

export interface Progress {
  update(done: number): void;
  stop(): void;
}

const LINE_EVERY_MS = 2000;

/** A bar on a terminal, a line now and then anywhere else: a log full of carriage returns helps nobody. On stderr, stdout is for results. */
export function progress(what: string, total: number): Progress {
  if (process.stderr.isTTY) {
    const bar = new SingleBar({
      format: `${what} {bar} {value}/{total} · {eta_formatted} left`,
      stream: process.stderr,
      hideCursor: true,
    });
    bar.start(total, 0);
    return { update: (done) => bar.update(done), stop: () => bar.stop() };
  }
  let saidAt = performance.now();
  return {
    update: (done) => {
      if (performance.now() - saidAt < LINE_EVERY_MS) return;
      saidAt = performance.now();
      process.stderr.write(`${what} ${done}/${total}\n`);
    },
    stop: () => {},
  };
}
