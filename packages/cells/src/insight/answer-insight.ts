/** What the plans of a note's cells tell: what each reads and makes, whether it is stale, and what to advise. */
import { type FilledText, fillParagraph, languageOf, paragraphForms, parseHeader } from '@riffle/note-model';
import { type Fix, lineColumnOf, type Span } from '@riffle/plan';
import type { AdviceFixView, AdviceView, CellInsight } from '@riffle/protocol';
import {
  type Advice,
  adviseParagraph,
  applyTableFix,
  type CompileEnvironment,
  type ExaminedParagraph,
  editorPaths,
  examineParagraph,
} from '@riffle/sql';
import type { InsightQuestion } from '../messages.ts';
import type { SqlSession } from '../session/sql-session.ts';
import { describeUse } from './object-about.ts';
import { type EditedMaker, staleOf } from './stale.ts';

interface SqlText {
  /** With the values of its forms. */
  readonly body: string;
  readonly bodyStart: number;
  readonly filled: FilledText;
  readonly mode: 'streaming' | 'batch';
}

/** A cell of SQL, looked at in the session as it is now. */
interface LookedAt {
  readonly question: InsightQuestion;
  readonly sql: SqlText;
  readonly now: ExaminedParagraph;
}

/** One answer for every cell of SQL; about other cells there is nothing to say. */
export async function answerInsight(
  session: SqlSession,
  sessionId: string,
  questions: readonly InsightQuestion[],
): Promise<CellInsight[]> {
  const cells = questions.flatMap((question) => {
    const sql = sqlOf(question);
    return sql === undefined ? [] : [{ question, sql }];
  });
  const texts = cells.flatMap(({ question: { ran }, sql }) => (ran?.record ? [sql.body, ran.record.body] : [sql.body]));
  const paths = texts.flatMap((text) => editorPaths(text));
  const environments = {
    streaming: await session.environment(paths, 'streaming'),
    batch: await session.environment(paths, 'batch'),
  };
  const looked = cells.map(({ question, sql }) => ({
    question,
    sql,
    now: examineParagraph(sql.body, environments[sql.mode]),
  }));
  const makers = makersOf(looked);
  const edited = looked.flatMap(editedMakers);
  return looked.map((cell) => ({
    cellId: cell.question.cellId,
    revision: cell.question.revision,
    uses: cell.now.uses.map((use) => describeUse(use, cell.now.after.catalog)),
    advice: adviseParagraph(cell.now, cell.question.facts).map((advice) => adviceView(advice, cell, looked)),
    stale: staleView(cell.question, { environments, sessionId, makers, edited }),
  }));
}

function sqlOf({ text, values }: InsightQuestion): SqlText | undefined {
  const { interpreter, bodyStart, problem } = parseHeader(text);
  const language = languageOf(interpreter);
  if (problem !== null || (language !== 'ssql' && language !== 'bsql')) {
    return undefined;
  }
  const filled = fillParagraph(text, values, paragraphForms(text).occurrences);
  const mode = language === 'bsql' ? 'batch' : 'streaming';
  return { body: filled.text.slice(bodyStart), bodyStart, filled, mode };
}

/** Which cells make what. */
function makersOf(cells: readonly LookedAt[]): ReadonlyMap<string, readonly string[]> {
  const makers = new Map<string, string[]>();
  for (const { question, now } of cells) {
    for (const key of Object.keys(now.digest.made)) {
      makers.set(key, [...(makers.get(key) ?? []), question.cellId]);
    }
  }
  return makers;
}

/** Objects that the cell made when it ran, and would make otherwise with the text it has now. */
function editedMakers({ question, now }: LookedAt): EditedMaker[] {
  const { ran, text, cellId } = question;
  if (ran === null || ran.record === null || ran.text === text) {
    return [];
  }
  const { made } = ran.record.digest;
  const { made: wouldMake, existing } = now.digest;
  return Object.keys(wouldMake)
    .filter((key) => made[key] != null && existing[key] != null && wouldMake[key] !== existing[key])
    .map((key) => ({ cellId, key }));
}

interface Surroundings {
  readonly environments: Readonly<Record<SqlText['mode'], CompileEnvironment>>;
  readonly sessionId: string;
  readonly makers: ReadonlyMap<string, readonly string[]>;
  readonly edited: readonly EditedMaker[];
}

function staleView({ cellId, ran }: InsightQuestion, around: Surroundings): CellInsight['stale'] {
  const record = ran?.record ?? null;
  if (record === null) {
    return null;
  }
  const { environments, ...rest } = around;
  const now = examineParagraph(record.body, environments[record.mode]).digest;
  return staleOf({ cellId, record, now, ...rest });
}

function adviceView(advice: Advice, cell: LookedAt, all: readonly LookedAt[]): AdviceView {
  const { code, label, message, span } = advice;
  return {
    code,
    label,
    message,
    ...placesOf(cell, span),
    fixes: advice.fixes.flatMap((fix): AdviceFixView[] => {
      if ('span' in fix) {
        return fixView(fix, cell);
      }
      for (const other of [cell, ...all]) {
        const found = applyTableFix(fix, other.now);
        if (found !== undefined) {
          return fixView(found, other);
        }
      }
      return [];
    }),
  };
}

function placesOf({ question, sql }: LookedAt, span: Span) {
  const { start, end } = sql.filled.toSource(inParagraph(sql, span));
  return { start: lineColumnOf(question.text, start), end: lineColumnOf(question.text, end) };
}

/** A fix that would write over a form's value is none. */
function fixView(fix: Fix, cell: LookedAt): AdviceFixView[] {
  const { title, span, replacement } = fix;
  return cell.sql.filled.isSource(inParagraph(cell.sql, span))
    ? [{ title, cellId: cell.question.cellId, ...placesOf(cell, span), replacement }]
    : [];
}

function inParagraph({ bodyStart }: SqlText, { start, end }: Span): Span {
  return { start: start + bodyStart, end: end + bodyStart };
}
