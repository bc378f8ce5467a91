import { seededRandom } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import type { ConnectorEnvironment } from '@riffle/connectors';
import { resolveAwsAccess } from '../aws-access.ts';
import type { AwsAccess } from '../messages.ts';

/** What a job's connectors may reach: files, the given AWS endpoint, and `writeLine` for `print` tables. */
export async function connectorEnvironment(
  aws: AwsAccess | undefined,
  writeLine: (line: string, channel: 'out' | 'error') => void,
): Promise<ConnectorEnvironment> {
  return {
    files: nodeFiles,
    output: { write: (channel, line) => writeLine(line, channel) },
    random: seededRandom(crypto.getRandomValues(new Int32Array(1))[0] as number),
    ...(aws === undefined ? {} : { aws: await resolveAwsAccess(aws) }),
  };
}
