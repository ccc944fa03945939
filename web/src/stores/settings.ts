// What one screen is told about itself. The console beats the address beats storage beats default, and an address changes nothing that is stored: a link for
// trying something out must not reconfigure the television on the wall.
import { LANGUAGES, type Language, THEMES } from '@tideboard/contracts';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { readStored, writeStored } from '../ui/storage';

export { THEMES };
export type Theme = (typeof THEMES)[number];
export const SOUNDS = ['off', 'on'] as const;
export type Sound = (typeof SOUNDS)[number];

export interface Settings {
  lang: Language;
  theme: Theme;
  /** Whether the wall rings when a channel enters a breach. */
  sound: Sound;
  /** Hours of the site in which it does not ring, `22:00-07:00`; empty: none. */
  quiet: string;
  /** Of the pages that people work at; a wall is dark by default and a desk light. */
  deskTheme: Theme;
  /** Metres between the screen and those who read it. */
  distance: number;
  /** Inches across the screen. */
  diagonal: number;
  /** Seconds that one page of channels stays when they do not fit on one. */
  rotate: number;
  /** Channel ids in their order on this screen; empty is all of them. */
  channels: string[];
}

const KEY = 'tideboard.screen';
const TOLD = 'tideboard.screen-told';
const within = (text: string, min: number, max: number): number | undefined => {
  const value = Number(text);
  return text.trim() !== '' && value >= min && value <= max ? value : undefined;
};

const READ: { [K in keyof Settings]: (text: string) => Settings[K] | undefined } = {
  lang: (text) => LANGUAGES.find((language) => language === text || language.split('-')[0] === text),
  sound: (text) => SOUNDS.find((sound) => sound === text),
  quiet: (text) => (/^(([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)?$/.test(text) ? text : undefined),
  theme: (text) => THEMES.find((theme) => theme === text),
  deskTheme: (text) => THEMES.find((theme) => theme === text),
  distance: (text) => within(text, 0.5, 50),
  diagonal: (text) => within(text, 5, 300),
  rotate: (text) => within(text, 5, 600),
  channels: (text) => text.split(',').filter(Boolean),
};

/** The settings that `source` names and that make sense; everything else is left to the next source. */
export function readSettings(source: (name: string) => string | null): Partial<Settings> {
  const found = Object.entries(READ).flatMap(([name, read]) => {
    const text = source(name);
    const value = text === null ? undefined : read(text);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(found) as Partial<Settings>;
}

export const defaultSettings = (languages: readonly string[]): Settings => ({
  lang: languages.some((language) => language.toLowerCase().startsWith('zh')) || languages.length === 0 ? 'zh-CN' : 'en',
  sound: 'off',
  quiet: '',
  theme: 'dark',
  deskTheme: 'light',
  distance: 8,
  diagonal: 65,
  rotate: 30,
  channels: [],
});

function stored(key: string): Partial<Settings> {
  try {
    const kept = JSON.parse(readStored(key) ?? '{}') as Record<string, unknown>;
    return readSettings((name) => (Object.hasOwn(kept, name) ? String(kept[name]) : null));
  } catch {
    return {};
  }
}

export const useSettingsStore = defineStore('settings', () => {
  const query = new URLSearchParams(location.search);
  const address = ref(readSettings((name) => query.get(name === 'deskTheme' ? 'theme' : name)));
  const kept = ref(stored(KEY));
  const told = ref(stored(TOLD));
  const settings = computed<Settings>(() => ({
    ...defaultSettings(navigator.languages),
    ...(kept.value as Partial<Settings>),
    ...(address.value as Partial<Settings>),
    ...(told.value as Partial<Settings>),
  }));
  /** What was chosen for this screen from the console; kept, so that it looks the same before it is connected. */
  function obey(chosen: Partial<Settings>) {
    told.value = chosen;
    writeStored(TOLD, JSON.stringify(chosen));
  }
  /** A choice made at the screen: it is kept, and from now on beats what the address said. */
  function choose(change: Partial<Settings>) {
    kept.value = { ...kept.value, ...change };
    const { [Object.keys(change)[0] as keyof Settings]: _, ...rest } = address.value;
    address.value = rest;
    writeStored(KEY, JSON.stringify(kept.value));
  }
  return { settings, told, choose, obey };
});
