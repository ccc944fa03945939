import type { FloorAgent, FloorChannel, Step } from './scenario.js';

/** A floor on which scenarios happen: channels at their usual load, and people. */
export interface Floor {
  channels: FloorChannel[];
  agents: FloorAgent[];
}

const steady = (value: number): Step[] => [{ fromSeconds: 0, value }];

interface ChannelSketch extends Partial<FloorChannel> {
  id: string;
  medium: string;
  perHour: number;
  handleSeconds: number;
  responseSeconds: number;
}

export function channel(sketch: ChannelSketch): FloorChannel {
  const { perHour, ...rest } = sketch;
  return {
    deferrable: false,
    arrivalsPerHour: steady(perHour),
    handleCv: 0.95,
    configuredHandleSeconds: sketch.handleSeconds,
    patienceSeconds: null,
    serviceLevelTarget: 0.8,
    weight: 1,
    minStaff: 2,
    concurrency: 1,
    slowdown: 0,
    ...rest,
  };
}

/** People of one channel; `second` and `third` are learnt by the given shares of them. */
function team(home: string, size: number, others: readonly { id: string; share: number; speed: number }[]): FloorAgent[] {
  return Array.from({ length: size }, (_, i) => {
    const skills: Record<string, number> = { [home]: 1 };
    // Spread evenly instead of drawn: a floor of the same name is the same floor for every seed.
    for (const [k, other] of others.entries())
      if (((i + k) * other.share) % 1 < other.share - 1e-9 || other.share >= 1) skills[other.id] = other.speed;
    return { id: `${home}-${String(i + 1).padStart(2, '0')}`, home, skills, shifts: [{ fromSeconds: 0, toSeconds: 8 * 3600 }] };
  });
}

/** The handbook's five channels on a weekday, with a chain of second skills. */
export function weekdayFloor(): Floor {
  return {
    channels: [
      channel({
        id: 'phone',
        medium: 'voice',
        perHour: 215,
        handleSeconds: 240,
        responseSeconds: 20,
        patienceSeconds: 180,
        weight: 3,
        minStaff: 8,
      }),
      channel({
        id: 'web_chat',
        medium: 'chat',
        perHour: 122,
        handleSeconds: 360,
        responseSeconds: 40,
        patienceSeconds: 300,
        weight: 2,
        minStaff: 4,
        concurrency: 3,
        slowdown: 0.15,
      }),
      channel({
        id: 'app_chat',
        medium: 'chat',
        perHour: 115,
        handleSeconds: 360,
        responseSeconds: 40,
        patienceSeconds: 300,
        weight: 2,
        minStaff: 4,
        concurrency: 3,
        slowdown: 0.15,
      }),
      channel({
        id: 'social',
        medium: 'message',
        perHour: 105,
        handleSeconds: 420,
        responseSeconds: 600,
        serviceLevelTarget: 0.9,
        minStaff: 2,
        concurrency: 4,
        slowdown: 0.12,
        deferrable: true,
        patienceSeconds: 5400,
      }),
      channel({
        id: 'email',
        medium: 'mail',
        perHour: 50,
        handleSeconds: 540,
        responseSeconds: 3600,
        serviceLevelTarget: 0.9,
        minStaff: 2,
        deferrable: true,
      }),
    ],
    agents: [
      ...team('phone', 20, [
        { id: 'web_chat', share: 0.5, speed: 0.9 },
        { id: 'app_chat', share: 0.25, speed: 0.85 },
      ]),
      ...team('web_chat', 8, [
        { id: 'app_chat', share: 1, speed: 0.95 },
        { id: 'phone', share: 0.3, speed: 0.9 },
      ]),
      ...team('app_chat', 8, [
        { id: 'web_chat', share: 1, speed: 0.95 },
        { id: 'social', share: 0.5, speed: 0.9 },
      ]),
      ...team('social', 7, [
        { id: 'app_chat', share: 0.67, speed: 0.9 },
        { id: 'web_chat', share: 0.5, speed: 0.9 },
        { id: 'phone', share: 0.34, speed: 0.85 },
      ]),
      ...team('email', 11, [
        { id: 'phone', share: 0.67, speed: 0.9 },
        { id: 'social', share: 0.5, speed: 0.9 },
        { id: 'web_chat', share: 0.34, speed: 0.85 },
      ]),
    ],
  };
}

/** The same channels at a weekend's size: few people, so that every single one counts. */
export function weekendFloor(): Floor {
  const { channels, agents } = weekdayFloor();
  const size: Record<string, number> = { phone: 5, web_chat: 3, app_chat: 2, social: 2, email: 2 };
  const rate: Record<string, number> = { phone: 45, web_chat: 30, app_chat: 18, social: 25, email: 8 };
  return {
    channels: channels.map((c) => ({ ...c, minStaff: 1, arrivalsPerHour: steady(rate[c.id] ?? 0) })),
    agents: agents.filter((a) => Number(a.id.slice(-2)) <= (size[a.home] ?? 0)),
  };
}
