import { describe, expect, it } from '@jest/globals';
import type { Channel } from '@tideboard/contracts';
import { patchChannel, patchSite, readChannel } from './channel-rules.js';
import { channelOf, defaultSite, handbookChannels } from './defaults.js';
import { assertDistinctNames } from './distinct-names.js';
import { fillFrom, mergePatch } from './merge-patch.js';

const name = { 'zh-CN': '电话', en: 'Phone' };
const phone = channelOf({ id: 'phone', name, type: 'phone' });
const at = (path: string) => expect.objectContaining({ status: 422, extras: { errors: [expect.objectContaining({ path })] } });

describe('the handbook', () => {
  it('gives five valid channels with its targets', () => {
    const channels = handbookChannels();
    expect(channels.map(({ id }) => id)).toEqual(['phone', 'web_chat', 'app_chat', 'social', 'email']);
    expect(channels.map(({ targets }) => targets.responseSeconds)).toEqual([10, 30, 30, 900, 3600]);
    expect(channels.map(({ concurrency }) => concurrency)).toEqual([1, 4, 4, 3, 2]);
    expect(channels.map((channel) => readChannel(channel.id, channel))).toEqual(channels);
  });
});

describe('PUT', () => {
  it('needs id, name and type and fills the rest', () => {
    expect(readChannel('phone', { id: 'phone', name, type: 'phone' })).toEqual(phone);
  });
  it('leaves the body that it reads as it was', () => {
    const body = { id: 'phone', name, type: 'phone', dailyCapacity: 7 };
    expect(readChannel('phone', body).dailyCapacity).toBe(7);
    expect(body.dailyCapacity).toBe(7);
  });
  it('drops what a channel does not have', () => {
    expect(readChannel('phone', { id: 'phone', name, type: 'phone', role: 'admin' })).not.toHaveProperty('role');
  });
  it('takes a threshold as given', () => {
    const { thresholds } = readChannel('phone', { id: 'phone', name, type: 'phone', thresholds: { pending: { breach: 10 } } });
    expect(thresholds.pending).toEqual({ warn: null, breach: 10 });
    expect(thresholds.timeoutRate).toEqual(phone.thresholds.timeoutRate);
  });
  it.each<[string, Record<string, unknown>]>([
    ['/id', { id: 'other' }],
    ['/type', { type: 'pigeon' }],
    ['/name/en', { name: { 'zh-CN': 'x', en: '\u200b' } }],
    ['/concurrency', { concurrency: 0 }],
    ['/targets/responseSeconds', { targets: { responseSeconds: -1 } }],
    ['/thresholds/pending', { thresholds: { pending: { warn: 60, breach: 50 } } }],
    ['/thresholds/pending', { thresholds: { pending: { release: 45, warn: 40, breach: 50 } } }],
    ['/thresholds/pending/forSeconds', { thresholds: { pending: { breach: 50, warn: null, forSeconds: 86_401 } } }],
    ['/thresholds/pending', { thresholds: { pending: { warn: -1, breach: 50 } } }],
    ['/thresholds/satisfaction', { thresholds: { satisfaction: { warn: 0.8, breach: 0.9 } } }],
    ['/thresholds/pending/breach', { thresholds: { pending: { warn: 1, breach: '5' } } }],
    ['/holidays/0', { holidays: ['2026-02-30'] }],
    ['/serviceHours/0/from', { serviceHours: [{ days: [1], from: '8:00', to: '22:00' }] }],
  ])('names %s when it is wrong', (path, fields) => {
    expect(() => readChannel('phone', { id: 'phone', name, type: 'phone', ...fields })).toThrow(at(path));
  });
});

