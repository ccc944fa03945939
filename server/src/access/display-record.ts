import type { DisplayView, ScreenSettings } from '@tideboard/contracts';

/** What a screen is asked to do once; a new one has another `at`. */
export interface Order {
  what: 'identify' | 'reload';
  /** Epoch ms. */
  at: number;
}

export interface StoredDisplay {
  id: string;
  name: string;
  channels: string[] | null;
  /** null until the screen has fetched its token. */
  hash: string | null;
  createdAt: number;
  settings?: Partial<ScreenSettings>;
  order?: Order;
}

/** When a screen was last connected, and with which build of the web app. */
export interface Seen {
  at: number;
  build: string | null;
}

const OPEN: ScreenSettings = { language: null, theme: null, distanceMetres: null, diagonalInches: null, rotateSeconds: null };
export const settingsOf = ({ settings }: Pick<StoredDisplay, 'settings'>): ScreenSettings => ({ ...OPEN, ...settings });

/** True when everything in `inner` lies in `outer`; null is every channel. */
export function within(inner: string[] | null, outer: string[] | null): boolean {
  if (outer === null) return true;
  return inner !== null && inner.every((channel) => outer.includes(channel));
}

/** @param served the web build that this server serves */
export function viewOf(stored: StoredDisplay, seen: Seen | null, served: string | null): DisplayView {
  const { id, name, channels, createdAt } = stored;
  const build = seen?.build ?? null;
  return {
    id,
    name,
    channels,
    createdAt: new Date(createdAt).toISOString(),
    settings: settingsOf(stored),
    lastSeenAt: seen ? new Date(seen.at).toISOString() : null,
    build,
    upToDate: build === null || served === null ? null : build === served,
  };
}
