import type { ServiceModel } from '../model/shapes.ts';

/** What is known about a call once its signature holds. */
export interface CallContext {
  /** The region the client signed for; ARNs in answers echo it. */
  readonly region: string;
  readonly accessKeyId: string;
  readonly requestId: string;
}

/** An answer whose JSON text exists already, so that big pages are not built twice. */
export class RawJson {
  readonly text: Buffer;

  constructor(text: Buffer) {
    this.text = text;
  }
}

/** Answers one operation: an object becomes JSON, nothing becomes an empty body; failures are `AwsError`s. */
export type Operation = (input: never, context: CallContext) => unknown;

/** One service behind the endpoint, told apart by the first half of `X-Amz-Target`. */
export interface AwsService {
  readonly model: ServiceModel;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** The one account everything belongs to. */
export const ACCOUNT_ID = '012345678901';
