/** A query that is well formed but that no streaming plan exists for. The compiler turns it into a diagnostic. */
export class PlanningError extends Error {
  override readonly name = 'PlanningError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
