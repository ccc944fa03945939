// What the server and the thread of the past say to one another.
import type { PolicyVersion } from '@tideboard/domain';
import type { ChannelNumbers } from '../board/board-reader.js';
import type { RedisTarget } from '../platform/redis/index.js';

/** What the thread is started with; `zero` is the site clock at the real epoch. */
export interface Start {
  target: RedisTarget;
  clock: { id: string; rate: number; zero: number };
  dir: string;
}

/** The floor at a moment: the last entry of the log that had arrived, the site clock (epoch ms), and the registry of then. */
export interface NumbersAt {
  want: 'numbers';
  logId: string;
  at: number;
  registry: number;
  versions: PolicyVersion[];
  channels: string[];
  day: string;
}
export type Question = NumbersAt | { want: 'keep' } | { want: 'reach' };
export interface Asked {
  id: number;
  question: Question;
}
export interface PastNumbers {
  numbers: Map<string, ChannelNumbers>;
  unmapped: number;
}
export type Answer = PastNumbers | boolean | number | null;
export type Reply = { id: number; answer: Answer } | { id: number; cut: boolean; error: string };
