import { expect, it } from '@jest/globals';
import { safeNext } from './safe-next';

it.each([
  ['/wall', '/wall'],
  ['/wall?lang=en#x', '/wall?lang=en#x'],
  ['//evil.example/wall', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['wall', '/'],
  [['/wall'], '/'],
  [undefined, '/'],
])('%s leads to %s', (next, place) => {
  expect(safeNext(next, 'http://board.example')).toBe(place);
});
