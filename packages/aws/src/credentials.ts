import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CredentialStore } from './wire/authenticate.ts';

/** One access key. */
export interface Credential {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The access keys of one home folder, and the files that point AWS clients at them. */
export interface Credentials extends CredentialStore {
  readonly profiles: readonly Credential[];
  /** The key our own clients use. */
  readonly default: Credential;
  profileOf(accessKeyId: string): string | undefined;
  /** For `AWS_SHARED_CREDENTIALS_FILE`. */
  readonly credentialsFile: string;
  /** For `AWS_CONFIG_FILE`. */
  readonly configFile: string;
}

const PROFILES = ['default', 'adminuser'];
const REGION = 'us-east-1';

/**
 * Reads `<home>/aws/credentials`, making keys for the profiles it lacks, and writes `<home>/aws/config` with the
 * region and the endpoint. Keys a person added to the file are accepted as well.
 */
export function ensureCredentials(home: string, endpointUrl: string): Credentials {
  const folder = join(home, 'aws');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const credentialsFile = join(folder, 'credentials');
  const configFile = join(folder, 'config');
  const written = existsSync(credentialsFile) ? readFileSync(credentialsFile, 'utf8') : '';
  const known = parseProfiles(written);
  const missing = PROFILES.filter((name) => !known.some(({ profile }) => profile === name)).map(newCredential);
  const profiles = [...known, ...missing];
  if (missing.length > 0) {
    writeFileSync(credentialsFile, written + missing.map(formatProfile).join(''), { mode: 0o600 });
  }
  // A mode given to writeFile only counts for a new file.
  chmodSync(credentialsFile, 0o600);
  writeConfig(configFile, endpointUrl);
  const byKey = new Map(profiles.map((each) => [each.accessKeyId, each.secretAccessKey]));
  return {
    profiles,
    default: profiles.find(({ profile }) => profile === 'default') ?? newCredential('default'),
    credentialsFile,
    configFile,
    profileOf: (accessKeyId) => profiles.find((each) => each.accessKeyId === accessKeyId)?.profile,
    secretOf: (accessKeyId) => byKey.get(accessKeyId),
  };
}

function newCredential(profile: string): Credential {
  return { profile, accessKeyId: `AKIA${letters(16)}`, secretAccessKey: randomBytes(30).toString('base64') };
}

const KEY_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function letters(count: number): string {
  return [...randomBytes(count)].map((byte) => KEY_LETTERS[byte % KEY_LETTERS.length]).join('');
}

function formatProfile({ profile, accessKeyId, secretAccessKey }: Credential): string {
  return `[${profile}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n\n`;
}

/** Keeps what a person changed in the file; only the endpoint follows the port. */
function writeConfig(path: string, endpointUrl: string): void {
  const text = existsSync(path)
    ? readFileSync(path, 'utf8').replace(/^endpoint_url\s*=.*$/gm, `endpoint_url = ${endpointUrl}`)
    : formatConfig(endpointUrl);
  writeFileSync(path, text, { mode: 0o600 });
}

function formatConfig(endpointUrl: string): string {
  return PROFILES.map((name) => {
    const header = name === 'default' ? '[default]' : `[profile ${name}]`;
    return `${header}\nregion = ${REGION}\noutput = json\nendpoint_url = ${endpointUrl}\n`;
  }).join('\n');
}

/** Reads the INI form AWS clients share; profiles without both halves of a key are left out. */
function parseProfiles(text: string): Credential[] {
  const sections = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[\s*(.+?)\s*\]/.exec(line);
    const entry = /^\s*([A-Za-z_]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (header?.[1] !== undefined) {
      current = new Map();
      sections.set(header[1], current);
    } else if (entry?.[1] !== undefined && entry[2] !== undefined) {
      current.set(entry[1], entry[2]);
    }
  }
  return [...sections].flatMap(([profile, entries]) => {
    const accessKeyId = entries.get('aws_access_key_id');
    const secretAccessKey = entries.get('aws_secret_access_key');
    return accessKeyId === undefined || secretAccessKey === undefined
      ? []
      : [{ profile, accessKeyId, secretAccessKey }];
  });
}
