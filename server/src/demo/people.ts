// Who works on the demo's floor and who calls it. All made up.
import { CUSTOMER_TIERS } from '@tideboard/contracts';
import { type ChannelProfile, PROFILES } from './profile.js';
import type { Rng } from './rng.js';

export interface Shift {
  from: number;
  to: number;
  days: readonly number[];
}

export interface Person {
  id: string;
  name: string;
  home: string;
  team: string;
  skills: string[];
  tier: 'frontline' | 'senior' | 'expert';
  capacity: number;
  /** null: the reserve, which comes in when called. */
  shift: Shift | null;
}

export interface Customer {
  ref: string;
  name: string;
  phone: string;
  tier: (typeof CUSTOMER_TIERS)[number];
}

const SURNAMES = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗'];
const GIVEN = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '洋',
  '艳',
  '勇',
  '杰',
  '娟',
  '涛',
  '明',
  '超',
  '秀兰',
  '霞',
  '平',
  '刚',
].concat(['桂英', '文博', '子涵', '雨桐', '思远', '佳怡', '晓东', '海燕', '建国', '欣然']);

const name = (i: number): string =>
  SURNAMES[i % SURNAMES.length]! + GIVEN[(i * 7 + Math.floor(i / SURNAMES.length)) % GIVEN.length]!;

/** Two of three who write can also answer the phone; every second one has learnt a neighbouring channel too. */
function skillsOf(home: string, other: string, i: number): string[] {
  const skills = i % 2 === 0 ? [home, other] : [home];
  return [...new Set(i % 3 === 2 ? skills : [...skills, 'phone'])];
}

/** Those who come in from the back office while a surge lasts. */
export const RESERVE_TEAM = 'back-office';

/** Everybody of the floor, in a fixed order. */
export function staff(): Person[] {
  const people: Person[] = [];
  const add = (profile: ChannelProfile, shift: Shift | null): void => {
    const i = people.length;
    const other = PROFILES[(PROFILES.indexOf(profile) + 1 + (i % 3)) % PROFILES.length]!;
    people.push({
      id: `A${String(i + 1).padStart(3, '0')}`,
      name: name(i),
      home: profile.id,
      team: shift === null ? RESERVE_TEAM : profile.team,
      skills: skillsOf(profile.id, other.id, i),
      tier: shift === null || i % 9 === 4 ? 'expert' : i % 4 === 1 ? 'senior' : 'frontline',
      capacity: profile.capacity,
      shift,
    });
  };
  for (const profile of PROFILES) {
    for (const { agents, ...shift } of profile.shifts) for (let i = 0; i < agents; i += 1) add(profile, shift);
    for (let i = 0; i < profile.reserve; i += 1) add(profile, null);
  }
  return people;
}

const CUSTOMERS = 1500;

/** The same few hundred people on all channels: some of them call, write and call again. */
export function someCustomer(rng: Rng): Customer {
  // Squared: a few are heard of often and most of them once.
  const i = Math.floor(rng.next() ** 2 * CUSTOMERS);
  const tier = i % 50 === 7 ? 'diamond' : i % 12 === 3 ? 'gold' : i % 5 === 1 ? 'silver' : 'standard';
  return {
    ref: `C${String(i + 1).padStart(5, '0')}`,
    name: name(i * 13 + 5),
    phone: `1380000${String(i).padStart(4, '0')}`,
    tier,
  };
}
