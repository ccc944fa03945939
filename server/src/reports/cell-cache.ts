import type { DayCells } from './rollup-store.js';

/** A cut that this node has at hand: when it was last known to be the newest (real ms), and what it cost to make. */
export interface HeldCells extends DayCells {
  checkedAt: number;
  costMs: number;
}

/** Cells over all that is held: some 100 MB at the most. */
const MAX_CELLS = 400_000;

/** The cuts that were read last, up to a number of cells. */
export class CellCache {
  private readonly held = new Map<string, HeldCells>();
  private cells = 0;

  get(name: string): HeldCells | undefined {
    const found = this.held.get(name);
    if (found) this.put(name, found);
    return found;
  }

  put(name: string, cut: HeldCells): void {
    this.drop(name);
    this.held.set(name, cut);
    this.cells += cut.cells.length;
    for (const oldest of this.held.keys()) {
      if (this.cells <= MAX_CELLS || oldest === name) break;
      this.drop(oldest);
    }
  }

  private drop(name: string): void {
    this.cells -= this.held.get(name)?.cells.length ?? 0;
    this.held.delete(name);
  }
}
