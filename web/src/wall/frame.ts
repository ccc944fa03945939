// Everything around the channels: header, footer, margins. Sizes of the design at 1920×1080, scaled to the screen.
import type { Language } from '@tideboard/contracts';
import { type Arrangement, arrange, legiblePx } from './density';

export interface Screen {
  width: number;
  height: number;
  distance: number;
  diagonal: number;
  language: Language;
  channels: number;
}

export interface Frame {
  portrait: boolean;
  /** One pixel of the design. */
  unit: number;
  /** Text of header and footer: 1 at the design's distance, smaller for near readers, larger for far ones. */
  text: number;
  pad: number;
  gap: number;
  header: number;
  footer: number;
  /** Width of header and footer inside their margins, in pixels of the design at their text size. */
  room: number;
  arrangement: Arrangement;
}

const DESIGN_LEGIBLE = 76;
const bounded = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value));

export function frame(screen: Screen): Frame {
  const { width, height } = screen;
  const portrait = height > width;
  const unit = portrait ? Math.min(width / 1080, height / 1920) : Math.min(width / 1920, height / 1080);
  const legible = legiblePx(screen);
  const text = bounded(legible / unit / DESIGN_LEGIBLE, 0.8, portrait ? 1.05 : 1.2);
  const pad = 46 * unit;
  const gap = (screen.channels > 8 ? 8 : 12) * unit;
  const header = (portrait ? 212 : 108) * unit * text;
  const footer = (portrait ? 212 : 128) * unit * text;
  const area = { width: width - 2 * pad, height: height - header - footer - 2.2 * 12 * unit };
  return {
    portrait,
    unit,
    text,
    pad,
    gap,
    header,
    footer,
    room: area.width / unit / text,
    arrangement: arrange({ ...area, channels: Math.max(1, screen.channels), legible, language: screen.language, gap }),
  };
}
