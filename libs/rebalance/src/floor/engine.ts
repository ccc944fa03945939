import type { Action, Snapshot } from '../types.js';
import { actuate } from './actuate.js';
import type { Customer } from './customers.js';
import { instant, observe } from './observe.js';
import { offer, seekWork } from './router.js';
import type { Scenario } from './scenario.js';
import { createWorld, type Desk, type World } from './state.js';

/** Decides on a floor: called every tick with what the board shows. */
export type Decide = (snapshot: Snapshot) => readonly Action[];

/** Rules that name a wait change their answer while nothing happens, so routers look again this often. */
const routerPollSeconds = 5;
/** Orders are remembered this long, as in the snapshot's definition. */
const orderMemoryMs = 30 * 60_000;

function scheduleCustomer(world: World, person: Customer): void {
  const { agenda } = world;
  agenda.at(person.arrivedAt, () => {
    const desk = world.desks[person.channel] as Desk;
    person.state = 'waiting';
    desk.line.push(person);
    desk.arrivedAt.push(agenda.now);
    desk.waiting++;
    offer(world, person.channel);
    if (person.state !== 'waiting' || !Number.isFinite(person.patienceSeconds)) return;
    agenda.at(person.arrivedAt + person.patienceSeconds, () => {
      if (person.state !== 'waiting') return;
      person.state = 'abandoned';
      person.endedAt = agenda.now;
      desk.waiting--;
      desk.abandoned++;
    });
  });
}

function scheduleShifts(world: World): void {
  for (const worker of world.workers) {
    for (const shift of worker.agent.shifts) {
      world.agenda.at(shift.fromSeconds, () => {
        worker.onDuty = true;
        worker.idleSince = shift.fromSeconds;
        seekWork(world, worker);
      });
      // Running conversations are finished; nobody new is taken.
      world.agenda.at(shift.toSeconds, () => {
        worker.onDuty = false;
      });
    }
  }
}

function every(world: World, seconds: number, run: () => void): void {
  const { agenda, scenario } = world;
  const next = () => {
    run();
    if (agenda.now + seconds <= scenario.durationSeconds) agenda.at(agenda.now + seconds, next);
  };
  agenda.at(seconds, next);
}

function scheduleDecisions(world: World, decide: Decide): void {
  const { scenario, agenda } = world;
  const history: Snapshot[] = [];
  const behind = Math.round(scenario.dataAgeSeconds / scenario.tickSeconds);
  every(world, scenario.tickSeconds, () => {
    history.push(observe(world));
    if (history.length > behind + 1) history.shift();
    const seen = history[0] as Snapshot;
    const now = instant(agenda.now);
    // Copies: an order goes on changing, what was seen of it does not.
    const orders = world.orders.filter((o) => now - (o.at ?? 0) <= orderMemoryMs).map((o) => ({ ...o }));
    actuate(world, decide({ ...seen, now, dataAgeSeconds: Math.min(scenario.dataAgeSeconds, agenda.now), orders }));
  });
}

/** Plays a scenario to its end. The same scenario, seed and decisions give the same world, to the last digit. */
export function play(scenario: Scenario, decide: Decide, seed: number): World {
  const world = createWorld(scenario, seed);
  scheduleShifts(world);
  for (const person of world.people) scheduleCustomer(world, person);
  every(world, routerPollSeconds, () => {
    for (let c = 0; c < world.desks.length; c++) offer(world, c);
  });
  scheduleDecisions(world, decide);
  world.agenda.runUntil(scenario.durationSeconds);
  return world;
}
