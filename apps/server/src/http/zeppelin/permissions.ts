import type { Request } from 'express';
import type { Notebook } from '../../notebook/notebook.ts';
import { asRecord, bodyOf, RestError } from './route.ts';

/** Zeppelin's name for whoever comes without a login. The token's holder is the one user there is. */
export const USER = 'anonymous';

export interface Permissions {
  readonly owners: readonly string[];
  readonly readers: readonly string[];
  readonly runners: readonly string[];
  readonly writers: readonly string[];
}

export type Right = 'read' | 'run' | 'write';

/** Where they stand in the note's `config`. */
const KEY = 'permissions';

/** The names a note has for each right; nobody named means everybody. */
export async function readPermissions(notebook: Notebook, noteId: string): Promise<Permissions> {
  const stored = asRecord((await notebook.notes.open(noteId)).config[KEY]) ?? {};
  return permissionsOf(stored);
}

function permissionsOf(raw: Readonly<Record<string, unknown>>): Permissions {
  const names = (key: string): string[] => (Array.isArray(raw[key]) ? [...new Set(raw[key].map(String))] : []);
  return { owners: names('owners'), readers: names('readers'), runners: names('runners'), writers: names('writers') };
}

/** Sets them; whoever names others for a right keeps the rights above it, as in Zeppelin. */
export async function writePermissions(notebook: Notebook, noteId: string, request: Request): Promise<void> {
  const { owners, readers, runners, writers } = permissionsOf(bodyOf(request));
  const orMe = (names: readonly string[], needed: boolean) => (names.length === 0 && needed ? [USER] : names);
  const withRunners = orMe(runners, readers.length > 0);
  const withWriters = orMe(writers, withRunners.length > 0);
  const withOwners = orMe(owners, withWriters.length > 0);
  await notebook.notes.configureNote(noteId, {
    [KEY]: { owners: withOwners, readers, runners: withRunners, writers: withWriters },
  });
}

const RIGHTS_ABOVE: Readonly<Record<Right, readonly (keyof Permissions)[]>> = {
  read: ['readers', 'runners', 'writers', 'owners'],
  run: ['runners', 'writers', 'owners'],
  write: ['writers', 'owners'],
};

/**
 * Refuses a call that the note's permissions keep from the user. They guard a note against scripts; the one user can
 * always change them again, and the studio does not ask.
 */
export async function requireRight(notebook: Notebook, noteId: string, right: Right): Promise<void> {
  const permissions = await readPermissions(notebook, noteId);
  const asked = RIGHTS_ABOVE[right][0] as keyof Permissions;
  const allowed =
    permissions[asked].length === 0 || RIGHTS_ABOVE[right].some((holders) => permissions[holders].includes(USER));
  if (!allowed) {
    throw new RestError(
      403,
      `The note's permissions do not let "${USER}" ${right} it. Allowed: ${permissions[asked].join(', ')}. PUT …/permissions changes that.`,
    );
  }
}
