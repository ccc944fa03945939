import type { AutomationView, PolicyBody, PolicyDocument } from '@tideboard/contracts';
import { defaultPolicy, type PolicyInput } from '@tideboard/rebalance';
import { createHash } from 'node:crypto';
import { MISFITS_KEPT } from './range.js';

export interface Pause {
  by: string;
  /** Null: until somebody resumes. */
  until: number | null;
  reason: string | null;
  at: number;
}

/** All that steers the automation, in one document: a change of any part is then one compare-and-set. */
export interface Control {
  policy: PolicyDocument;
  pause: Pause | null;
  /** Why nothing is planned although the mode says so. */
  halt: string | null;
  /** When predictions were off so often that `auto` stepped down. */
  demotedAt: number | null;
  /** Whether each of the last scores lay inside its predicted range, oldest first. */
  scores: boolean[];
  /** By kind of channel, how far outcomes lay from their prediction (`misfitOf`), oldest first: what the next range is made of. */
  misfits: Record<string, number[]>;
}

const { mode: _, ...limits } = defaultPolicy;

/** A fresh site does nothing half-automatic. */
export const defaultDocument = (): PolicyDocument => ({
  version: 1,
  mode: 'off',
  triggers: { pending: null, timeoutRate: null },
  minStaff: {},
  limits: { ...limits },
  countdownSeconds: 60,
  proposalSeconds: 300,
  maxLoanSeconds: 7200,
  confirmSeconds: 900,
  coverageLimit: 0.6,
  command: { attempts: 4, backoffSeconds: 1, timeoutSeconds: 10 },
});

export const defaultControl = (): Control => ({
  policy: defaultDocument(),
  pause: null,
  halt: null,
  demotedAt: null,
  scores: [],
  misfits: {},
});

/** Scores that make a coverage. */
const SCORES_KEPT = 20;
const SCORES_NEEDED = 10;

export function coverageOf(scores: readonly boolean[]): number | null {
  return scores.length < SCORES_NEEDED ? null : scores.filter(Boolean).length / scores.length;
}

export const isPaused = (pause: Pause | null, now: number): boolean =>
  pause !== null && (pause.until === null || now < pause.until);

/**
 * The control document once a prediction has been scored: `within` says whether what came lay in the predicted range. Where too few do,
 * `auto` steps down to `suggest`, and stays there until a person has looked.
 */
export function afterScore(before: Control, within: boolean, now: number): Control {
  const control = { ...before, scores: [...before.scores, within].slice(-SCORES_KEPT) };
  const coverage = coverageOf(control.scores);
  const { policy } = control;
  if (policy.mode !== 'auto' || coverage === null || coverage >= policy.coverageLimit) return control;
  return { ...control, demotedAt: now, policy: { ...policy, mode: 'suggest', version: policy.version + 1 } };
}

/** The control document once it is known by how much a prediction for a channel of this kind was off. */
export function afterMisfit(control: Control, kind: string, misfit: number): Control {
  const kept = [...(control.misfits[kind] ?? []), Math.round(misfit * 1000) / 1000].slice(-MISFITS_KEPT);
  return { ...control, misfits: { ...control.misfits, [kind]: kept } };
}

export function viewOfControl({ policy, pause, halt, demotedAt, scores }: Control): AutomationView {
  return {
    mode: policy.mode,
    pausedBy: pause?.by ?? null,
    pausedUntil: pause?.until == null ? null : new Date(pause.until).toISOString(),
    pauseReason: pause?.reason ?? null,
    reason: policy.mode === 'off' ? null : halt,
    policyVersion: policy.version,
    coverage: coverageOf(scores),
    scored: scores.length,
    coverageLimit: policy.coverageLimit,
    demotedAt: demotedAt === null ? null : new Date(demotedAt).toISOString(),
  };
}

/** The document with what the body says; what it leaves out stays as it is. */
export function amendDocument(current: PolicyDocument, body: PolicyBody): PolicyDocument {
  const said = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Partial<PolicyDocument>;
  return {
    ...current,
    ...said,
    triggers: { ...current.triggers, ...body.triggers },
    limits: { ...current.limits, ...body.limits },
    command: { ...current.command, ...body.command },
    version: current.version + 1,
  } as PolicyDocument;
}

/** What `plan` is told. */
export function planPolicy({ limits, mode, countdownSeconds }: PolicyDocument): PolicyInput {
  const delay = Number(limits['actuationDelaySeconds'] ?? defaultPolicy.actuationDelaySeconds);
  return { ...limits, mode, actuationDelaySeconds: delay + (mode === 'confirm' ? countdownSeconds : 0) };
}

/** Names the settings that a simulation has tried: everything but who executes. */
export function settingsHash({ version: _v, mode: _m, ...settings }: PolicyDocument): string {
  return createHash('sha256').update(canonical(settings)).digest('base64url').slice(0, 22);
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const object = value as Record<string, unknown>;
  return `{${Object.keys(object)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonical(object[key])}`)
    .join(',')}}`;
}
