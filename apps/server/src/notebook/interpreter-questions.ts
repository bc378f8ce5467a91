import type { Clock } from '@riffle/base';
import type { FromInterpreter, InsightQuestion, TableQuestion, ToInterpreter } from '@riffle/cells';
import { NO_VALUES } from '@riffle/note-model';
import type {
  AssistName,
  CatalogQuestionName,
  CatalogTree,
  CellInsight,
  RequestInput,
  RequestOutput,
} from '@riffle/protocol';
import type { NoteBook } from './note-book.ts';
import { PendingReplies } from './pending-replies.ts';

/** A text under way, a place in it, and the cell it belongs to. */
export interface AssistInput {
  readonly text: string;
  readonly offset?: number | undefined;
  readonly cell?: { readonly noteId: string; readonly cellId: string } | undefined;
}

export interface InterpreterQuestionsOptions {
  readonly clock: Clock;
  readonly notes: NoteBook;
  send(message: ToInterpreter): void;
}

const CATALOG_TIMEOUT_MS = 10_000;
/** A look at a table's rows has a limit of its own, and starting a job comes before it. */
const TABLE_TIMEOUT_MS = 30_000;
/** Help that comes later helps nobody: the text has changed. */
const ASSIST_TIMEOUT_MS = 3_000;

/** What the notebook asks its interpreter beside running cells. Every question is answered, or fails in time. */
export class InterpreterQuestions {
  readonly #options: InterpreterQuestionsOptions;
  readonly #catalog: PendingReplies<CatalogTree>;
  readonly #assist: PendingReplies<unknown>;
  readonly #table: PendingReplies<unknown>;
  readonly #insight: PendingReplies<readonly CellInsight[]>;

  constructor(options: InterpreterQuestionsOptions) {
    this.#options = options;
    const pending = <T>(timeout: number, late: string): PendingReplies<T> =>
      new PendingReplies<T>(options.clock, timeout, `The interpreter did not ${late} in time.`);
    this.#catalog = pending(CATALOG_TIMEOUT_MS, 'describe its catalogs');
    this.#assist = pending(ASSIST_TIMEOUT_MS, 'answer');
    this.#table = pending(TABLE_TIMEOUT_MS, 'look at the table');
    this.#insight = pending(CATALOG_TIMEOUT_MS, 'look at the cells');
  }

  /** The session's catalogs, as the interpreter sees them. */
  catalog(): Promise<CatalogTree> {
    return this.#catalog.ask((requestId) => this.#options.send({ op: 'describe-catalog', requestId }));
  }

  /** What the catalog panel asks about one table; what the protocol says for the question's name. */
  async table<N extends CatalogQuestionName>(name: N, table: RequestInput<N>): Promise<RequestOutput<N>> {
    const question = { name, table } as TableQuestion;
    const answer = await this.#table.ask((requestId) => this.#options.send({ op: 'table', requestId, question }));
    return answer as RequestOutput<N>;
  }

  /** Help with a text under way, with the session's catalogs; what the protocol says for the question's name. */
  async assist<N extends AssistName>(name: N, asked: AssistInput): Promise<RequestOutput<N>> {
    const { text, offset = 0, cell: place } = asked;
    const found = place && (await this.#options.notes.cell(place.noteId, place.cellId));
    const values = found ? found.note.valuesOf(found.cell) : NO_VALUES;
    const question = { name, text, offset, values };
    const answer = await this.#assist.ask((requestId) => this.#options.send({ op: 'assist', requestId, question }));
    return answer as RequestOutput<N>;
  }

  /** What the plans of cells tell. */
  insight(cells: readonly InsightQuestion[]): Promise<readonly CellInsight[]> {
    return this.#insight.ask((requestId) => this.#options.send({ op: 'insight', requestId, cells }));
  }

  /** Takes an answer; false when the message is something else. */
  take(message: FromInterpreter): boolean {
    switch (message.op) {
      case 'catalog-described':
        settle(this.#catalog, message, message.tree, 'The catalogs could not be read.');
        return true;
      case 'assisted':
        settle(this.#assist, message, message.answer, 'There is no help with this text.');
        return true;
      case 'table-answered':
        settle(this.#table, message, message.answer, 'The table could not be looked at.');
        return true;
      case 'insight-found':
        settle(this.#insight, message, message.cells, 'The cells could not be looked at.');
        return true;
      default:
        return false;
    }
  }

  /** Nobody will answer any more. */
  failAll(message: string): void {
    for (const pending of [this.#catalog, this.#assist, this.#table, this.#insight]) {
      pending.failAll(message);
    }
  }
}

/** An answer without a value, or with a problem, is a failure. */
function settle<T>(
  pending: PendingReplies<T>,
  { requestId, problem }: { readonly requestId: number; readonly problem?: string | undefined },
  value: T | undefined,
  otherwise: string,
): void {
  if (problem === undefined && value !== undefined) {
    pending.answer(requestId, value);
  } else {
    pending.fail(requestId, problem ?? otherwise);
  }
}
