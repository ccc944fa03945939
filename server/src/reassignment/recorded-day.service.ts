import { Injectable } from '@nestjs/common';
import { readTicket } from '@tideboard/domain';
import { type Call, type Scenario, scenarioDefaults } from '@tideboard/rebalance';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { PolicyService } from '../tickets/policy.service.js';
import { unpackTicket } from '../tickets/record.js';
import { FloorReader } from './floor-reader.service.js';

const STEP = 500;
const FEWEST = 20;

/** The present business day as a scenario: its contacts at their instants, on the floor's own people. */
@Injectable()
export class RecordedDay {
  constructor(
    private readonly connections: RedisConnections,
    private readonly floors: FloorReader,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
  ) {}

  /** @throws ProblemError 422 where too little has happened to judge anything by */
  async scenario(): Promise<Scenario> {
    const now = this.clock.now();
    const from = this.policies.current().policy.dayOf(now).from;
    const { snapshot } = await this.floors.read();
    const channels = new Map(snapshot.channels.map((channel) => [channel.id, channel]));
    const calls = (await this.calls(from, now)).filter(({ channel }) => channels.has(channel));
    if (calls.length < FEWEST) throw new ProblemError(422, 'no_recorded_day', `Only ${calls.length} tickets today.`);
    const durationSeconds = Math.max(...calls.map(({ at }) => at)) + 600;
    return {
      ...scenarioDefaults,
      id: 'recorded-day',
      durationSeconds,
      calls,
      channels: snapshot.channels.map((channel) => ({
        id: channel.id,
        medium: channel.id,
        deferrable: channel.deferrable ?? false,
        arrivalsPerHour: [{ fromSeconds: 0, value: 0 }],
        handleSeconds: channel.avgHandleSeconds ?? channel.configuredHandleSeconds!,
        handleCv: 1,
        configuredHandleSeconds: channel.configuredHandleSeconds!,
        patienceSeconds: channel.patienceSeconds ?? null,
        responseSeconds: channel.responseSeconds!,
        serviceLevelTarget: channel.serviceLevelTarget!,
        weight: channel.weight!,
        minStaff: channel.minStaff!,
        concurrency: channel.concurrency!,
        slowdown: channel.slowdown!,
      })),
      agents: snapshot.agents
        .filter(({ state }) => state !== 'offline')
        .map(({ id, home, skills }) => ({
          id,
          home: home!,
          skills: skills as Record<string, number>,
          shifts: [{ fromSeconds: 0, toSeconds: durationSeconds }],
        })),
    };
  }

  private async calls(from: number, now: number): Promise<Call[]> {
    const calls: Call[] = [];
    let cursor = '0';
    do {
      // oxlint-disable-next-line no-await-in-loop -- a cursor
      const [next, pairs] = await this.connections.main.hscan(keys.tickets, cursor, 'COUNT', STEP);
      for (const stored of pairs.filter((_, i) => i % 2 === 1)) calls.push(...callOf(stored, from, now));
      cursor = next;
    } while (cursor !== '0');
    return calls.sort((a, b) => a.at - b.at || (a.channel < b.channel ? -1 : 1));
  }
}

function callOf(stored: string, from: number, now: number): Call[] {
  const { facts, applied } = unpackTicket(stored);
  const ticket = readTicket(facts, now);
  if (!ticket || ticket.created.at < from) return [];
  const { handled } = applied;
  // A customer who left tells when patience ended; one who stayed does not.
  const left = ticket.cycles[0]?.abandonment;
  return [
    {
      channel: ticket.created.channel!,
      at: Math.max(0, (ticket.created.at - from) / 1000),
      handleSeconds: handled ? Math.max(5, handled.ms / 1000) : 300,
      patienceSeconds: left ? Math.max(1, (left.at - ticket.created.at) / 1000) : null,
    },
  ];
}
