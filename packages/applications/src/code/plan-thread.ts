// The main file of the thread a program is compiled in, so that a huge one holds nothing up.
import { parentPort, workerData } from 'node:worker_threads';
import { must } from '@riffle/base';
import { ApplicationError } from '../errors.ts';
import { buildPlan, type PlanRequest } from './build-plan.ts';
import type { PlanAnswer } from './build-plan-apart.ts';

const port = must(parentPort, 'this file runs in a worker thread');
const answer = (message: PlanAnswer): void => port.postMessage(message);

buildPlan(workerData as PlanRequest).then(
  (plan) => answer({ plan }),
  (error: Error) =>
    answer(
      error instanceof ApplicationError ? { refusal: error.message, kind: error.kind } : { failure: error.message },
    ),
);
