// What every part of the wall needs and no part owns, handed down once instead of through five levels of props.
import type { Language, ReassignmentView } from '@tideboard/contracts';
import { type ComputedRef, type InjectionKey, inject } from 'vue';
import type { Trust } from './channel-view';
import type { Frame } from './frame';

export interface WallContext {
  frame: ComputedRef<Frame>;
  trust: ComputedRef<Trust>;
  siteNow: ComputedRef<number | null>;
  language: ComputedRef<Language>;
  timeZone: ComputedRef<string>;
  clockRate: ComputedRef<number>;
  moves: ComputedRef<readonly ReassignmentView[]>;
  /** What a channel is called here; null where this screen may not know of it. */
  nameOf: (channel: string) => string | null;
}

export const WALL: InjectionKey<WallContext> = Symbol('wall');

export function useWall(): WallContext {
  const wall = inject(WALL);
  if (!wall) throw new Error('a part of the wall stands outside of WallBoard');
  return wall;
}
