import { type FormValues, languageOf, type ParagraphDocument, parseHeader, parseNoteDate } from '@riffle/note-model';
import type { Cell, CellStatus, Output, RequestInput, Run } from '@riffle/protocol';
import { patchDisplay, readDisplays } from './cell-displays.ts';
import { allValues, formsOfParagraph, partSecrets, valuesOfParagraph, viewForms } from './cell-forms.ts';
import { openTable, readStoredResults, type StoredResult } from './stored-results.ts';

/** A cell while its note is open: the paragraph as stored, and what only lives in memory. */
export interface CellState {
  paragraph: ParagraphDocument;
  revision: number;
  status: CellStatus;
  run: Run | null;
  /** Passwords that were entered in its forms. */
  secrets: FormValues;
}

const FULL_WIDTH = 12;

const STATUS_OF: Readonly<Record<ParagraphDocument['status'], CellStatus>> = {
  UNKNOWN: 'idle',
  READY: 'idle',
  PENDING: 'cancelled',
  RUNNING: 'cancelled',
  FINISHED: 'finished',
  ERROR: 'failed',
  ABORT: 'cancelled',
};

/** A cell as it is found in a file: its stored results are its last run. */
export function openCell(stored: ParagraphDocument): CellState {
  const { begun, paragraph } = takeBegun(stored);
  const { stored: params, secrets } = partSecrets(valuesOfParagraph(paragraph), formsOfParagraph(paragraph));
  const hasSecrets = Object.keys(secrets).length > 0;
  return {
    paragraph: hasSecrets ? { ...paragraph, settings: { ...paragraph.settings, params } } : paragraph,
    revision: 0,
    status: begun ? 'frozen' : (STATUS_OF[paragraph.status] ?? 'idle'),
    run: storedRun(paragraph) ?? (begun ? endedRun(paragraph) : null),
    secrets,
  };
}

/** The values of the cell's own forms, passwords included. */
export function cellValues({ paragraph, secrets }: CellState): FormValues {
  return allValues({ stored: valuesOfParagraph(paragraph), secrets });
}

const STORED_RUN = 'stored-';

/** Whether the cell still shows the results its file came with. */
export function showsStoredResults({ run, paragraph }: CellState): boolean {
  return run?.runId === `${STORED_RUN}${paragraph.id}`;
}

/** The run that the end of the server took down. */
function endedRun({ id, text = '', dateStarted }: ParagraphDocument): Run {
  return { runId: `${STORED_RUN}${id}`, text, queuedAt: parseNoteDate(dateStarted) ?? 0, outputs: [] };
}

/** A paragraph as it is stored while it waits or runs: begun, so that after the end of the server this can be said. */
export function withBegun(paragraph: ParagraphDocument): ParagraphDocument {
  const ours = paragraph.config['riffle'] as RiffleConfig | undefined;
  return { ...paragraph, config: { ...paragraph.config, riffle: { ...ours, begun: true } } };
}

function takeBegun(paragraph: ParagraphDocument): { begun: boolean; paragraph: ParagraphDocument } {
  const { begun, ...ours } = (paragraph.config['riffle'] ?? {}) as RiffleConfig;
  if (begun !== true) {
    return { begun: false, paragraph };
  }
  const { riffle: _, ...config } = paragraph.config;
  const kept = Object.keys(ours).length === 0 ? config : { ...config, riffle: ours };
  return { begun: true, paragraph: { ...paragraph, config: kept } };
}

function storedRun(paragraph: ParagraphDocument): Run | null {
  if (paragraph.results === undefined || !Array.isArray(paragraph.results.msg)) {
    return null;
  }
  const stored = readStoredResults(paragraph.config);
  const started = parseNoteDate(paragraph.dateStarted);
  const finished = parseNoteDate(paragraph.dateFinished);
  return {
    runId: `${STORED_RUN}${paragraph.id}`,
    text: paragraph.text ?? '',
    queuedAt: started ?? 0,
    ...(started === undefined ? {} : { startedAt: started }),
    ...(finished === undefined ? {} : { finishedAt: finished }),
    outputs: paragraph.results.msg.map((message, place) => storedOutput(message, stored[place])),
  };
}

