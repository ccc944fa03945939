import type { Language } from '@tideboard/contracts';
import { BAR_EM, type Figure, FIGURE_EM, MARK_EM, NAME_EM, PENDING_EM } from './density';

/**
 * The columns of a line, the same string for headings and rows, so that they stay under one another. Widths are em of the figure's text;
 * what is left over goes to name, bar and trend, which use it, and little to gaps between numbers, which the eye must then bridge.
 */
export function lineColumns(figures: readonly Figure[], language: Language): string {
  const name = `minmax(${MARK_EM - 0.6 + NAME_EM[language]}em, 1fr)`;
  const rest = figures.flatMap((figure) => {
    if (figure === 'agents') return [];
    const em = FIGURE_EM[language][figure];
    return [figure === 'trend' ? `minmax(${em}em, 1.4fr)` : `minmax(${em}em, 0.2fr)`];
  });
  return [name, `${PENDING_EM}em`, `minmax(${BAR_EM}em, 1fr)`, ...rest].join(' ');
}
