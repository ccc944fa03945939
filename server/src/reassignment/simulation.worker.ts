import { parentPort, workerData } from 'node:worker_threads';
import { runSimulation, type SimulationJob } from './simulation.js';

parentPort!.postMessage(runSimulation(workerData as SimulationJob));
