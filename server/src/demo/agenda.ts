interface Entry {
  at: number;
  /** Two entries of one instant happen in the order in which they were made. */
  serial: number;
  happen: () => void;
}

/** What is to happen when: a binary heap, earliest first. */
export class Agenda {
  private readonly heap: Entry[] = [];
  private serial = 0;

  add(at: number, happen: () => void): void {
    const { heap } = this;
    heap.push({ at, serial: (this.serial += 1), happen });
    for (let i = heap.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!this.before(i, parent)) break;
      this.swap(i, parent);
      i = parent;
    }
  }

  /** Takes the earliest entry at or before `until`. */
  take(until: number): Entry | null {
    const { heap } = this;
    const first = heap[0];
    if (!first || first.at > until) return null;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      this.sink();
    }
    return first;
  }

  private sink(): void {
    for (let i = 0; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if (left < this.heap.length && this.before(left, least)) least = left;
      if (right < this.heap.length && this.before(right, least)) least = right;
      if (least === i) return;
      this.swap(i, least);
      i = least;
    }
  }

  private before(i: number, j: number): boolean {
    const [a, b] = [this.heap[i]!, this.heap[j]!];
    return a.at < b.at || (a.at === b.at && a.serial < b.serial);
  }

  private swap(i: number, j: number): void {
    [this.heap[i], this.heap[j]] = [this.heap[j]!, this.heap[i]!];
  }
}
