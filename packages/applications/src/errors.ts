export type ApplicationErrorKind =
  | 'not-found'
  | 'in-use'
  | 'invalid-argument'
  | 'invalid-configuration'
  | 'invalid-request'
  | 'limit-exceeded'
  | 'concurrent-modification'
  | 'too-many-tags'
  | 'not-supported';

/** A mistake of the caller: what is wrong, in a sentence that says what to do. */
export class ApplicationError extends Error {
  readonly kind: ApplicationErrorKind;

  constructor(kind: ApplicationErrorKind, message: string) {
    super(message);
    this.name = 'ApplicationError';
    this.kind = kind;
  }
}
