import { describe, expect, it } from '@jest/globals';
import { compilePolicy } from '@tideboard/domain';
import { channel, history, minute } from '../../../test/support/floor.js';
import { phaseAt } from './phase.js';

describe('a silent source', () => {
  const policy = compilePolicy(history(channel('phone', { silentAfterSeconds: 300 })));
  const silentAt = (now: number, sources: [string, number][], feeds: string[]) =>
    phaseAt(policy, { sources: new Map(sources), feeds: new Map(feeds.length > 0 ? [['phone', feeds]] : []) }, now).silent;

  it('is one that has spoken, and no longer does', () => {
    expect(silentAt(minute(5), [['/acd', minute(0)]], ['/acd'])).toEqual([]);
    expect(silentAt(minute(6), [['/acd', minute(0)]], ['/acd'])).toEqual(['phone']);
    expect(
      silentAt(
        minute(6),
        [
          ['/a', minute(0)],
          ['/b', minute(2)],
        ] /* two sources: the later word counts */,
        ['/a', '/b'],
      ),
    ).toEqual([]);
  });
  it('is not one that was never heard: the first event would find the channel called silent, and raise an alert', () => {
    expect(silentAt(minute(60), [['/other', minute(0)]], [])).toEqual([]);
  });
});
