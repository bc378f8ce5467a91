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

const RESULT_CODES = ['SUCCESS', 'INCOMPLETE', 'ERROR', 'KEEP_PREVIOUS_RESULT'] as const;
const DISPLAY_TYPES = ['TEXT', 'HTML', 'ANGULAR', 'TABLE', 'IMG', 'SVG', 'NULL', 'NETWORK'] as const;

export interface ParagraphResults {
  readonly code: (typeof RESULT_CODES)[number];
  readonly msg: readonly DisplayMessage[];
}

export interface DisplayMessage {
  readonly type: (typeof DISPLAY_TYPES)[number];
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

/**
 * The time a note stores, in milliseconds; undefined for anything else. Three forms occur: ours and Zeppelin's now,
 * `2020-01-13 18:06:00.516`, ISO with a zone, `2023-04-12T10:46:05+0000`, and the oldest, `Feb 10, 2015 1:53:02 AM`.
 * Those without a zone count as UTC.
 */
export function parseNoteDate(text: string | undefined): number | undefined {
  if (text === undefined || text === '') {
    return undefined;
  }
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text);
  const millis = Date.parse(zoned ? text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : `${text.replace(/\s/g, ' ')} UTC`);
  return Number.isNaN(millis) ? undefined : millis;
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

const STATUSES: readonly string[] = ['UNKNOWN', 'READY', 'PENDING', 'RUNNING', 'FINISHED', 'ERROR', 'ABORT'];

function readParagraph(raw: Record<string, unknown>, index: number): ParagraphDocument {
  const found = textOr(raw['status'], 'READY');
  const status = (STATUSES.includes(found) ? found : 'UNKNOWN') as ParagraphStatus;
  const { result, results: _read, title: _checked, ...rest } = raw;
  const results = readResults(raw['results'] ?? result);
  return {
    ...rest,
    ...(typeof raw['title'] === 'string' ? { title: raw['title'] } : {}),
    ...(results === undefined ? {} : { results }),
    id: textOr(raw['id'], `paragraph_0_${index}`),
    ...(typeof raw['text'] === 'string' ? {} : { text: '' }),
    config: isRecord(raw['config']) ? raw['config'] : {},
    settings: isRecord(raw['settings']) ? raw['settings'] : { params: {}, forms: {} },
    status: status === 'RUNNING' || status === 'PENDING' ? 'ABORT' : status,
  };
}

/** `results` as it is now, `{code, msg: [{type, data}]}`, or `result` of before 0.7, `{code, type, msg: text}`. */
function readResults(raw: unknown): ParagraphResults | undefined {
  if (!isRecord(raw)) {
    return undefined;
  }
  const code = RESULT_CODES.find((known) => known === raw['code']) ?? 'SUCCESS';
  if (typeof raw['msg'] === 'string') {
    const type = DISPLAY_TYPES.find((known) => known === raw['type']) ?? 'TEXT';
    return { code, msg: [{ type, data: raw['msg'] }] };
  }
  const messages = Array.isArray(raw['msg']) ? raw['msg'].filter(isRecord) : [];
  return {
    code,
    msg: messages.map(({ type, data }) => ({
      type: DISPLAY_TYPES.find((known) => known === type) ?? 'TEXT',
      data: typeof data === 'string' ? data : '',
    })),
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
