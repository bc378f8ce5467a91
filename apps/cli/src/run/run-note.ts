import type { ParagraphResult } from '@riffle/cells';
import {
  distinctForms,
  type ExportFormat,
  exportNoteFile,
  type FormValues,
  type NoteDocument,
  noteDate,
  type ParagraphDocument,
  type ParagraphStatus,
  paragraphForms,
  storedForms,
} from '@riffle/note-model';
import { CliError } from '../cli-error.ts';
import type { NoteToRun } from './note-file.ts';

const FORMATS: readonly ExportFormat[] = ['zpln', 'ipynb', 'sql'];

/** What a file's name asks for. @throws CliError when we do not write such files. */
export function exportFormatOf(file: string): ExportFormat {
  const format = FORMATS.find((each) => file.toLowerCase().endsWith(`.${each}`));
  if (format === undefined) {
    throw new CliError(`--out takes a file that ends in ${FORMATS.map((each) => `.${each}`).join(', ')}.`, 2);
  }
  return format;
}

const STATUS: Readonly<Record<ParagraphResult['outcome'], ParagraphStatus>> = {
  finished: 'FINISHED',
  failed: 'ERROR',
  cancelled: 'ABORT',
  skipped: 'READY',
};

/** The note with what its run gave, as a file. */
export function printRunNote(note: NoteToRun, results: readonly ParagraphResult[], format: ExportFormat): string {
  const byId = new Map(results.map((result) => [result.id, result]));
  const values = new Map(note.paragraphs.map((paragraph) => [paragraph.id, paragraph.values]));
  const document: NoteDocument = {
    ...note.document,
    paragraphs: note.document.paragraphs.map((paragraph) => {
      const result = byId.get(paragraph.id);
      const used = withValues(paragraph, values.get(paragraph.id)?.paragraph);
      return result === undefined ? used : withResult(used, result);
    }),
    ...noteValues(note),
  };
  return exportNoteFile(document, note.path, format).text;
}

function withResult(paragraph: ParagraphDocument, result: ParagraphResult): ParagraphDocument {
  const { results: _before, dateStarted: _started, dateFinished: _finished, ...rest } = paragraph;
  const { outcome, outputs, startedAt, finishedAt } = result;
  return {
    ...rest,
    status: STATUS[outcome],
    ...(startedAt === undefined ? {} : { dateStarted: noteDate(startedAt) }),
    ...(finishedAt === undefined ? {} : { dateFinished: noteDate(finishedAt) }),
    ...(outcome === 'skipped' ? {} : { results: { code: outcome === 'failed' ? 'ERROR' : 'SUCCESS', msg: outputs } }),
  };
}

/** The paragraph with its forms and the values they had; never a password. */
function withValues(paragraph: ParagraphDocument, values: FormValues | undefined): ParagraphDocument {
  const { occurrences, readsForms } = paragraphForms(paragraph.text ?? '');
  if (!readsForms || values === undefined) {
    return paragraph;
  }
  const forms = storedForms(distinctForms(occurrences, 'paragraph'));
  const params = Object.fromEntries(
    Object.entries(values).filter(([name]) => Object.hasOwn(forms, name) && forms[name]?.type !== 'Password'),
  );
  return { ...paragraph, settings: { ...paragraph.settings, forms, params } };
}

function noteValues({ document, paragraphs }: NoteToRun): Partial<NoteDocument> {
  const occurrences = paragraphs.flatMap(({ text }) => paragraphForms(text).occurrences);
  const forms = {
    ...(document['noteForms'] as object | undefined),
    ...storedForms(distinctForms(occurrences, 'note')),
  };
  const known = forms as Record<string, { type?: string } | undefined>;
  const params = Object.entries(paragraphs[0]?.values.note ?? {}).filter(
    ([name]) => known[name] !== undefined && known[name]?.type !== 'Password',
  );
  return { noteForms: forms, noteParams: Object.fromEntries(params) };
}
