import type { ImportContext } from '../import-note.ts';
import { joinParagraphText, splitParagraphText } from '../paragraph-text.ts';
import {
  type NoteDocument,
  NoteFormatError,
  newNoteId,
  newParagraph,
  newParagraphId,
  type ParagraphDocument,
} from '../zpln.ts';
import { headerOfCode, isMagic, usualHeader } from './magics.ts';
import { joined, lines, outputOf, resultsOf } from './outputs.ts';

/** What nbformat has no place for; with it a note comes back as it was. */
interface OwnMetadata {
  /** The header as it stands, where the cell's first line says less. */
  readonly header?: string;
  /** The paragraph without text and results. */
  readonly paragraph?: Partial<ParagraphDocument>;
}

interface NotebookCell {
  readonly cell_type: string;
  readonly id?: unknown;
  readonly source?: unknown;
  readonly outputs?: unknown;
  readonly metadata?: { readonly riffle?: OwnMetadata; readonly name?: unknown };
}

/** The note as a Jupyter notebook (nbformat 4.5): words as Markdown, the rest as code cells with `%%` magics, with outputs. */
export function exportIpynb(document: NoteDocument): string {
  const { paragraphs, name: _name, id, ...rest } = document;
  const notebook = {
    cells: paragraphs.map(exportCell),
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
      riffle: { id, ...rest },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

function exportCell(paragraph: ParagraphDocument, index: number): unknown {
  const { text = '', results, ...kept } = paragraph;
  const { header, body, language } = splitParagraphText(text);
  const usual = usualHeader(header, language);
  const own: OwnMetadata = {
    paragraph: kept,
    ...(text === joinParagraphText(usual, body) ? {} : { header: text.slice(0, text.length - body.length) }),
  };
  const common = { id: cellId(paragraph.id, index), metadata: { riffle: own } };
  if (language === 'markdown') {
    return { cell_type: 'markdown', ...common, source: lines(body) };
  }
  return {
    cell_type: 'code',
    ...common,
    execution_count: null,
    outputs: [
      ...(results?.msg ?? []).flatMap(outputOf),
      ...(results?.code === 'ERROR' ? [{ output_type: 'error', ename: '', evalue: '', traceback: [] }] : []),
    ],
    source: lines(`%${usual}\n${body}`),
  };
}

/** nbformat allows letters, digits, `-` and `_`, up to 64 of them, each id once. */
function cellId(paragraphId: string, index: number): string {
  return `${paragraphId.replace(/[^\w-]/g, '-').slice(0, 56)}-${index}`;
}

/**
 * A note of a Jupyter notebook of version 4. Code gets the header its `%%` magic names, else the kernel's language;
 * Markdown becomes text cells, raw cells stay without a header. Outputs come along as text, HTML, tables and images.
 * @throws NoteFormatError when it is not a notebook
 */
export function importIpynb(text: string, name: string, { now, random }: ImportContext): NoteDocument {
  const notebook = parseNotebook(text);
  const kernel = kernelOf(notebook.metadata);
  const { id, ...kept } = ownNote(notebook.metadata);
  const paragraphs = notebook.cells.map((cell) => {
    const header = headerOf(cell, kernel);
    const body = joined(cell.source);
    const own = cell.metadata?.riffle;
    const paragraphText = importedText(header, body, own);
    const fresh = newParagraph({ id: newParagraphId(now, random), text: paragraphText, createdAt: now });
    const results = resultsOf(Array.isArray(cell.outputs) ? withoutEmptyErrors(cell.outputs) : []);
    const failed = Array.isArray(cell.outputs) && cell.outputs.some((output) => isEmptyError(output));
    return {
      ...fresh,
      ...(own?.paragraph ?? {}),
      text: paragraphText,
      ...(results === undefined
        ? {}
        : {
            status: own?.paragraph?.status ?? (results.code === 'ERROR' ? ('ERROR' as const) : ('FINISHED' as const)),
            results: failed ? { ...results, code: 'ERROR' as const } : results,
          }),
    };
  });
  return { ...kept, id: id ?? newNoteId(random), name, paragraphs };
}

function importedText(header: string, body: string, own: OwnMetadata | undefined): string {
  const code = isMagic(body, own !== undefined) ? body.replace(/^[^\n]*\n?/, '') : body;
  return own?.header === undefined ? joinParagraphText(header, code) : `${own.header}${code}`;
}

/** An error that only says a run of ours failed: its text is among the outputs already. */
function isEmptyError(output: unknown): boolean {
  const { output_type, ename, evalue } = output as Record<string, unknown>;
  return output_type === 'error' && ename === '' && evalue === '';
}

function withoutEmptyErrors(outputs: readonly unknown[]): unknown[] {
  return outputs.filter((output) => !isEmptyError(output));
}

function headerOf(cell: NotebookCell, kernel: string): string {
  switch (cell.cell_type) {
    case 'markdown':
    case 'heading':
      return '%md';
    case 'raw':
      return '';
    default:
      return headerOfCode(joined(cell.source), kernel, cell.metadata?.riffle !== undefined);
  }
}

interface Notebook {
  readonly cells: readonly NotebookCell[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

function parseNotebook(text: string): Notebook {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new NoteFormatError('The file is not JSON.', { cause });
  }
  const { cells, metadata, nbformat } = (parsed ?? {}) as Record<string, unknown>;
  if (typeof nbformat === 'number' && nbformat < 4) {
    throw new NoteFormatError(
      `It is a Jupyter notebook of version ${nbformat}; open it in Jupyter and save it, which makes it version 4.`,
    );
  }
  if (!Array.isArray(cells)) {
    throw new NoteFormatError('It is JSON, but not a Jupyter notebook: it has no list of cells.');
  }
  return {
    cells: cells.filter((cell): cell is NotebookCell => typeof cell === 'object' && cell !== null),
    metadata: (metadata ?? {}) as Record<string, unknown>,
  };
}

function ownNote(metadata: Readonly<Record<string, unknown>>): { id?: string } & Record<string, unknown> {
  return (metadata['riffle'] ?? {}) as { id?: string } & Record<string, unknown>;
}

/** The language of cells that name none. */
function kernelOf(metadata: Readonly<Record<string, unknown>>): string {
  const { name: spec = '', language = '' } = (metadata['kernelspec'] ?? {}) as { name?: string; language?: string };
  const { name = '' } = (metadata['language_info'] ?? {}) as { name?: string };
  return `${language} ${name} ${spec}`.toLowerCase();
}
