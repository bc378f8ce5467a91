import { Worker } from 'node:worker_threads';
import { ApplicationError, type ApplicationErrorKind } from '../errors.ts';
import type { PlanRequest } from './build-plan.ts';

export type PlanAnswer =
  | { readonly plan: string }
  /** The program has a mistake. */
  | { readonly refusal: string; readonly kind: ApplicationErrorKind }
  /** Something else went wrong. */
  | { readonly failure: string };

const THREAD_MAIN = new URL('./plan-thread.ts', import.meta.url);
const PATIENCE_MS = 60_000;

/** `buildPlan` in a thread of its own, which is ended when it takes too long. */
export async function buildPlanApart(request: PlanRequest): Promise<string> {
  const worker = new Worker(THREAD_MAIN, { workerData: request });
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<PlanAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      timer = setTimeout(
        () =>
          reject(
            new ApplicationError(
              'invalid-configuration',
              `The program does not compile within ${PATIENCE_MS / 1000} s.`,
            ),
          ),
        PATIENCE_MS,
      );
    });
    return planIn(answer);
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function planIn(answer: PlanAnswer): string {
  if ('refusal' in answer) {
    throw new ApplicationError(answer.kind, answer.refusal);
  }
  if ('failure' in answer) {
    throw new Error(answer.failure);
  }
  return answer.plan;
}
