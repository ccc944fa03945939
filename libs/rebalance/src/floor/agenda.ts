/** A future happening: `run` is called when the clock reaches it. */
interface Entry {
  at: number;
  order: number;
  run: () => void;
}

/** A binary heap of happenings by time; equal times keep the order in which they were entered, which keeps runs identical. */
export class Agenda {
  private readonly heap: Entry[] = [];
  private entered = 0;
  now = 0;

  at(time: number, run: () => void): void {
    const entry = { at: Math.max(time, this.now), order: this.entered++, run };
    let i = this.heap.push(entry) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = this.heap[parent] as Entry;
      if (!before(entry, above)) break;
      this.heap[i] = above;
      i = parent;
    }
    this.heap[i] = entry;
  }

  /** Runs everything up to and including `end`. */
  runUntil(end: number): void {
    for (let first = this.heap[0]; first && first.at <= end; first = this.heap[0]) {
      this.removeFirst();
      this.now = first.at;
      first.run();
    }
    this.now = end;
  }

  private removeFirst(): void {
    const last = this.heap.pop() as Entry;
    const size = this.heap.length;
    if (size === 0) return;
    let i = 0;
    for (let child = 1; child < size; child = 2 * i + 1) {
      const right = this.heap[child + 1];
      if (right && before(right, this.heap[child] as Entry)) child++;
      const below = this.heap[child] as Entry;
      if (!before(below, last)) break;
      this.heap[i] = below;
      i = child;
    }
    this.heap[i] = last;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
