import { describe, expect, it } from '@jest/globals';
import { defaultAssignmentRules } from '@tideboard/contracts';
import type { Assigning, Wanted } from './assigning.js';
import { type Applicant, recommend, recommendEach } from './recommend.js';

const ticket: Wanted = { channel: 'phone', kind: null, tier: null, skills: [], agent: null, level: 1 };
const who = (id: string, fields: Partial<Applicant> = {}): Applicant => ({
  id,
  name: null,
  channel: 'phone',
  state: 'busy',
  tier: 'frontline',
  team: null,
  skills: [],
  open: 1,
  ...fields,
});
const rules: Assigning = { ...defaultAssignmentRules(), teamByKind: { after_sales: 'orders' }, teams: [] };
const of = (wanted: Partial<Wanted>, applicants: Applicant[], more: Partial<Assigning> = {}) =>
  recommend({ ...ticket, ...wanted }, applicants, { ...rules, ...more });
const idsOf = (...asked: Parameters<typeof of>): string[] => of(...asked).candidates.map(({ agent }) => agent);

describe('a recommendation', () => {
  it('names whoever is free, then whoever has the fewest open tickets, then those on a break', () => {
    const people = [who('break', { state: 'break', open: 0 }), who('c', { open: 2 }), who('b'), who('a')];
    expect(idsOf({}, [...people, who('free', { state: 'available', open: 4 })])).toEqual(['free', 'a', 'b', 'c', 'break']);
  });

  it('leaves out who is away, at the cap, without the skill, on another channel, or has it already, and counts them', () => {
    const others = [
      who('away', { state: 'offline' }),
      who('full', { open: 5, skills: ['refund'] }),
      who('plain'),
      who('elsewhere', { channel: 'email', skills: ['refund'] }),
      who('has', { skills: ['refund'] }),
    ];
    const able = who('able', { channel: 'email', skills: ['phone', 'refund'], open: 4 });
    const { candidates, passedOver, skills } = of({ skills: ['refund'], agent: 'has' }, [...others, able]);
    expect([candidates.map(({ agent }) => agent), skills]).toEqual([['able'], ['refund']]);
    expect(passedOver).toEqual({ offline: 1, holder: 1, channel: 1, skills: 1, full: 1 });
    expect(idsOf({}, [who('a', { open: 2 })], { cap: 2 })).toEqual([]);
  });

  it('sends VIPs to the experienced and a kind to its team, and says so', () => {
    const senior = who('s', { tier: 'senior', open: 4 });
    expect(of({ tier: 'gold' }, [who('a'), senior]).candidates[0]).toMatchObject({
      agent: 's',
      reasons: ['senior', 'channel', 'load'],
    });
    expect(idsOf({ tier: 'gold' }, [who('a'), senior], { vipTiers: ['diamond'] })).toEqual(['a', 's']);
    const { team, candidates } = of({ kind: 'after_sales' }, [who('a'), who('o', { team: 'orders', open: 4 })]);
    expect([team, candidates[0]!.agent, candidates[0]!.reasons]).toEqual(['orders', 'o', ['team', 'channel', 'load']]);
  });

  it('sends what was escalated to a team that stands as high, that of its kind before others', () => {
    const teams = [
      { id: 'heads', level: 3 },
      { id: 'experts', level: 2 },
      { id: 'orders', level: 1 },
    ];
    const teamAt = (level: number, more: Partial<Assigning> = {}) =>
      of({ kind: 'after_sales', level }, [], { teams, ...more }).team;
    expect([1, 2, 3, 4].map((level) => teamAt(level))).toEqual(['orders', 'experts', 'heads', 'orders']);
    expect(teamAt(2, { byLevel: false })).toBe('orders');
    expect(teamAt(2, { teamByKind: { after_sales: 'heads' } })).toBe('heads');
    expect(of({ level: 2 }, [who('a'), who('e', { team: 'experts', open: 3 })], { teams }).candidates[0]!.agent).toBe('e');
  });

  it('asks for the skills that the rules name, and reads tags as skills', () => {
    const skills = [
      { when: { channels: ['phone'], kinds: ['complaint' as const] }, needs: ['calm'] },
      { when: { tags: ['EN', 'UK'] }, needs: ['english'] },
    ];
    const asked = (wanted: Partial<Wanted>) => of(wanted, [], { skills }).skills;
    expect(asked({ kind: 'consult' })).toEqual([]);
    expect(asked({ kind: 'complaint', skills: ['billing'] })).toEqual(['billing', 'calm']);
    expect(asked({ kind: 'complaint', channel: 'email' })).toEqual([]);
    expect(asked({ skills: ['UK', 'billing'] })).toEqual(['billing', 'english']);
    expect(idsOf({ skills: ['EN'] }, [who('a', { skills: ['EN'] }), who('b', { skills: ['english'] })], { skills })).toEqual([
      'b',
    ]);
  });

  it('spreads a list over its people, and none beyond the cap', () => {
    const people = [who('a', { open: 3 }), who('b', { open: 4 })];
    const taken = recommendEach([ticket, ticket, ticket, ticket], people, rules);
    expect(taken.map(({ candidates }) => candidates[0]?.agent)).toEqual(['a', 'a', 'b', undefined]);
    expect(people.map(({ open }) => open)).toEqual([3, 4]);
  });
});
