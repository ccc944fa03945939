// Why the server said no, in words that a person can act on.
import type { Reply } from './api';
import type { DeskWord } from './words';
import type { Finding } from './wire';

export interface Said {
  word: DeskWord;
  values?: Record<string, string | number>;
}

const BY_CODE: Record<string, DeskWord> = {
  not_simulated: 'refusal.not_simulated',
  agent_moved: 'refusal.agent_moved',
  code_unknown: 'refusal.code_unknown',
  conflict: 'refusal.conflict',
  forbidden: 'refusal.forbidden',
};

const BY_STATUS: Record<number, DeskWord> = {
  0: 'refusal.unreachable',
  400: 'refusal.invalid',
  403: 'refusal.forbidden',
  404: 'refusal.not_found',
  409: 'refusal.conflict',
  422: 'refusal.invalid',
  429: 'refusal.too_many',
};

const FINDINGS = [
  'unknown_channel',
  'unknown_agent',
  'agent_moved',
  'not_available',
  'no_skill',
  'daily_cap',
  'shift_end',
  'dwell',
  'min_staff',
  'no_loans',
  'newcomer',
  'vetoed',
] as const;
const isFinding = (code: string | undefined): code is (typeof FINDINGS)[number] =>
  (FINDINGS as readonly (string | undefined)[]).includes(code);

/** One finding as a sentence; `name` turns ids of channels into what people call them. */
export function findingWords({ code, agent, channel }: Finding, name: (channel: string) => string): Said {
  const word: DeskWord = isFinding(code) ? `finding.${code}` : 'finding.other';
  return { word, values: { agent: agent ?? '', channel: channel === undefined ? '' : name(channel) } };
}

export function refusalWords({ status, problem }: Reply<unknown>, overrides: Partial<Record<string, DeskWord>> = {}): Said {
  const code = problem?.code ?? '';
  const own = overrides[code] ?? overrides[String(status)];
  if (own) return { word: own };
  if (code === 'not_enough_agents') {
    // the figures come in the detail alone
    const [, can, n] = /^(\d+) of (\d+)/.exec(problem?.detail ?? '') ?? [];
    return can && n ? { word: 'refusal.not_enough_agents', values: { can, n } } : { word: 'refusal.not_enough_plain' };
  }
  return { word: BY_CODE[code] ?? BY_STATUS[status] ?? (status >= 500 ? 'refusal.unavailable' : 'refusal.other') };
}
