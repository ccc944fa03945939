import { parentPort, workerData } from 'node:worker_threads';
import { runSimulation, type SimulationJob } from './simulation.js';

// oxlint-disable-next-line require-post-message-target-origin -- a thread, not a window
parentPort!.postMessage(runSimulation(workerData as SimulationJob));
