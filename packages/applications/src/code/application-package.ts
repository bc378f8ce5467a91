import { createHash } from 'node:crypto';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { ApplicationError } from '../errors.ts';

/** The format of `manifest.json` that is written; higher ones are refused. */
const PACKAGE_FORMAT = 1;
/** What the unpacked files may hold together. */
const MOST_UNPACKED_BYTES = 256 * 1024 * 1024;
const MANIFEST = 'manifest.json';
const CHECKSUMS = 'checksums';
const SQL = 'application.sql';
const NOTE = 'note.zpln';
const PLAN = 'plan/job.json';
/** The same content gives the same bytes, wherever it is packed: a zip holds local times. */
const ZIP_TIME = new Date(2026, 0, 1);

/** What `manifest.json` says. */
export interface PackageManifest {
  readonly format: number;
  /** The file the program is in. */
  readonly entry: typeof SQL | typeof NOTE;
  /** The database of catalog `glue` the program begins in. */
  readonly database: string;
  /** `riffle 0.1.0`. */
  readonly createdBy: string;
}

/** The code of an application, unpacked. */
export interface ApplicationPackage {
  readonly manifest: PackageManifest;
  /** The program, when the package holds it as SQL. */
  readonly sql: string | undefined;
  /** The note it was made of. */
  readonly note: string | undefined;
  /** `planToJson` of the compiled program, when it was compiled for the package. */
  readonly plan: string | undefined;
}

export interface NewPackage {
  readonly sql: string;
  readonly note?: string | undefined;
  readonly plan?: string | undefined;
  readonly database: string;
  readonly createdBy: string;
}

/** Packs an application: manifest, program, note, plan, and the SHA-256 of each in `checksums`. */
export function writePackage({ sql, note, plan, database, createdBy }: NewPackage): Uint8Array {
  const manifest: PackageManifest = { format: PACKAGE_FORMAT, entry: SQL, database, createdBy };
  const texts: Record<string, string> = {
    [MANIFEST]: `${JSON.stringify(manifest, null, 2)}\n`,
    [SQL]: sql,
    ...(note === undefined ? {} : { [NOTE]: note }),
    ...(plan === undefined ? {} : { [PLAN]: plan }),
  };
  const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)]));
  const checksums = Object.entries(files).map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`);
  const entries: Zippable = { ...files, [CHECKSUMS]: strToU8(checksums.join('')) };
  return zipSync(entries, { mtime: ZIP_TIME });
}

/** Unpacks the code of an application. @throws ApplicationError with what is wrong with it. */
export function readPackage(bytes: Uint8Array): ApplicationPackage {
  const files = unzip(bytes);
  refuseForeign(files);
  checkSums(files);
  const text = (name: string): string | undefined => {
    const content = files[name];
    return content === undefined ? undefined : strFromU8(content);
  };
  const manifest = readManifest(text(MANIFEST), files);
  if (text(manifest.entry) === undefined) {
    throw refused(`its manifest names the entry ${manifest.entry}, which it does not hold`);
  }
  return { manifest, sql: text(SQL), note: text(NOTE), plan: text(PLAN) };
}

type FilesByName = Readonly<Record<string, Uint8Array>>;

function unzip(bytes: Uint8Array): FilesByName {
  let unpacked = 0;
  try {
    return unzipSync(bytes, {
      filter({ originalSize }) {
        unpacked += originalSize;
        if (unpacked > MOST_UNPACKED_BYTES) {
          throw refused(`it unpacks to more than ${MOST_UNPACKED_BYTES / 1024 ** 2} MiB`);
        }
        return true;
      },
    });
  } catch (error) {
    throw error instanceof ApplicationError ? error : refused('it is not a zip file, or a damaged one');
  }
}

/** Programs for Flink itself are told from ours, so that the answer can say what they need. */
function refuseForeign(files: FilesByName): void {
  const names = Object.keys(files);
  if (MANIFEST in files || SQL in files || NOTE in files) {
    return;
  }
  if (names.some((name) => name === 'META-INF/MANIFEST.MF' || name.endsWith('.class'))) {
    throw refused('it is a JAR, which needs a Flink cluster; applications here are built from a note or from SQL');
  }
  if (names.some((name) => name.endsWith('.py'))) {
    throw refused(
      'it is a Python program, which needs a Flink cluster; applications here are built from a note or from SQL',
    );
  }
}

function checkSums(files: FilesByName): void {
  const list = files[CHECKSUMS];
  if (list === undefined) {
    return;
  }
  for (const line of strFromU8(list).split('\n').filter(Boolean)) {
    const [, expected, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    const content = name === undefined ? undefined : files[name];
    if (content === undefined || sha256(content) !== expected) {
      throw refused(`${name ?? 'a file'} is not what its checksum says; build the package again`);
    }
  }
}

function readManifest(text: string | undefined, files: FilesByName): PackageManifest {
  if (text === undefined) {
    const entry = SQL in files ? SQL : NOTE in files ? NOTE : undefined;
    if (entry === undefined) {
      throw refused(`it holds neither ${MANIFEST} nor ${SQL}`);
    }
    return { format: PACKAGE_FORMAT, entry, database: 'default', createdBy: '' };
  }
  let manifest: Partial<PackageManifest>;
  try {
    manifest = JSON.parse(text) as Partial<PackageManifest>;
  } catch {
    throw refused(`its ${MANIFEST} is not JSON`);
  }
  const { format, entry, database = 'default', createdBy = '' } = manifest;
  if (typeof format !== 'number' || format > PACKAGE_FORMAT) {
    throw refused(`its format is ${String(format)}, and this version reads up to ${PACKAGE_FORMAT}; update Riffle`);
  }
  if (entry !== SQL && entry !== NOTE) {
    throw refused(`its manifest names the entry ${String(entry)}; it must be ${SQL} or ${NOTE}`);
  }
  return { format, entry, database, createdBy };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function refused(reason: string): ApplicationError {
  return new ApplicationError('invalid-configuration', `The application’s code cannot be used: ${reason}.`);
}
