/** A row's values are not what a function can work with. It fails the job; the message is for the user. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}
