import { readFileSync } from 'node:fs';
import { PolicyBody, PolicyLimits } from '@tideboard/contracts';
import {
  type Call,
  namedScenarios,
  type PolicyInput,
  type Report,
  type Scenario,
  simulate,
  syntheticSurge,
} from '@tideboard/rebalance';
import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { Compile } from 'typebox/compile';
import { UsageError } from './exit.js';
import { say } from './with-store.js';

const STRATEGIES = ['nothing', 'naive', 'plan', 'pooled'] as const;
type Reports = Record<(typeof STRATEGIES)[number], Report>;

interface Options {
  scenario?: string;
  calls?: string;
  policy?: string;
  seed: string;
  json?: boolean;
}

const document = Compile(PolicyBody);
const limits = Compile(PolicyLimits);

/** A policy document as `GET /api/v1/policy` gives it, or its limits alone. */
function readPolicy(path: string | undefined): PolicyInput {
  if (path === undefined) return {};
  const value = parsed(path, (text) => JSON.parse(text) as unknown);
  if (document.Check(value)) return (value.limits ?? {}) as PolicyInput;
  if (limits.Check(value)) return value as PolicyInput;
  const [first] = document.Errors(value);
  throw new UsageError(`--policy: ${first?.instancePath || 'the document'} ${first?.message ?? 'is no policy'}`);
}

function readScenario({ scenario, calls }: Options): Scenario {
  if (scenario !== undefined && calls !== undefined) throw new UsageError('--scenario or --calls, not both');
  if (calls !== undefined) return recorded(calls);
  if (scenario === undefined || scenario === 'synthetic-surge') return syntheticSurge();
  const found = namedScenarios().find(({ id }) => id === scenario);
  if (!found)
    throw new UsageError(`--scenario: one of ${['synthetic-surge', ...namedScenarios().map(({ id }) => id)].join(', ')}`);
  return found;
}

/** Recorded contacts on the people of the ordinary weekday. */
function recorded(path: string): Scenario {
  const rows = parsed(
    path,
    (text) => parse(text, { columns: true, skip_empty_lines: true, trim: true }) as Record<string, string>[],
  );
  const floor = namedScenarios().find(({ id }) => id === 'ordinary')!;
  const known = new Set(floor.channels.map(({ id }) => id));
  const calls = rows.map((row, i) => callOf(row, { line: i + 2, known }));
  if (calls.length === 0) throw new UsageError('--calls: no line with a contact');
  const start = Math.min(...calls.map(({ at }) => at));
  const moved = calls
    .map((call) => ({ ...call, at: call.at - start }))
    .sort((a, b) => a.at - b.at || (a.channel < b.channel ? -1 : 1));
  return { ...floor, id: 'calls', calls: moved, durationSeconds: moved.at(-1)!.at + 900 };
}

function callOf(row: Record<string, string>, { line, known }: { line: number; known: ReadonlySet<string> }): Call {
  const { channel = '', at = '', handleSeconds = '', patienceSeconds = '' } = row;
  const instant = /^\d+(\.\d+)?$/.test(at) ? Number(at) : Date.parse(at) / 1000;
  const bad = !known.has(channel)
    ? 'channel'
    : !Number.isFinite(instant)
      ? 'at'
      : Number(handleSeconds) > 0
        ? null
        : 'handleSeconds';
  if (bad !== null) throw new UsageError(`--calls, line ${line}: ${bad}; expected channel,at,handleSeconds[,patienceSeconds]`);
  return {
    channel,
    at: instant,
    handleSeconds: Number(handleSeconds),
    patienceSeconds: Number(patienceSeconds) > 0 ? Number(patienceSeconds) : null,
  };
}

function parsed<T>(path: string, read: (text: string) => T): T {
  try {
    return read(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The bar goes to stderr, and only where a person watches: what is printed must be the same for the same seed. */
function runAll(scenario: Scenario, policy: PolicyInput, seed: number): Reports {
  const { tickSeconds: _t, switchoverSeconds: _s, setupSeconds: _u, actuationDelaySeconds: _a, mode: _m, ...rest } = policy;
  const bar = new SingleBar({
    format: 'simulating {bar} {value}/{total} {strategy}',
    stream: process.stderr,
    clearOnComplete: true,
    noTTYOutput: false,
  });
  bar.start(STRATEGIES.length, 0, { strategy: '' });
  const reports = STRATEGIES.map((strategy) => {
    bar.update({ strategy });
    const report = simulate(scenario, rest, seed, strategy);
    bar.increment();
    return [strategy, report] as const;
  });
  bar.stop();
  return Object.fromEntries(reports) as Reports;
}

const share = (value: number | null): string => (value === null ? '–' : `${Math.round(value * 100)} %`);
const gap = (reports: Reports, report: Report, of: 'misses' | 'weightedMisses' | 'delayCost'): string => {
  const possible = reports.nothing[of] - reports.pooled[of];
  return possible > 0 ? share((reports.nothing[of] - report[of]) / possible) : '–';
};

function print(scenario: Scenario, reports: Reports): void {
  const { contacts, agentHours } = reports.plan;
  say(
    `${scenario.id}: ${contacts} contacts, ${scenario.agents.length} agents, ${agentHours.toFixed(1)} agent-hours, seed ${reports.plan.seed}`,
  );
  const rows = STRATEGIES.map((strategy) => {
    const report = reports[strategy];
    const { move, return: back, assist, 'end-assist': end } = report.actions;
    const actions = move + back + assist + end;
    return [
      strategy,
      String(report.misses),
      gap(reports, report, 'misses'),
      gap(reports, report, 'weightedMisses'),
      gap(reports, report, 'delayCost'),
      `${move + back}`,
      `${actions}`,
      (actions / Math.max(report.agentHours, 1e-9)).toFixed(2),
      String(report.pingPong),
    ];
  });
  columns([['', 'misses', 'gap', 'weighted', 'cost', 'moves', 'actions', 'per agent-hour', 'ping-pong'], ...rows]);
  say('');
  const channels = reports.plan.channels.map(({ id, contacts: n, misses, serviceLevel }, i) => {
    const before = reports.nothing.channels[i]!;
    return [id, String(n), `${before.misses} → ${misses}`, `${share(before.serviceLevel)} → ${share(serviceLevel)}`];
  });
  columns([['channel', 'contacts', 'misses', 'service level'], ...channels]);
}

function columns(rows: string[][]): void {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  for (const row of rows)
    say(
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join('  ')
        .trimEnd(),
    );
}

/** `simulate`: what this policy would have done on a floor that nobody works on. */
export function simulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('what a policy would have done: on a synthetic floor, or on recorded contacts')
    .option('--scenario <name>', 'synthetic-surge (the default), or another of the built-in floors')
    .option('--calls <file.csv>', 'recorded contacts: channel,at,handleSeconds[,patienceSeconds]; at in seconds or RFC 3339')
    .option('--seed <n>', 'same seed, same answer', '1')
    .option('--policy <file.json>', 'a policy document, or its limits')
    .option('--json', 'print the reports as JSON')
    .action((options: Options) => {
      if (!/^\d{1,9}$/.test(options.seed)) throw new UsageError('--seed: a whole number');
      const scenario = readScenario(options);
      const reports = runAll(scenario, readPolicy(options.policy), Number(options.seed));
      if (options.json) say(JSON.stringify({ scenario: scenario.id, seed: Number(options.seed), reports }));
      else print(scenario, reports);
    });
}
