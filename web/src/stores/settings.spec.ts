import '../../../test/support/board-jsdom';
import { expect, it } from '@jest/globals';
import { defaultSettings, readSettings } from './settings';

const from = (query: string) => {
  const params = new URLSearchParams(query);
  return readSettings((name) => params.get(name));
};

it('takes what makes sense and leaves the rest to the next source', () => {
  expect(from('lang=zh&theme=light&distance=12&diagonal=86&rotate=15&channels=phone,email')).toEqual({
    lang: 'zh-CN',
    theme: 'light',
    distance: 12,
    diagonal: 86,
    rotate: 15,
    channels: ['phone', 'email'],
  });
  expect(from('lang=xx&theme=pink&distance=0&diagonal=abc&rotate=')).toEqual({});
  expect(from('lang=en&quiet=22:00-07:00')).toEqual({ lang: 'en', quiet: '22:00-07:00' });
  expect(from('quiet=25:00-07:00')).toEqual({});
});

it('speaks Chinese unless the browser asks for something else only', () => {
  expect([defaultSettings(['zh-CN', 'en']).lang, defaultSettings(['en-GB']).lang, defaultSettings([]).lang]).toEqual([
    'zh-CN',
    'en',
    'zh-CN',
  ]);
});
