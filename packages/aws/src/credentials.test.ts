import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureCredentials } from './credentials.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'riffle-credentials-'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

test('keys are made once, for two profiles, readable by their owner only', () => {
  const first = ensureCredentials(home, 'http://127.0.0.1:4566');
  expect(first.profiles.map(({ profile }) => profile)).toEqual(['default', 'adminuser']);
  expect(first.default.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(first.default.secretAccessKey).toHaveLength(40);
  expect(first.secretOf(first.default.accessKeyId)).toBe(first.default.secretAccessKey);
  expect(first.secretOf('AKIAOTHER')).toBeUndefined();
  expect(statSync(first.credentialsFile).mode & 0o777).toBe(0o600);
  expect(ensureCredentials(home, 'http://127.0.0.1:4566').profiles).toEqual(first.profiles);
});

test('the endpoint follows the port, other changes to the configuration stay', () => {
  const { configFile } = ensureCredentials(home, 'http://127.0.0.1:4566');
  expect(readFileSync(configFile, 'utf8')).toBe(
    '[default]\nregion = us-east-1\noutput = json\nendpoint_url = http://127.0.0.1:4566\n\n' +
      '[profile adminuser]\nregion = us-east-1\noutput = json\nendpoint_url = http://127.0.0.1:4566\n',
  );
  writeFileSync(configFile, '[default]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:4566\n');
  ensureCredentials(home, 'http://127.0.0.1:5000');
  expect(readFileSync(configFile, 'utf8')).toBe(
    '[default]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:5000\n',
  );
});

test('keys a person added are accepted and kept, a missing profile is added, the mode is put right', () => {
  const { credentialsFile } = ensureCredentials(home, 'http://x');
  writeFileSync(
    credentialsFile,
    '# mine\n[ci]\naws_access_key_id=AKIACI\naws_secret_access_key = s3cret\nregion = x\n\n',
  );
  chmodSync(credentialsFile, 0o644);
  const read = ensureCredentials(home, 'http://x');
  expect(read.secretOf('AKIACI')).toBe('s3cret');
  expect(read.profiles.map(({ profile }) => profile)).toEqual(['ci', 'default', 'adminuser']);
  expect(readFileSync(credentialsFile, 'utf8')).toMatch(/^# mine\n\[ci\]\n/);
  expect(statSync(credentialsFile).mode & 0o777).toBe(0o600);
});
