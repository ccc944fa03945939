// Names that would be taken for one another, as a fault of the cell they stand in. Pure.
import type { LocalisedText } from '@tideboard/contracts';
import { assertDistinctNames } from '../directory/distinct-names.js';
import { ProblemError } from '../platform/http/problem.js';
import type { ReadSheet, SheetRow } from './read-sheet.js';
import { Fault } from './spelling.js';

interface Named {
  id: string;
  name: LocalisedText;
}

/** @param what what they are: `channel`, `team` */
export function distinct(read: ReadSheet, row: SheetRow, [one, ...others]: readonly Named[], what: string): void {
  try {
    assertDistinctNames(one!, others, what);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { path, message } = error.extras.errors![0]!;
    const fault = new Fault('name_confusable', message, { channel: message.split(' ').at(-1)! });
    read.fault(row, path.slice(1).replaceAll('/', '.'), fault);
  }
}
