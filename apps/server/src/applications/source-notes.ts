import type { Application, ApplicationFiles } from '@riffle/applications';

/** Which note an application's code was built from: the package holds the note. Read once for each version. */
export class SourceNotes {
  readonly #files: ApplicationFiles;
  readonly #known = new Map<string, { readonly token: string; readonly noteId: string | null }>();

  constructor(files: ApplicationFiles) {
    this.#files = files;
  }

  async noteOf({ name, version }: Application): Promise<string | null> {
    const known = this.#known.get(name);
    if (known?.token === version.token) {
      return known.noteId;
    }
    const code = await this.#files.package(name, version.id).catch(() => undefined);
    const noteId = code?.note === undefined ? null : idIn(code.note);
    this.#known.set(name, { token: version.token, noteId });
    return noteId;
  }
}

function idIn(note: string): string | null {
  try {
    const { id } = JSON.parse(note) as { id?: unknown };
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}
