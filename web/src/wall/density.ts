// What fits on a wall that is read from afar. Pure: a screen, a distance and a number of channels in, an arrangement and a text size out.
//
// Reading: a capital letter of 1/200 of the distance (FAA: about 17 minutes of arc) is what one reads at a glance. The key figures,
// pending and the state's shape, are about that high. Figures that explain them are 0.54 of it, readable by those who know what
// stands where; their labels 0.27, which are read once. The full rule for all text would leave three numbers a channel on a 65-inch
// screen at 8 m, and a floor that wants only those sets a larger distance.
//
// Dropping: when a set of figures would be too small, the next of DROP_ORDER goes. State, pending and longest wait always stay.
import type { Language } from '@tideboard/contracts';

export const FIGURES = [
  'longestWait',
  'inProgress',
  'completed',
  'avgResponse',
  'avgHandle',
  'timeouts',
  'satisfaction',
  'trend',
  'agents',
] as const;
export type Figure = (typeof FIGURES)[number];

/** From what explains the past to what says where it goes; agents stand in the name's second line and cost least. */
export const DROP_ORDER: readonly Figure[] = [
  'avgHandle',
  'inProgress',
  'avgResponse',
  'completed',
  'agents',
  'satisfaction',
  'trend',
  'timeouts',
];

export interface WallArea {
  /** Of the part that channels may fill, in CSS pixels. */
  width: number;
  height: number;
  channels: number;
  /** Height in pixels of text that is legible at a glance, from `legiblePx`. */
  legible: number;
  language: Language;
  gap: number;
}

export interface Arrangement {
  /** `line`: one table row per channel under common headings. `card`: two and more lines, each figure with its own label. */
  shape: 'line' | 'card';
  columns: number;
  rows: number;
  /** Figures in a line of a card. */
  perRow: number;
  figures: Figure[];
  /** Font size of a figure in pixels; everything inside a channel is set in em of it. */
  size: number;
  /** How much larger the first line of a card is set: what height is left over makes the key figures larger. */
  lead: number;
  /** Height of a card's trend in em: it takes what is still left. */
  trendEm: number;
}

const FIGURE_SHARE = 0.54;

/** Widths in em of a figure's text size, the wider of its values and its heading. */
export const FIGURE_EM: Record<Language, Record<Exclude<Figure, 'agents'>, number>> = {
  'zh-CN': {
    longestWait: 3.6,
    inProgress: 2.4,
    completed: 2.5,
    avgResponse: 2.7,
    avgHandle: 2.7,
    timeouts: 2.4,
    satisfaction: 2.9,
    trend: 3.6,
  },
  en: {
    longestWait: 3.6,
    inProgress: 2.5,
    completed: 2.8,
    avgResponse: 3.05,
    avgHandle: 3.05,
    timeouts: 2.5,
    satisfaction: 3.2,
    trend: 3.4,
  },
};
export const NAME_EM: Record<Language, number> = { 'zh-CN': 5.2, en: 6.1 };
export const GAP_EM = 0.35;
/** Edge, padding and the state's shape of a line; pending number; its bar. */
export const MARK_EM = 2.1;
export const PENDING_EM = 3.15;
export const BAR_EM = 2.3;
export const END_EM = 0.55;
const HEAD_EM = 1.35;
const LINE_EM = 2;
const CARD_FIGURE_EM: Record<Language, number> = { 'zh-CN': 3.7, en: 3.9 };
const CARD_NAME_EM: Record<Language, number> = { 'zh-CN': 6.2, en: 7 };
const CARD_TOP_EM = 1.9;
const CARD_ROW_EM = 2.04;
const CARD_PAD_EM = 0.45;
const LARGEST_LEAD = 1.7;
const TREND_EM = 1.1;
const TALLEST_TREND_EM = 6;

/** Font size whose capitals (0.7 em) are 1/200 of the distance high, on a screen of that diagonal. */
export function legiblePx(screen: { width: number; height: number; distance: number; diagonal: number }): number {
  const pxPerMm = Math.hypot(screen.width, screen.height) / (screen.diagonal * 25.4);
  return ((screen.distance * 1000) / 200 / 0.7) * pxPerMm;
}

export function arrange(area: WallArea): Arrangement {
  const enough = area.legible * FIGURE_SHARE;
  let best = roomiest(area, [...FIGURES]);
  for (let dropped = 1; dropped <= DROP_ORDER.length && best.size < enough; dropped++) {
    const gone = DROP_ORDER.slice(0, dropped);
    best = roomiest(
      area,
      FIGURES.filter((figure) => !gone.includes(figure)),
    );
  }
  return best;
}

/**
 * The arrangement with the largest text for these figures. A line, whose columns one can read down, is worth a fifth; among equal cards
 * the one with more figures abreast, or a narrow screen would get them all in one column.
 */
function roomiest(area: WallArea, figures: Figure[]): Arrangement {
  const worth = (it: Arrangement) => it.size * (it.shape === 'line' ? 1.2 : 1 + 0.02 * it.perRow);
  return candidates(area, figures).reduce((best, it) => (worth(it) > worth(best) ? it : best));
}

function candidates(area: WallArea, figures: Figure[]): Arrangement[] {
  const portrait = area.height > area.width;
  const all = portrait || area.channels <= 6 ? [1] : [1, 2];
  return all.flatMap((columns) => {
    const rows = Math.max(1, Math.ceil(area.channels / columns));
    const shown = figures.filter((figure) => figure !== 'agents').length;
    const cards = Array.from({ length: shown }, (_, i) => card(area, { figures, columns, rows, perRow: i + 1 }));
    return [line(area, { figures, columns, rows }), ...cards];
  });
}

const cellWidth = (area: WallArea, columns: number) => (area.width - (columns - 1) * area.gap * 2) / columns;

function line(area: WallArea, plan: { figures: Figure[]; columns: number; rows: number }): Arrangement {
  const widths = FIGURE_EM[area.language];
  const figures = plan.figures.reduce((sum, figure) => sum + (figure === 'agents' ? 0 : widths[figure] + GAP_EM), 0);
  const em = MARK_EM + NAME_EM[area.language] + PENDING_EM + BAR_EM + 2 * GAP_EM + figures + END_EM;
  const byWidth = cellWidth(area, plan.columns) / em;
  const byHeight = (area.height - plan.rows * area.gap) / (HEAD_EM + plan.rows * LINE_EM);
  return { shape: 'line', ...plan, perRow: plan.figures.length, size: Math.min(byWidth, byHeight), lead: 1, trendEm: TREND_EM };
}

function card(area: WallArea, plan: { figures: Figure[]; columns: number; rows: number; perRow: number }): Arrangement {
  const shown = plan.figures.filter((figure) => figure !== 'agents').length;
  const top = MARK_EM + CARD_NAME_EM[area.language] + PENDING_EM + BAR_EM + 2 * GAP_EM;
  const em = Math.max(top, plan.perRow * CARD_FIGURE_EM[area.language] + 1);
  const below = Math.ceil(shown / plan.perRow) * CARD_ROW_EM + CARD_PAD_EM;
  const width = cellWidth(area, plan.columns);
  const height = (area.height - (plan.rows - 1) * area.gap) / plan.rows;
  const size = Math.min(width / em, height / (CARD_TOP_EM + below));
  const lead = Math.max(1, Math.min(LARGEST_LEAD, width / size / top, (height / size - below) / CARD_TOP_EM));
  const left = height / size - below - lead * CARD_TOP_EM;
  return { shape: 'card', ...plan, size, lead, trendEm: Math.min(TALLEST_TREND_EM, TREND_EM + Math.max(0, left - 0.5) * 0.6) };
}
