// The page's colours, for a canvas that knows no style sheets.
export interface Ink {
  text: string;
  dim: string;
  line: string;
  panel: string;
  accent: string;
  soft: string;
  ok: string;
  watch: string;
  breach: string;
  font: string;
}

export function readInk(element: Element): Ink {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: of('--text'),
    dim: of('--dim'),
    line: of('--line'),
    panel: of('--panel'),
    accent: of('--move'),
    soft: of('--move-soft'),
    ok: of('--ok-fill') || of('--ok'),
    watch: of('--watch-fill') || of('--watch'),
    breach: of('--breach-fill') || of('--breach'),
    font: style.fontFamily,
  };
}
