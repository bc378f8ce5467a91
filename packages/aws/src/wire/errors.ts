/** A failure that goes to the client as `__type` and `message`, with the type names the real services use. */
export class AwsError extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.name = 'AwsError';
    this.type = type;
    this.status = status;
  }
}

/** The answer to a fault of our own side, which clients may try again. */
export function internalFailure(message: string): AwsError {
  return new AwsError('InternalFailure', message, 500);
}

/** The answer to a request whose text or types cannot be read. */
export function serializationError(message: string): AwsError {
  return new AwsError('SerializationException', message);
}

/** The answer to an operation the real service has and this endpoint lacks. */
export function notSupportedYet(what: string): AwsError {
  return new AwsError('UnsupportedOperationException', `not supported yet: ${what}`);
}
