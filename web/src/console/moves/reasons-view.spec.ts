import { describe, expect, it } from '@jest/globals';
import type { PlanExplanation } from '@tideboard/contracts';
import { reasonsView } from './reasons-view';

const one = (
  code: string,
  params: PlanExplanation['params'] = {},
  numbers: PlanExplanation['numbers'] = {},
): PlanExplanation => ({
  code,
  params,
  numbers,
});
const name = (channel: string) => channel.toUpperCase();

describe('why the plan does no more', () => {
  it('names for each channel in need who lends it nobody, and why', () => {
    const { floor, needs } = reasonsView(
      [
        one('no-worthwhile-batch', { receiver: 'phone' }, { skilled: 4, helping: 2 }),
        one('donor-unused', { donor: 'email', receiver: 'phone', binding: 'minimum-staff' }, { staff: 2, minStaff: 2 }),
        one('donor-unused', { donor: 'web', receiver: 'phone', binding: 'service-level' }, { serviceLevel: 0.8349 }),
        one('donor-unused', { donor: 'app', receiver: 'phone', binding: 'of-a-newer-server' }),
        one('no-helper', { receiver: 'social' }, { skilled: 0, helping: 0 }),
      ],
      name,
    );
    expect(floor).toBeNull();
    expect(needs).toMatchObject([
      {
        channel: 'phone',
        says: { word: 'reasons.helpedEnough', values: { helping: '2' } },
        donors: [
          { channel: 'email', why: { word: 'binding.minimum-staff', values: { staff: '2', least: '2' } } },
          { channel: 'web', why: { word: 'binding.service-level', values: { level: '83%' } } },
          { channel: 'app', why: { word: 'binding.unknown' } },
        ],
      },
      { channel: 'social', says: { word: 'reasons.noHelper' }, donors: [] },
    ]);
  });

  it('says of a drowning floor how many people it lacks, to whoever may know', () => {
    const numbers = { agentsNeeded: 75, agentsOnDuty: 60 };
    const said = { word: 'reasons.allHot', values: { need: '75', duty: '60' } };
    expect(reasonsView([one('all-hot', { options: [] }, numbers)], name).floor).toEqual(said);
    expect(reasonsView([one('all-hot', { options: [] })], name).floor).toEqual({ word: 'reasons.allHotBare', values: {} });
  });

  it('notes what else limits it, and is silent on a quiet floor', () => {
    expect(reasonsView([one('quiet')], name)).toEqual({ floor: null, needs: [], notes: [] });
    expect(
      reasonsView([one('channel-unknown', { channel: 'email' }), one('limit-reached', {}, { maxActionsPerTick: 6 })], name).notes,
    ).toEqual([
      { word: 'reasons.channelUnknown', values: { channel: 'EMAIL' } },
      { word: 'reasons.limit', values: { n: '6' } },
    ]);
  });
});
