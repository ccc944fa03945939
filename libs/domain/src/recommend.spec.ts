import { describe, expect, it } from '@jest/globals';
import { type Applicant, defaultAssignmentRules, recommend } from './recommend.js';

const ticket = { channel: 'phone', kind: null, tier: null, skills: [], agent: null };
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
const rules = { ...defaultAssignmentRules(), teams: { after_sales: 'orders' } };
const idsOf = (wanted: object, applicants: Applicant[]): string[] =>
  recommend({ ...ticket, ...wanted }, applicants, rules).candidates.map(({ agent }) => agent);

describe('a recommendation', () => {
  it('names whoever is free, then whoever has the fewest open tickets', () => {
    expect(idsOf({}, [who('c', { open: 2 }), who('b'), who('a'), who('free', { state: 'available', open: 4 })])).toEqual([
      'free',
      'a',
      'b',
      'c',
    ]);
  });

  it('leaves out who is away, at the cap, without the skill, on another channel, or has it already', () => {
    const others = [
      who('away', { state: 'offline' }),
      who('full', { open: 5 }),
      who('plain'),
      who('elsewhere', { channel: 'email', skills: ['refund'] }),
      who('has', { skills: ['refund'] }),
    ];
    const able = who('able', { channel: 'email', skills: ['phone', 'refund'], open: 4 });
    expect(idsOf({ skills: ['refund'], agent: 'has' }, [...others, able])).toEqual(['able']);
  });

  it('sends VIPs to the experienced and a kind to its team, and says so', () => {
    const senior = who('s', { tier: 'senior', open: 4 });
    expect(recommend({ ...ticket, tier: 'gold' }, [who('a'), senior], rules).candidates[0]).toMatchObject({
      agent: 's',
      reasons: ['senior', 'channel', 'load'],
    });
    const { team, candidates } = recommend(
      { ...ticket, kind: 'after_sales' },
      [who('a'), who('o', { team: 'orders', open: 4 })],
      rules,
    );
    expect([team, candidates[0]!.agent, candidates[0]!.reasons]).toEqual(['orders', 'o', ['team', 'channel', 'load']]);
  });
});
