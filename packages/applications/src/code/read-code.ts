import { hash } from 'node:crypto';
import { noteProgram } from '@riffle/cells';
import { parseNoteDocument } from '@riffle/note-model';
import { ApplicationError } from '../errors.ts';
import type { CodeContent, KeptZipFile } from '../settings.ts';
import { type ApplicationPackage, readPackage, writePackage } from './application-package.ts';
import type { CodeStore } from './code-store.ts';

/** The bytes of the code settings name. @throws ApplicationError when they cannot be had. */
export async function readCode(content: CodeContent, store: CodeStore | undefined): Promise<Uint8Array> {
  const { TextContent, ZipFileContent, S3ContentLocation } = content;
  if (TextContent !== undefined) {
    return writePackage({ sql: TextContent, database: 'default', createdBy: '' });
  }
  if (ZipFileContent !== undefined) {
    return Buffer.from(ZipFileContent, 'base64');
  }
  if (S3ContentLocation === undefined) {
    throw new ApplicationError('invalid-argument', 'CodeContent names no code.');
  }
  if (store === undefined) {
    throw new ApplicationError(
      'not-supported',
      'not supported yet: code in a bucket. Send the zip file as ZipFileContent.',
    );
  }
  const { BucketARN, FileKey, ObjectVersion } = S3ContentLocation;
  return store.read({ bucketArn: BucketARN, key: FileKey, objectVersion: ObjectVersion });
}

/** The program of a package; a note in it is read as a deploy would. @throws ApplicationError with what blocks. */
export function programOf(code: ApplicationPackage): string {
  if (code.manifest.entry === 'application.sql') {
    return code.sql ?? '';
  }
  const program = noteProgram(parseNoteDocument(code.note ?? '', { id: 'note', name: 'note' }));
  const blocking = program.checks.find((check) => check.blocking);
  if (blocking !== undefined) {
    const place = blocking.paragraph === null ? '' : `Paragraph ${blocking.paragraph}, line ${blocking.line ?? 1}: `;
    throw new ApplicationError('invalid-configuration', `${place}${blocking.sentence}`);
  }
  return program.sql;
}

/** Reads the package to see that it can be used. @throws ApplicationError with what is wrong with it. */
export function checkCodeBytes(bytes: Uint8Array): void {
  programOf(readPackage(bytes));
}

/** What the API tells of code whose bytes it does not hand out. */
export function keptFacts(bytes: Uint8Array): KeptZipFile {
  return { CodeMD5: hash('md5', bytes), CodeSize: bytes.length };
}
