import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isTimeZone, parseConfig } from './app-config.js';
import { readDataKey } from './data-key.js';

describe('the environment', () => {
  it('has a default that works on a laptop for every variable', () => {
    const config = parseConfig({});
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      redisUrl: null,
      redisFsync: 'always',
      businessDayStart: '00:00',
    });
    expect(config.testClock).toBeNull();
    expect(config.dataDir).toBe(join(process.cwd(), 'data'));
  });

  it.each([
    ['PORT', 'abc', 'PORT: expected a port 1–65535, got "abc"'],
    ['PORT', '0', 'PORT: expected a port 1–65535, got "0"'],
    ['PORT', '70000', 'PORT: expected a port 1–65535, got "70000"'],
    ['PORT', '3e3', 'PORT: expected a port 1–65535, got "3e3"'],
    ['REDIS_FSYNC', 'no', 'REDIS_FSYNC: expected always or everysec, got "no"'],
    ['REDIS_WAIT_REPLICAS', '-1', 'REDIS_WAIT_REPLICAS: expected a number of replicas 0–16, got "-1"'],
    ['SITE_TIME_ZONE', 'Mars/Base', 'SITE_TIME_ZONE: expected an IANA time zone, got "Mars/Base"'],
    ['BUSINESS_DAY_START', '24:00', 'BUSINESS_DAY_START: expected a time 00:00–23:59, got "24:00"'],
    ['AUTO_PAIR_LOOPBACK', 'yes', 'AUTO_PAIR_LOOPBACK: expected 0 or 1, got "yes"'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL: expected one of fatal, error, warn, info, debug, trace, silent, got "loud"'],
  ])('refuses %s=%s in one line', (name, value, line) => {
    expect(() => parseConfig({ [name]: value })).toThrow(line);
  });

  it.each(['ADMIN_PASSWORD', 'DATA_KEY', 'REDIS_URL'])('does not print what stands in %s', (name) => {
    expect(() => parseConfig({ [name]: 'hunter2' })).toThrow(`${name}: expected`);
    expect(() => parseConfig({ [name]: 'hunter2' })).not.toThrow('hunter2');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(parseConfig({ PORT: '', REDIS_URL: '' })).toMatchObject({ port: 3000, redisUrl: null });
  });
});

describe('the test clock', () => {
  const start = '2026-03-01T00:00:00+08:00';

  it('is refused unless ALLOW_TEST_CLOCK=1', () => {
    expect(() => parseConfig({ CLOCK_START: start })).toThrow('CLOCK_START: expected no test clock unless ALLOW_TEST_CLOCK=1');
    expect(() => parseConfig({ CLOCK_RATE: '2', ALLOW_TEST_CLOCK: '0' })).toThrow('CLOCK_RATE: expected no test clock');
  });

  it('starts at the instant and runs at the rate', () => {
    const config = parseConfig({ CLOCK_START: start, CLOCK_RATE: '0.5', ALLOW_TEST_CLOCK: '1' });
    expect(config.testClock).toEqual({ start: Date.UTC(2026, 1, 28, 16), rate: 0.5 });
  });

  it.each(['2026-02-30T00:00:00Z', '2026-03-01T00:00:00', '2026-03-01', 'now'])('refuses %s, which is no instant', (text) => {
    expect(() => parseConfig({ CLOCK_START: text, ALLOW_TEST_CLOCK: '1' })).toThrow('CLOCK_START: expected an RFC 3339 instant');
  });

  it.each(['0', '-1', 'NaN', 'Infinity', '1e400'])('refuses the rate %s', (text) => {
    expect(() => parseConfig({ CLOCK_START: start, CLOCK_RATE: text, ALLOW_TEST_CLOCK: '1' })).toThrow('CLOCK_RATE: expected');
  });
});

describe('a time zone', () => {
  it.each(['Asia/Shanghai', 'UTC', 'Europe/Berlin', 'Asia/Calcutta', 'Etc/UTC'])('%s is one', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });
  it.each(['+08:00', 'Mars/Base', '', 'GMT+8', 'EST5EDT', '../etc'])('"%s" is none', (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });
});

describe('the data key', () => {
  it('is made once, for its owner alone, and is the same afterwards', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tideboard-key-'));
    const first = readDataKey({ dataKey: null, dataDir });
    expect(first).toHaveLength(32);
    expect(readDataKey({ dataKey: null, dataDir }).equals(first)).toBe(true);
    expect(statSync(join(dataDir, 'data.key')).mode & 0o777).toBe(0o600);
    rmSync(dataDir, { recursive: true });
  });

  it('is the one of the environment where there is one', () => {
    const text = Buffer.alloc(32, 7).toString('base64');
    expect(parseConfig({ DATA_KEY: text }).dataKey).toEqual(Buffer.alloc(32, 7));
    expect(() => parseConfig({ DATA_KEY: Buffer.alloc(31).toString('base64') })).toThrow('DATA_KEY: expected 32 bytes in base64');
  });
});
