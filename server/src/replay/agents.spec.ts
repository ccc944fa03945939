import { inferAgents } from './agents.js';

const minute = (n: number): number => n * 60_000;
const told = (...services: [from: number, to: number][]): string[] =>
  inferAgents(
    services.map(([from, to]) => ({ agent: 'Z01', from: minute(from), to: minute(to) })),
    { channel: 'c', source: '/s' },
  ).map(({ at, event }) => {
    const { state, conversations } = event.data as { state: string; conversations: number };
    return `${at / 60_000} ${state} ${conversations}`;
  });

describe('agents of a log', () => {
  it('are busy while they serve and available after it', () => {
    expect(told([0, 3], [5, 6]).slice(0, 4)).toEqual(['0 busy 1', '3 available 0', '5 busy 1', '6 available 0']);
  });
  it('say one thing where one call ends in the second in which the next begins', () => {
    expect(told([0, 3], [3, 6]).slice(0, 3)).toEqual(['0 busy 1', '3 busy 1', '6 available 0']);
  });
  it('count calls that overlap', () => {
    expect(told([0, 5], [2, 3]).slice(0, 4)).toEqual(['0 busy 1', '2 busy 2', '3 busy 1', '5 available 0']);
  });
  it('are gone only once they have been silent for half an hour', () => {
    expect(told([0, 3], [33, 34])).toEqual(['0 busy 1', '3 available 0', '33 busy 1', '34 available 0', '64 offline 0']);
    expect(told([0, 3], [40, 41])[2]).toBe('33 offline 0');
  });
});
