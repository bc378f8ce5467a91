/** What a caller asked for is not there, or may not be done; the message is for people. */
export class NoteStoreError extends Error {
  override readonly name = 'NoteStoreError';
  readonly code: 'not-found' | 'invalid' | 'unreadable';

  constructor(code: NoteStoreError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
