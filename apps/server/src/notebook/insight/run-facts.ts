import type { JobFigures, RunFacts } from '@riffle/cells';

interface Progress {
  readonly watermark: number | null;
  /** When it was first seen there, and how many rows had come by then. */
  readonly since: number;
  readonly rowsIn: number;
  readonly facts: RunFacts;
}

/** A pause longer than this is worth a word. */
const STUCK_MS = 10_000;

/** Follows the figures of running jobs for what they mean: a watermark that stands still, rows that come too late. */
export class RunFactTaker {
  readonly #jobs = new Map<string, Progress>();

  /** Takes one second's figures; true when what there is to say about the job has changed. */
  take(runId: string, figures: JobFigures, now: number): boolean {
    const before = this.#jobs.get(runId);
    const moved = before === undefined || before.watermark !== figures.watermark;
    const since = moved ? now : before.since;
    const rowsIn = moved ? figures.rowsIn : before.rowsIn;
    // Without rows a watermark has no reason to move.
    const watermarkStuckMs = figures.rowsIn > rowsIn ? now - since : 0;
    const facts = { watermarkStuckMs, lateRows: figures.lateRowsDropped };
    this.#jobs.set(runId, { watermark: figures.watermark, since, rowsIn, facts });
    return before !== undefined && saying(before.facts) !== saying(facts);
  }

  factsOf(runId: string): RunFacts | null {
    return this.#jobs.get(runId)?.facts ?? null;
  }

  ended(runId: string): void {
    this.#jobs.delete(runId);
  }
}

function saying({ watermarkStuckMs, lateRows }: RunFacts): string {
  return `${watermarkStuckMs >= STUCK_MS} ${lateRows > 0}`;
}
