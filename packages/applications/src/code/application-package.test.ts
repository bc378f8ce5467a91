import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { ApplicationError } from '../errors.ts';
import { readPackage, writePackage } from './application-package.ts';

const SQL = "INSERT INTO t SELECT 'é'";

function refusal(bytes: Uint8Array): string {
  try {
    readPackage(bytes);
  } catch (error) {
    if (error instanceof ApplicationError) {
      expect(error.kind).toBe('invalid-configuration');
      return error.message.replace('The application’s code cannot be used: ', '');
    }
    throw error;
  }
  throw new Error('it was accepted');
}

test('what is packed comes out again, and the same content gives the same bytes', () => {
  const content = { sql: SQL, note: '{}', plan: '{"nodes":[]}', database: 'sales', createdBy: 'riffle 1' };
  const bytes = writePackage(content);
  expect(readPackage(bytes)).toEqual({
    manifest: { format: 1, entry: 'application.sql', database: 'sales', createdBy: 'riffle 1' },
    sql: SQL,
    note: '{}',
    plan: '{"nodes":[]}',
  });
  expect(Buffer.from(writePackage(content)).equals(bytes)).toBe(true);
  expect(Object.keys(unzipSync(bytes))).toEqual([
    'manifest.json',
    'application.sql',
    'note.zpln',
    'plan/job.json',
    'checksums',
  ]);
});

test('a zip with nothing but the program will do', () => {
  expect(readPackage(zipSync({ 'application.sql': strToU8(SQL) }))).toMatchObject({
    manifest: { entry: 'application.sql', database: 'default' },
    sql: SQL,
  });
  expect(readPackage(zipSync({ 'note.zpln': strToU8('{}') })).manifest.entry).toBe('note.zpln');
});

const manifest = (content: object): Record<string, Uint8Array> => ({
  'manifest.json': strToU8(JSON.stringify(content)),
  'application.sql': strToU8(SQL),
});

test.each<[string, Uint8Array, RegExp]>([
  ['no zip', strToU8('nothing of the kind'), /not a zip file, or a damaged one/],
  ['a JAR', zipSync({ 'META-INF/MANIFEST.MF': strToU8('') }), /is a JAR, which needs a Flink cluster/],
  ['Python', zipSync({ 'main.py': strToU8('') }), /Python program, which needs a Flink cluster/],
  ['something else', zipSync({ 'readme.txt': strToU8('') }), /neither manifest.json nor application.sql/],
  ['a manifest that is not JSON', zipSync({ 'manifest.json': strToU8('{') }), /manifest.json is not JSON/],
  ['a later format', zipSync(manifest({ format: 2, entry: 'application.sql' })), /format is 2.*update Riffle/],
  ['an unknown entry', zipSync(manifest({ format: 1, entry: 'main.py' })), /names the entry main.py/],
  ['an entry that is not there', zipSync(manifest({ format: 1, entry: 'note.zpln' })), /which it does not hold/],
  [
    'a changed file',
    zipSync({
      ...unzipSync(writePackage({ sql: SQL, database: 'd', createdBy: '' })),
      'application.sql': strToU8('x'),
    }),
    /application.sql is not what its checksum says/,
  ],
])('%s is refused', (_, bytes, message) => {
  expect(refusal(bytes)).toMatch(message);
});
