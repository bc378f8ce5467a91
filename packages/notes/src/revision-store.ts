import { join } from 'node:path';
import type { Clock } from '@riffle/base';
import { type Files, writeFileAtomic } from '@riffle/base/node';
import type { NoteDocument } from '@riffle/note-model';
import { NoteStoreError } from './note-store-error.ts';
import { contentFingerprint, withoutResults } from './revision-content.ts';
import { revisionsToPrune } from './revision-pruning.ts';

/** Why a revision was made: a person asked for it, or something was about to change the note. */
export type RevisionReason = 'saved' | 'before-run-all' | 'after-pause' | 'before-restore' | 'before-replace';

/** A revision without its content. */
export interface Revision {
  /** Sorts by time. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly reason: RevisionReason;
  /** What the person wrote; empty for automatic ones. */
  readonly message: string;
  readonly cells: number;
  /** Bytes on disk. */
  readonly size: number;
}

export interface RevisionStoreOptions {
  readonly directory: string;
  readonly files: Files;
  readonly clock: Clock;
  /** Most revisions of one note, and most bytes of them; the newest stays whatever it takes. */
  readonly limits?: RevisionLimits;
}

export interface RevisionLimits {
  readonly count: number;
  readonly bytes: number;
}

/** The first line of a revision's file. */
interface Header {
  readonly at: number;
  readonly reason: RevisionReason;
  readonly message: string;
  readonly cells: number;
  readonly fingerprint: string;
}

interface KnownRevision extends Revision {
  readonly fingerprint: string;
}

export const REVISION_LIMITS: RevisionLimits = { count: 100, bytes: 20_000_000 };
const LONGEST_MESSAGE = 500;
/** A header with the longest message, in JSON with every character escaped, is shorter than this. */
const HEADER_BYTES = 4096;
const FILE_NAME = /^(\d{14})\.jsonl$/;

/**
 * Earlier states of notes: `<note id>/<time>.jsonl`, two lines each, what the revision is and the note as it was. Results
 * are left out, since they belong to a run and not to the text. A file is written beside and renamed, so that a crash
 * leaves either all of a revision or nothing.
 */
export class RevisionStore {
  readonly #options: RevisionStoreOptions;
  readonly #limits: RevisionLimits;
  /** Work on one note happens one after the other. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(options: RevisionStoreOptions) {
    this.#options = options;
    this.#limits = options.limits ?? REVISION_LIMITS;
  }

  /** The revisions of a note, newest first. */
  async list(noteId: string): Promise<Revision[]> {
    return (await this.#known(noteId)).map(({ fingerprint: _internal, ...revision }) => revision).reverse();
  }

  /** The note as it was. @throws NoteStoreError `not-found`, or `unreadable` when its file is damaged. */
  async read(noteId: string, revisionId: string): Promise<NoteDocument> {
    const { files } = this.#options;
    const file = this.#file(noteId, revisionId);
    if ((await files.info(file)) === null) {
      throw new NoteStoreError('not-found', 'That revision is no longer kept.');
    }
    const [, document = ''] = new TextDecoder().decode(await files.readFile(file)).split('\n');
    try {
      return JSON.parse(document) as NoteDocument;
    } catch (cause) {
      throw new NoteStoreError('unreadable', `The file of the revision is damaged: ${file}`, { cause });
    }
  }

  /** Keeps the note as it is, whatever was kept before. Durable when it settles. */
  save(document: NoteDocument, message: string): Promise<Revision> {
    return this.#inTurn(document.id, async () => this.#write(document, 'saved', message.trim()));
  }

  /** Keeps the note as it is unless its newest revision is just that, which is given then. */
  saveIfChanged(document: NoteDocument, reason: Exclude<RevisionReason, 'saved'>): Promise<Revision> {
    return this.#inTurn(document.id, async () => {
      const newest = (await this.#known(document.id)).at(-1);
      return newest?.fingerprint === contentFingerprint(document) ? newest : this.#write(document, reason, '');
    });
  }

  async #write(document: NoteDocument, reason: RevisionReason, message: string): Promise<Revision> {
    const { files, clock, directory } = this.#options;
    const known = await this.#known(document.id);
    // Two within a millisecond, or a clock set back, still come one after the other.
    const at = Math.max(Math.floor(clock.now()), (known.at(-1)?.at ?? 0) + 1);
    const header: Header = {
      at,
      reason,
      message: message.slice(0, LONGEST_MESSAGE),
      cells: document.paragraphs.length,
      fingerprint: contentFingerprint(document),
    };
    const id = String(at).padStart(14, '0');
    const content = `${JSON.stringify(header)}\n${JSON.stringify(withoutResults(document))}\n`;
    const folder = join(directory, folderName(document.id));
    await files.makeDirectory(folder);
    await writeFileAtomic(files, this.#file(document.id, id), content);
    const made: KnownRevision = { id, ...header, size: new TextEncoder().encode(content).length };
    await this.#prune(document.id, [...known, made]);
    const { fingerprint: _internal, ...revision } = made;
    return revision;
  }

  async #prune(noteId: string, revisions: readonly KnownRevision[]): Promise<void> {
    for (const { id } of revisionsToPrune(revisions, this.#limits)) {
      await this.#options.files.remove(this.#file(noteId, id));
    }
  }

  /** Oldest first; a file that cannot be read hides only itself. */
  async #known(noteId: string): Promise<KnownRevision[]> {
    const { files, directory } = this.#options;
    const found: KnownRevision[] = [];
    for (const name of await files.list(join(directory, folderName(noteId)))) {
      const id = FILE_NAME.exec(name)?.[1];
      const header = id === undefined ? null : await this.#readHeader(this.#file(noteId, id));
      if (id !== undefined && header !== null) {
        found.push({ id, ...header });
      }
    }
    return found;
  }

  async #readHeader(path: string): Promise<(Header & { readonly size: number }) | null> {
    const file = await this.#options.files.open(path, 'read');
    try {
      const size = await file.size();
      const start = new TextDecoder().decode(await file.read(0, HEADER_BYTES));
      return { ...(JSON.parse(start.slice(0, start.indexOf('\n'))) as Header), size };
    } catch {
      return null;
    } finally {
      await file.close();
    }
  }

  #file(noteId: string, revisionId: string): string {
    if (!/^\d{14}$/.test(revisionId)) {
      throw new NoteStoreError('not-found', `There is no revision ${revisionId.slice(0, 40)}.`);
    }
    return join(this.#options.directory, folderName(noteId), `${revisionId}.jsonl`);
  }

  #inTurn<T>(noteId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(noteId) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(work);
    this.#turns.set(noteId, turn);
    return turn;
  }
}

/** Ids come from file names and imported notes; only plain ones may name a folder. */
function folderName(noteId: string): string {
  if (!/^[A-Za-z0-9]+$/.test(noteId)) {
    throw new NoteStoreError('not-found', `There is no note ${noteId.slice(0, 40)}.`);
  }
  return noteId;
}
