// A small floor to test with: two channels, always open, and facts by minute.
import type { Channel, Site } from '@tideboard/contracts';
import {
  type Contribution,
  compilePolicy,
  contributionOf,
  type Fact,
  type FactData,
  mergeFacts,
  NOW,
  type PolicyVersion,
  type TicketEventType,
} from '@tideboard/domain';

export const SITE: Site = {
  name: { 'zh-CN': '客服中心', en: 'Service centre' },
  timeZone: 'UTC',
  businessDayStart: '00:00',
  timeoutRateBase: 'completed',
  languages: ['zh-CN', 'en'],
};

export function channel(id: string, changes: Partial<Channel> = {}): Channel {
  return {
    id,
    name: { 'zh-CN': id, en: id },
    type: 'phone',
    accessMethod: null,
    owner: null,
    contact: null,
    dailyCapacity: null,
    customerGroup: null,
    serviceHours: null,
    holidays: [],
    targets: {
      responseSeconds: 600,
      assignSeconds: 600,
      escalateSeconds: 1800,
      complaintStartSeconds: 3600,
      complaintHandleSeconds: 86_400,
      handleSeconds: { urgent: 7200, normal: 14_400, low: 86_400 },
      serviceLevel: 0.8,
    },
    thresholds: {},
    minStaff: 1,
    weight: 1,
    concurrency: 1,
    deferrable: false,
    silentAfterSeconds: null,
    position: 0,
    ...changes,
  };
}

export const history = (...channels: Channel[]): PolicyVersion[] => [{ from: 0, site: SITE, channels }];
export const twoChannels = compilePolicy(history(channel('phone'), channel('email')));

/** Noon of a quiet Wednesday; facts are told in minutes from here. */
export const NOON = Date.UTC(2026, 10, 18, 12);
export const minute = (n: number): number => NOON + n * 60_000;

let serial = 0;
/** A fact `at` minutes after noon. */
export function fact(type: string, at: number, data: FactData & { id?: string; source?: string } = {}): Fact {
  const { id = `e${(serial += 1)}`, source = '/test', ...rest } = data;
  return { type: `ticket.${type}` as TicketEventType, at: minute(at), source, id, ...rest };
}

/** What the facts add up to `at` minutes after noon, gauges and today's counts in one, without the channel: `phone:pending` → 1. */
export function counted(facts: Fact[], at: number, policy = twoChannels): Record<string, number> {
  const { amounts } = judged(facts, at, policy);
  return { ...amounts[NOW], ...amounts['2026-11-18'] };
}

export const judged = (facts: Fact[], at: number, policy = twoChannels): Contribution =>
  contributionOf(mergeFacts([], facts), policy, minute(at));