function storedOutput(message: { type: string; data: string }, stored: StoredResult | undefined): Output {
  switch (message.type) {
    case 'TABLE':
      return openTable(message.data, stored);
    case 'HTML':
    case 'ANGULAR':
    case 'SVG':
      return { kind: 'html', html: message.data };
    case 'IMG':
      return {
        kind: 'html',
        html: `<img alt="" src="data:image/png;base64,${message.data.replace(/[^\w+/=]/g, '')}">`,
      };
    default:
      return { kind: 'text', text: message.data };
  }
}

/** Settings of ours in a paragraph's `config`, beside Zeppelin's. */
interface RiffleConfig {
  readonly wide?: boolean;
  readonly dismissedAdvice?: unknown;
  /** A run of it had begun and not ended when it was stored. */
  readonly begun?: unknown;
}

/** The cell as clients see it. */
export function viewCell(state: CellState): Cell {
  const { paragraph } = state;
  const { config } = paragraph;
  const ours = (config['riffle'] ?? {}) as RiffleConfig;
  const text = paragraph.text ?? '';
  return {
    id: paragraph.id,
    ...(paragraph.title === undefined ? {} : { title: paragraph.title }),
    titleHidden: config['title'] === false && (paragraph.title ?? '') !== '',
    text,
    revision: state.revision,
    language: languageOf(parseHeader(text).interpreter),
    enabled: config['enabled'] !== false,
    editorHidden: config['editorHide'] === true,
    outputHidden: config['tableHide'] === true,
    lineNumbers: config['lineNumbers'] !== false,
    width: columnsOf(config['colWidth']),
    wide: ours.wide === true,
    displays: readDisplays(config),
    forms: viewForms(formsOfParagraph(paragraph), cellValues(state)),
    runOnSelection: config['runOnSelectionChange'] !== false,
    ...(Array.isArray(ours.dismissedAdvice) ? { dismissedAdvice: ours.dismissedAdvice.map(String) } : {}),
    status: state.status,
    run: state.run,
  };
}

/** Whether there is anything in it to run. */
export function hasBody({ paragraph: { text = '' } }: CellState): boolean {
  return text.slice(parseHeader(text).bodyStart).trim() !== '';
}

/** Zeppelin writes the width as a float; whatever is no width counts as the full one. */
function columnsOf(colWidth: unknown): number {
  const width = Number(colWidth ?? FULL_WIDTH);
  return width >= 1 && width <= FULL_WIDTH ? width : FULL_WIDTH;
}

/** What a client may change about a cell beside its text. */
export type CellPatch = Omit<RequestInput<'set-cell'>, 'noteId' | 'cellId'>;

/** The paragraph with what the patch names, under the names Zeppelin has for it. */
export function patchCell({ paragraph, run }: CellState, patch: CellPatch): ParagraphDocument {
  const { display } = patch;
  const config =
    display === undefined ? paragraph.config : patchDisplay(paragraph.config, display, columnNames(run, display.index));
  const ours = {
    ...(config['riffle'] as RiffleConfig | undefined),
    ...given({ wide: patch.wide, dismissedAdvice: patch.dismissedAdvice }),
  };
  const titleShown = patch.titleHidden === undefined ? undefined : !patch.titleHidden;
  return {
    ...paragraph,
    ...given({ title: patch.title }),
    config: {
      ...config,
      ...given({
        title: patch.title === undefined ? titleShown : patch.title !== '',
        enabled: patch.enabled,
        editorHide: patch.editorHidden,
        tableHide: patch.outputHidden,
        runOnSelectionChange: patch.runOnSelection,
        lineNumbers: patch.lineNumbers,
        colWidth: patch.width,
      }),
      ...(Object.keys(ours).length === 0 ? {} : { riffle: ours }),
    },
  };
}

/** The record without what is undefined. */
function given<T extends object>(record: T): Partial<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** The columns of a run's result at a place among the outputs that display something. */
function columnNames(run: Run | null, place: number): readonly string[] {
  const output = run?.outputs.filter((one) => one.kind !== 'insert')[place];
  return output !== undefined && 'columns' in output ? output.columns.map((column) => column.name) : [];
}
