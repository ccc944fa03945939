/** @jest-environment node */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { curlOf, trialTicket } from './trial';
import { nextPlace, placeOf } from './use-setup';

const trial = {
  ticket: "GD20261118-TRY-00FF'",
  channel: 'phone',
  origin: 'http://127.0.0.1:3000',
  key: 'tbk_1',
  time: '2026-11-18T02:00:00.000Z',
};

describe('the command of the first event', () => {
  it('is what a shell hands on, word for word', () => {
    const script = `curl() { printf '%s\\n' "$@"; }\n${curlOf('ticket.created', trial)}`;
    const words = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n');
    expect(words.slice(0, 6)).toEqual([
      'http://127.0.0.1:3000/api/v1/events',
      '-H',
      'Authorization: Bearer tbk_1',
      '-H',
      'Content-Type: application/cloudevents+json',
      '-d',
    ]);
    expect(JSON.parse(words[6]!)).toMatchObject({ type: 'ticket.created', subject: trial.ticket, data: { channel: 'phone' } });
  });
  it('names a ticket that is told apart from any other', () => {
    expect(trialTicket(Date.UTC(2026, 10, 18), 0.5)).toBe('GD20261118-TRY-8000');
  });
});

describe('the place', () => {
  const steps = {
    account: 'done',
    site: 'skipped',
    channels: null,
    targets: 'done',
    people: null,
    system: null,
    screen: null,
  } as const;
  it('is what the address says, else the first step that is open', () => {
    expect(placeOf('people', { steps })).toBe('people');
    expect(placeOf('elsewhere', { steps })).toBe('channels');
    expect(placeOf(undefined, null)).toBe('account');
  });
  it('has an end', () => {
    expect([nextPlace('screen', 1), nextPlace('end', 1), nextPlace('account', -1)]).toEqual(['end', 'end', 'account']);
  });
});
