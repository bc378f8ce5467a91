import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CatalogSession, GlueCatalog } from '@riffle/catalog';
import { realAwsAccess, resolveAwsAccess } from '../aws-access.ts';
import type { AwsAccess, InterpreterSettings } from '../messages.ts';
import { SqlSession } from './sql-session.ts';

/** The session of a notebook: it begins in catalog `glue`, in the notebook's database. */
export async function openNotebookSession(settings: InterpreterSettings): Promise<SqlSession> {
  return openGlueSession(settings.aws, settings.database);
}

async function openGlueSession(aws: AwsAccess, database: string): Promise<SqlSession> {
  const access = await resolveAwsAccess(aws);
  return new SqlSession(
    new CatalogSession({
      catalogs: {
        glue: { catalog: new GlueCatalog({ ...access, defaultDatabase: database }), options: { type: 'glue' } },
      },
      currentCatalog: 'glue',
      currentDatabase: database,
    }),
  );
}

export interface CommandSession {
  readonly session: SqlSession;
  /** What `kinesis` tables reach; undefined when no server has ever run on this home. */
  readonly aws: AwsAccess | undefined;
}

export interface CommandSessionOptions {
  readonly catalog: 'memory' | 'glue';
  readonly home: string;
  readonly realAws: boolean;
}

/** The session of the command line: in memory, or in catalog `glue` over the AWS endpoint of this home's server. */
export async function openCommandSession(options: CommandSessionOptions): Promise<CommandSession> {
  const aws = options.realAws ? realAwsAccess() : readAwsAccess(options.home);
  if (options.catalog === 'memory') {
    return { session: new SqlSession(new CatalogSession()), aws };
  }
  if (aws === undefined) {
    throw new Error(
      `--catalog glue needs the AWS endpoint of a server, and none has run on ${options.home} yet. Start one with "npm start", or set RIFFLE_HOME.`,
    );
  }
  return { session: await openGlueSession(aws, 'default'), aws };
}

/** Endpoint and keys from the files the server wrote for AWS clients. */
export function readAwsAccess(home: string): AwsAccess | undefined {
  try {
    const config = readFileSync(join(home, 'aws', 'config'), 'utf8');
    const credentials = readFileSync(join(home, 'aws', 'credentials'), 'utf8');
    const setting = (text: string, key: string): string =>
      new RegExp(`^${key}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1] ?? '';
    return {
      endpoint: setting(config, 'endpoint_url'),
      region: setting(config, 'region'),
      credentials: {
        accessKeyId: setting(credentials, 'aws_access_key_id'),
        secretAccessKey: setting(credentials, 'aws_secret_access_key'),
      },
    };
  } catch {
    return undefined;
  }
}
