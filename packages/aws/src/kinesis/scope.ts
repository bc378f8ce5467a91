import type { Clock } from '@riffle/base';
import { AwsError } from '../wire/errors.ts';
import { ACCOUNT_ID } from '../wire/service.ts';
import type { TokenSealer } from './sealed-token.ts';
import type { Stream } from './store/stream.ts';
import type { StreamStore } from './store/stream-store.ts';

/** What the Kinesis operations work with. */
export interface KinesisScope {
  readonly store: StreamStore;
  readonly clock: Clock;
  readonly iterators: TokenSealer;
  readonly pages: TokenSealer;
}

/** The two ways in which a request names its stream. */
export interface StreamReference {
  readonly StreamName?: string;
  readonly StreamARN?: string;
}

/** A request that may ask to be checked only. */
export interface DryRunnable {
  readonly DryRun?: boolean;
}

export function streamArn(region: string, name: string): string {
  return `arn:aws:kinesis:${region}:${ACCOUNT_ID}:stream/${name}`;
}

/** The stream name a request means, by name or by ARN. */
function streamNameOf({ StreamName, StreamARN }: StreamReference): string {
  if (StreamARN !== undefined) {
    const name = nameInArn(StreamARN);
    if (StreamName !== undefined && StreamName !== name) {
      throw invalidArgument('StreamName and StreamARN name different streams.');
    }
    return name;
  }
  if (StreamName === undefined) {
    throw invalidArgument('Either StreamName or StreamARN must be provided.');
  }
  return StreamName;
}

/** Any region will do: all of them show the same streams. */
function nameInArn(arn: string): string {
  const [, , , , account, resource = ''] = arn.split(':');
  const name = resource.startsWith('stream/') ? resource.slice('stream/'.length) : '';
  if (account !== ACCOUNT_ID || name === '') {
    throw new AwsError('ResourceNotFoundException', `Stream ${arn} not found.`);
  }
  return name;
}

/** The stream a request means; ResourceNotFoundException when there is none. */
export function findStream({ store }: KinesisScope, reference: StreamReference): Stream {
  const name = streamNameOf(reference);
  const stream = store.find(name);
  if (stream === undefined) {
    throw new AwsError('ResourceNotFoundException', `Stream ${name} under account ${ACCOUNT_ID} not found.`);
  }
  return stream;
}

export function invalidArgument(message: string): AwsError {
  return new AwsError('InvalidArgumentException', message);
}

/** Ends a call that was only to be checked; comes after every check and before any effect. */
export function refuseDryRun({ DryRun }: DryRunnable): void {
  if (DryRun === true) {
    throw new AwsError(
      'DryRunOperationException',
      'The request was rejected because the DryRun parameter was specified.',
    );
  }
}
