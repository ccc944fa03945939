/** What happens on a simulated floor, before anybody decides anything. Seconds count from the start of the run. */

/** A stretch of the day in which a figure holds; stretches are in order, the last one lasts. */
export interface Step {
  fromSeconds: number;
  value: number;
}

export interface FloorChannel {
  id: string;
  /** Set-ups within a medium are shorter than across. */
  medium: string;
  deferrable: boolean;
  arrivalsPerHour: readonly Step[];
  /** Mean of one conversation held alone, and its spread (1 = exponential-like). */
  handleSeconds: number;
  handleCv: number;
  /** What the registry believes the handle time to be. */
  configuredHandleSeconds: number;
  /** Mean patience; null = nobody leaves. */
  patienceSeconds: number | null;
  responseSeconds: number;
  serviceLevelTarget: number;
  weight: number;
  minStaff: number;
  concurrency: number;
  slowdown: number;
}

export interface FloorAgent {
  id: string;
  home: string;
  skills: Readonly<Record<string, number>>;
  /** On duty in these stretches; absences are simply gaps. */
  shifts: readonly { fromSeconds: number; toSeconds: number }[];
}

/** A recorded contact. */
export interface Call {
  channel: string;
  /** Seconds from the start of the run. */
  at: number;
  handleSeconds: number;
  /** The customer leaves after this long; null = never. */
  patienceSeconds: number | null;
}

/** How an upstream's router reads the parts of an assist rule that products read differently. */
export interface RouterReading {
  /** `overrides`: a host's customer may come before one waiting at home while the bound holds. `restricts`: home always first. */
  homeWait: 'overrides' | 'restricts';
  /** `agent`: free conversations of the agent itself. `home`: of all people at home. */
  keepFree: 'agent' | 'home';
}

export interface Scenario {
  id: string;
  channels: readonly FloorChannel[];
  agents: readonly FloorAgent[];
  durationSeconds: number;
  /** Recorded contacts instead of drawn ones. */
  calls?: readonly Call[];
  switchoverSeconds: number;
  setupSeconds: { within: number; across: number };
  actuationDelaySeconds: number;
  tickSeconds: number;
  /** The policy sees the floor as it was this long ago. */
  dataAgeSeconds: number;
  /** Orders wait this long for a veto. */
  countdownSeconds: number;
  vetoShare: number;
  router: RouterReading;
  /** Figures that the board does not show, by their names in the snapshot (`arrivals.m1` for one of the windows). */
  unseen?: readonly string[];
  /** The policy is not told how long changes of channel take on this floor. */
  timesUntold?: boolean;
}

export const scenarioDefaults = {
  durationSeconds: 4 * 3600,
  switchoverSeconds: 60,
  setupSeconds: { within: 20, across: 60 },
  actuationDelaySeconds: 5,
  tickSeconds: 10,
  dataAgeSeconds: 0,
  countdownSeconds: 0,
  vetoShare: 0,
  router: { homeWait: 'overrides', keepFree: 'home' },
} as const satisfies Omit<Scenario, 'id' | 'channels' | 'agents'>;

/** The set-up of an agent who last worked on `from` and now takes a customer of `to`. */
export function setupBetween(scenario: Scenario, from: string, to: string): number {
  if (from === to) return 0;
  const medium = (id: string) => scenario.channels.find((c) => c.id === id)?.medium ?? id;
  return medium(from) === medium(to) ? scenario.setupSeconds.within : scenario.setupSeconds.across;
}
