import type { Random } from '@riffle/base';
import type { Files } from '@riffle/base/node';

/** What connectors have of the outside. Nothing of it is looked up in the user's own settings. */
export interface ConnectorEnvironment {
  readonly files: Files;
  /** Where `print` tables write; a line comes without its end. */
  readonly output: LineOutput;
  /** Where `datagen` takes its seeds from. */
  readonly random: Random;
  /** Absent where no AWS service can be reached; a table that needs one then says so. */
  readonly aws?: AwsAccess | undefined;
}

export interface LineOutput {
  write(channel: 'out' | 'error', line: string): void;
}

/** How AWS services are reached. */
export interface AwsAccess {
  /** `http://127.0.0.1:4566`; absent for AWS itself, at the region's address. */
  readonly endpoint?: string | undefined;
  readonly region: string;
  readonly credentials: AwsCredentials;
}

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}
