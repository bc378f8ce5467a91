import type { Worker } from 'node:worker_threads';
import type { ProcessUsage } from './run-spec.ts';

/** Measures this process and one of its threads; shares are of the time since the measurement before. */
export class UsageMeter {
  #cpu = process.cpuUsage();
  #takenAt = performance.now();

  /** Null when the thread has ended meanwhile. */
  async take(thread: Worker): Promise<ProcessUsage | null> {
    const heap = await thread.getHeapStatistics().catch(() => null);
    const { user, system } = process.cpuUsage(this.#cpu);
    const elapsed = performance.now() - this.#takenAt;
    this.#cpu = process.cpuUsage();
    this.#takenAt = performance.now();
    return heap === null
      ? null
      : {
          cpuPercent: (user + system) / 10 / Math.max(1, elapsed),
          residentBytes: process.memoryUsage.rss(),
          heapUsedBytes: heap.used_heap_size,
          heapLimitBytes: heap.heap_size_limit,
        };
  }
}
