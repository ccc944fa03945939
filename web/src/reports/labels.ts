/** `2026-11-18` → `11-18`, an hour → `11-18 09:00`: the site's own clock, as the report says it. */
export const bucketLabel = (at: string, grain: string): string =>
  grain === 'hour' || grain === '5min'
    ? at.slice(5, 16).replace('T', ' ')
    : at.slice(grain === 'day' || grain === 'week' ? 5 : 0);
