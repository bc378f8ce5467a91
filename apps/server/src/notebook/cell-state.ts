import { languageOf, type ParagraphDocument, parseHeader, parseTableDisplay } from '@riffle/note-model';
import { type Cell, type CellStatus, chartSchema, type Output, type Run } from '@riffle/protocol';

/** A cell while its note is open: the paragraph as stored, and what only lives in memory. */
export interface CellState {
  paragraph: ParagraphDocument;
  revision: number;
  status: CellStatus;
  run: Run | null;
}

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
export function openCell(paragraph: ParagraphDocument): CellState {
  return { paragraph, revision: 0, status: STATUS_OF[paragraph.status] ?? 'idle', run: storedRun(paragraph) };
}

function storedRun(paragraph: ParagraphDocument): Run | null {
  if (paragraph.results === undefined || !Array.isArray(paragraph.results.msg)) {
    return null;
  }
  const started = Date.parse(`${paragraph.dateStarted ?? ''}Z`);
  const finished = Date.parse(`${paragraph.dateFinished ?? ''}Z`);
  return {
    runId: `stored-${paragraph.id}`,
    text: paragraph.text ?? '',
    queuedAt: Number.isNaN(started) ? 0 : started,
    ...(Number.isNaN(started) ? {} : { startedAt: started }),
    ...(Number.isNaN(finished) ? {} : { finishedAt: finished }),
    outputs: paragraph.results.msg.map(storedOutput),
  };
}

function storedOutput(message: { type: string; data: string }): Output {
  switch (message.type) {
    case 'TABLE': {
      const { columns, rows } = parseTableDisplay(message.data);
      return {
        kind: 'table',
        columns: columns.map((name) => ({ name, type: '', role: 'text' })),
        rows,
      };
    }
    case 'HTML':
    case 'ANGULAR':
      return { kind: 'html', html: message.data };
    default:
      return { kind: 'text', text: message.data };
  }
}

/** Settings of ours in a paragraph's `config`, beside Zeppelin's. */
interface RiffleConfig {
  readonly view?: Cell['view'];
  readonly chart?: unknown;
}

/** The cell as clients see it. */
export function viewCell(state: CellState): Cell {
  const { paragraph } = state;
  const { config } = paragraph;
  const ours = (config['riffle'] ?? {}) as RiffleConfig;
  const chart = chartSchema.safeParse(ours.chart);
  const text = paragraph.text ?? '';
  return {
    id: paragraph.id,
    ...(paragraph.title === undefined ? {} : { title: paragraph.title }),
    text,
    revision: state.revision,
    language: languageOf(parseHeader(text).interpreter),
    enabled: config['enabled'] !== false,
    editorHidden: config['editorHide'] === true,
    outputHidden: config['tableHide'] === true,
    view: ours.view ?? 'table',
    ...(chart.success ? { chart: chart.data } : {}),
    status: state.status,
    run: state.run,
  };
}

/** What a client may change about a cell beside its text. */
export interface CellPatch {
  readonly title?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly editorHidden?: boolean | undefined;
  readonly outputHidden?: boolean | undefined;
  readonly view?: Cell['view'] | undefined;
  readonly chart?: Cell['chart'] | undefined;
}

export function patchParagraph(paragraph: ParagraphDocument, patch: CellPatch): ParagraphDocument {
  const ours = {
    ...(paragraph.config['riffle'] as RiffleConfig | undefined),
    ...(patch.view === undefined ? {} : { view: patch.view }),
    ...(patch.chart === undefined ? {} : { chart: patch.chart }),
  };
  return {
    ...paragraph,
    ...(patch.title === undefined ? {} : { title: patch.title }),
    config: {
      ...paragraph.config,
      ...(patch.title === undefined ? {} : { title: patch.title !== '' }),
      ...(patch.enabled === undefined ? {} : { enabled: patch.enabled }),
      ...(patch.editorHidden === undefined ? {} : { editorHide: patch.editorHidden }),
      ...(patch.outputHidden === undefined ? {} : { tableHide: patch.outputHidden }),
      ...(Object.keys(ours).length === 0 ? {} : { riffle: ours }),
    },
  };
}
