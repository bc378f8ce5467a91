/** A request that cannot be done, as clients see it. */
export class NotebookError extends Error {
  override readonly name = 'NotebookError';
  readonly code: 'not-found' | 'conflict' | 'invalid-request' | 'too-large' | 'failed';

  constructor(code: NotebookError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
