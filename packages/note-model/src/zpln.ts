import type { Random } from '@riffle/base';

/**
 * A note as Zeppelin stores it (`.zpln`, JSON). Keys that are not named here are kept as they were found,
 * so that a note of another tool comes back from a round trip unchanged.
 */
export interface NoteDocument {
  readonly id: string;
  /** The last part of the path. */
  readonly name: string;
  readonly paragraphs: readonly ParagraphDocument[];
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  readonly [key: string]: unknown;
}

export interface ParagraphDocument {
  readonly id: string;
  readonly title?: string | undefined;
  readonly text?: string | undefined;
  readonly config: Readonly<Record<string, unknown>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly status: ParagraphStatus;
  readonly results?: ParagraphResults | undefined;
  readonly dateCreated?: string | undefined;
  readonly dateStarted?: string | undefined;
  readonly dateFinished?: string | undefined;
  readonly [key: string]: unknown;
}

export type ParagraphStatus = 'UNKNOWN' | 'READY' | 'PENDING' | 'RUNNING' | 'FINISHED' | 'ERROR' | 'ABORT';

export interface ParagraphResults {
  readonly code: 'SUCCESS' | 'INCOMPLETE' | 'ERROR' | 'KEEP_PREVIOUS_RESULT';
  readonly msg: readonly DisplayMessage[];
}

export interface DisplayMessage {
  readonly type: 'TEXT' | 'HTML' | 'ANGULAR' | 'TABLE' | 'IMG' | 'SVG' | 'NULL' | 'NETWORK';
  readonly data: string;
}

/** Why a file is not a note, as a sentence. */
export class NoteFormatError extends Error {
  override readonly name = 'NoteFormatError';
}

const NOTE_ID_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A new note id: nine letters and digits, as Zeppelin's. */
export function newNoteId(random: Random): string {
  let id = '2';
  while (id.length < 9) {
    id += NOTE_ID_LETTERS[random.integer(0, NOTE_ID_LETTERS.length - 1)];
  }
  return id;
}

/** A new paragraph id: `paragraph_<milliseconds>_<number>`, as Zeppelin's. */
export function newParagraphId(now: number, random: Random): string {
  return `paragraph_${now}_${random.integer(1, 2_000_000_000)}`;
}

/** `2026-03-01 09:30:00.000`, the way notes store times (UTC). */
export function noteDate(millis: number): string {
  return new Date(millis).toISOString().replace('T', ' ').slice(0, 23);
}

export interface NewParagraph {
  readonly id: string;
  readonly text: string;
  readonly title?: string | undefined;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  readonly createdAt: number;
}

export function newParagraph(from: NewParagraph): ParagraphDocument {
  return {
    ...(from.title === undefined ? {} : { title: from.title }),
    text: from.text,
    id: from.id,
    config: { enabled: true, colWidth: 12, ...from.config },
    settings: { params: {}, forms: {} },
    status: 'READY',
    dateCreated: noteDate(from.createdAt),
  };
}

/**
 * Reads the JSON of a `.zpln` file. A paragraph that was running when the file was written counts as aborted:
 * whatever ran it is gone.
 * @throws NoteFormatError when the text is not JSON, or not a note.
 */
export function parseNoteDocument(
  json: string,
  fallback: { readonly id: string; readonly name: string },
): NoteDocument {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (cause) {
    throw new NoteFormatError('The file is not JSON.', { cause });
  }
  if (!isRecord(parsed)) {
    throw new NoteFormatError('The file is JSON, but not a note: it must be an object with a list of paragraphs.');
  }
  const paragraphs = parsed['paragraphs'] ?? [];
  if (!Array.isArray(paragraphs)) {
    throw new NoteFormatError('The file is not a note: its "paragraphs" is not a list.');
  }
  return {
    ...parsed,
    id: textOr(parsed['id'], fallback.id),
    name: textOr(parsed['name'], fallback.name).replace(/^.*\//, ''),
    paragraphs: paragraphs.filter(isRecord).map((paragraph, i) => readParagraph(paragraph, i)),
  };
}

function readParagraph(raw: Record<string, unknown>, index: number): ParagraphDocument {
  const status = textOr(raw['status'], 'READY') as ParagraphStatus;
  return {
    ...raw,
    id: textOr(raw['id'], `paragraph_0_${index}`),
    ...(typeof raw['text'] === 'string' ? {} : { text: '' }),
    config: isRecord(raw['config']) ? raw['config'] : {},
    settings: isRecord(raw['settings']) ? raw['settings'] : { params: {}, forms: {} },
    status: status === 'RUNNING' || status === 'PENDING' ? 'ABORT' : status,
  };
}

/** The text of the `.zpln` file. */
export function printNoteDocument(note: NoteDocument): string {
  return `${JSON.stringify(note, null, 2)}\n`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback;
}
