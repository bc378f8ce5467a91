import type { AwsAccess } from './messages.ts';

/** Endpoint, region and keys, complete. */
export type ResolvedAwsAccess = Omit<AwsAccess, 'credentials'> & {
  readonly credentials: NonNullable<AwsAccess['credentials']>;
};

/** AWS itself, with whatever settings the user's environment has. */
export function realAwsAccess(): AwsAccess {
  return { region: process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? 'us-east-1' };
}

/** The given keys, or for AWS itself those the user's own settings lead to. */
export async function resolveAwsAccess(access: AwsAccess): Promise<ResolvedAwsAccess> {
  if (access.credentials !== undefined) {
    return { ...access, credentials: access.credentials };
  }
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  return { ...access, credentials: await defaultProvider()() };
}
