// A4 with what every sheet of paper says at its edges. The edges are only reached through @page, and what they say only through a rule
// that is written when it is known.
import { onBeforeUnmount, watchEffect } from 'vue';

export interface Edges {
  top: string;
  bottom: string;
  language: string;
}

const quoted = (text: string): string => JSON.stringify(text).replaceAll('<', '\\3c ');

export function usePaper(edges: () => Edges | null): void {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  watchEffect(() => {
    const said = edges();
    const pages =
      said?.language === 'en' ? `counter(page) " of " counter(pages)` : `"第 " counter(page) " 页，共 " counter(pages) " 页"`;
    const small = 'font: 9pt sans-serif; color: #555;';
    sheet.replaceSync(
      said
        ? `@page {
            size: A4 portrait;
            margin: 20mm 13mm 18mm;
            @top-left { content: ${quoted(said.top)}; ${small} }
            @bottom-left { content: ${quoted(said.bottom)}; ${small} }
            @bottom-right { content: ${pages}; ${small} }
          }`
        : '',
    );
  });
  onBeforeUnmount(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  });
}