describe('PATCH', () => {
  it('changes what it names and keeps the rest', () => {
    const before: Channel = { ...phone, position: 4, dailyCapacity: 9 };
    const after = patchChannel(before, { owner: 'Lin', dailyCapacity: null, targets: { responseSeconds: 20 } });
    expect(after).toEqual({ ...before, owner: 'Lin', dailyCapacity: null, targets: { ...before.targets, responseSeconds: 20 } });
  });
  it('lets the steps that it does not mention give way', () => {
    const pending = (patch: object) => patchChannel(phone, { thresholds: { pending: patch } }).thresholds.pending;
    expect(pending({ breach: 5 })).toMatchObject({ release: 5, warn: 5, breach: 5 });
    expect(pending({ warn: 3, breach: 8 })).toMatchObject({ release: 3, warn: 3, breach: 8 });
    expect(pending({ release: 60 })).toMatchObject({ release: 60, warn: 60, breach: 60 });
    expect(() => pending({ release: 9, breach: 8 })).toThrow(at('/thresholds/pending'));
  });
  it('takes a threshold away, and it stays away', () => {
    const without = patchChannel(phone, { thresholds: { pending: null } });
    expect(without.thresholds).not.toHaveProperty('pending');
    expect(patchChannel(without, { owner: 'x' }).thresholds).not.toHaveProperty('pending');
  });
  it('takes one step of a threshold away, and with its last limit the threshold', () => {
    const pending = (before: Channel, patch: object | null) => patchChannel(before, { thresholds: { pending: patch } });
    const { warn: _, ...rest } = phone.thresholds.pending!;
    const unwarned = pending(phone, { warn: null });
    expect(unwarned.thresholds.pending).toEqual({ ...rest, warn: null });
    expect(pending(phone, { release: null, forSeconds: null }).thresholds.pending).toEqual({ warn: 40, breach: 50 });
    expect(pending(unwarned, { breach: null }).thresholds).not.toHaveProperty('pending');
    expect(pending(phone, { warn: null, breach: null }).thresholds).not.toHaveProperty('pending');
    const again = pending(pending(phone, null), { breach: 50 });
    expect(again.thresholds.pending).toEqual({ warn: null, breach: 50 });
    expect(patchChannel(again, { owner: 'x' }).thresholds).toEqual(again.thresholds);
  });
  it('of the site refuses an offset, an unknown zone and hour 24', () => {
    const site = defaultSite({ siteTimeZone: 'UTC', businessDayStart: '00:00' });
    expect(patchSite(site, { timeZone: 'Asia/Shanghai' })).toEqual({ ...site, timeZone: 'Asia/Shanghai' });
    expect(() => patchSite(site, { timeZone: '+08:00' })).toThrow(at('/timeZone'));
    expect(() => patchSite(site, { timeZone: 'Mars/Base' })).toThrow(at('/timeZone'));
    expect(() => patchSite(site, { businessDayStart: '24:00' })).toThrow(at('/businessDayStart'));
    expect(() => patchSite(site, { languages: [] })).toThrow(at('/languages'));
  });
});

describe('a name', () => {
  const other = (en: string) => channelOf({ id: 'b', name: { 'zh-CN': '别', en }, type: 'phone' });
  it.each(['Phone', 'PHONE', 'Ｐhone', 'Pho\u200bne', ' phone '])('like "%s" is taken', (en) => {
    expect(() => assertDistinctNames(other(en), [phone])).toThrow(
      expect.objectContaining({ status: 409, code: 'name_confusable' }),
    );
  });
  it('may be kept by its own channel', () => {
    expect(() => assertDistinctNames(phone, [phone])).not.toThrow();
    expect(() => assertDistinctNames(other('Telephone'), [phone])).not.toThrow();
  });
});

describe('merging', () => {
  it('follows RFC 7396', () => {
    expect(mergePatch({ a: 'b', c: { d: 'e', f: 'g' } }, { a: 'z', c: { f: null } })).toEqual({ a: 'z', c: { d: 'e' } });
    expect(mergePatch({ a: [1] }, { a: [2] })).toEqual({ a: [2] });
    expect(mergePatch({ a: 1 }, ['c'])).toEqual(['c']);
    expect(mergePatch(3, { a: { b: null } })).toEqual({ a: {} });
  });
  it('fills only what is not there', () => {
    expect(fillFrom({ a: 1, b: { c: 2, d: 3 }, e: [1] }, { a: null, b: { c: 9 }, e: [] })).toEqual({
      a: null,
      b: { c: 9, d: 3 },
      e: [],
    });
  });
});
