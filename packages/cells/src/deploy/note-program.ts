import { languageOf, type NoteDocument, type ParagraphHeader, paragraphForms, parseHeader } from '@riffle/note-model';
import { lineColumnOf } from '@riffle/plan';
import { parseSql, type Statement } from '@riffle/sql';
import { CRITERIA, type CriterionCheck, type CriterionNumber, completeChecks, type SkippedPart } from './criteria.ts';

/** A stretch of the program's text and where in the note it comes from. */
export interface ProgramPiece {
  /** Offsets in the program's text, `end` excluded. */
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly paragraph: number;
  /** Where the stretch begins in the paragraph's text. */
  readonly offset: number;
}

/** What of a note an application runs. */
export interface NoteProgram {
  /** The kept statements in order, each ended by a semicolon. */
  readonly sql: string;
  readonly pieces: readonly ProgramPiece[];
  readonly skipped: readonly SkippedPart[];
  /** Every criterion but whether the SQL compiles, which needs a catalog. */
  readonly checks: readonly CriterionCheck[];
}

interface SourceParagraph {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  readonly header: ParagraphHeader;
}

const CHECKED_HERE: readonly CriterionNumber[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];
/** Interpreters by any of their names; everything else cannot be deployed. */
const DEPLOYABLE = new Set(['ssql', 'python', 'scala', 'markdown']);

/**
 * Makes a program of a note: the SQL an application runs, what it leaves out and why, and how the note stands against
 * each criterion. Pure; a note that cannot be deployed gives findings that block, never an exception.
 */
export function noteProgram(note: Pick<NoteDocument, 'paragraphs'>): NoteProgram {
  return new NoteReader().read(note);
}

class NoteReader {
  readonly #findings: CriterionCheck[] = [];
  readonly #skipped: SkippedPart[] = [];
  readonly #pieces: ProgramPiece[] = [];
  readonly #languages = new Set<string>();
  #sql = '';
  #sources = 0;
  /** Some paragraph's statements are not known, for it has mistakes. */
  #unread = false;
  /** The first paragraph that holds INSERTs. */
  #insertsIn: number | null = null;

  read({ paragraphs }: Pick<NoteDocument, 'paragraphs'>): NoteProgram {
    paragraphs.forEach((paragraph, index) => {
      const text = paragraph.text ?? '';
      const source = { number: index + 1, text, header: parseHeader(text) };
      if (text.trim() === '') {
        return;
      }
      if (paragraph.config['enabled'] === false) {
        this.#skip(source, 0, 'This paragraph is disabled.');
      } else {
        this.#readParagraph(source);
      }
    });
    this.#checkWhole();
    return {
      sql: this.#sql,
      pieces: this.#pieces,
      skipped: this.#skipped,
      checks: completeChecks(this.#findings, CHECKED_HERE),
    };
  }

  #readParagraph(source: SourceParagraph): void {
    const { header, text } = source;
    if (header.problem !== null) {
      this.#find(3, source, header.problem.offset, header.problem.message);
      return;
    }
    const language = languageOf(header.interpreter);
    if (!DEPLOYABLE.has(language)) {
      const what = header.interpreter ?? '';
      this.#find(
        3,
        source,
        0,
        `%${what} cannot run in an application. Disable this paragraph, or write it as %flink.ssql.`,
      );
      return;
    }
    if (language === 'markdown') {
      this.#skip(source, 0, 'Markdown is for readers.');
      return;
    }
    this.#sources++;
    this.#checkHeader(source);
    if (this.#asksForInput(source)) {
      this.#unread = true;
    } else if (language === 'ssql') {
      this.#readSql(source);
    } else {
      this.#languages.add(language);
      this.#checkCode(source, language as 'python' | 'scala');
    }
    if (text.slice(header.bodyStart).trim() === '') {
      this.#skip(source, 0, 'This paragraph is empty.');
    }
  }

  #checkHeader(source: SourceParagraph): void {
    const { parallelism } = source.header.properties;
    if (parallelism !== undefined) {
      const sentence = `parallelism=${parallelism} does not count here: the application has its own parallelism.`;
      this.#remark(10, source, 0, sentence);
    }
  }

  #asksForInput(source: SourceParagraph): boolean {
    const { occurrences } = paragraphForms(source.text);
    const written = (form: { start: number; end: number }): string => source.text.slice(form.start, form.end);
    const form = occurrences.find((occurrence) => !written(occurrence).startsWith('${property:'));
    if (form === undefined) {
      return false;
    }
    const sentence = `The form ${written(form)} asks for input, and nobody answers an application. Write the value, or ${'$'}{property:Group.Key}.`;
    this.#find(6, source, form.start, sentence);
    return true;
  }

  #checkCode(source: SourceParagraph, language: 'python' | 'scala'): void {
    const { text, header } = source;
    const body = text.slice(header.bodyStart);
    const at = (pattern: RegExp): number | null => {
      const found = pattern.exec(body);
      return found === null ? null : header.bodyStart + found.index;
    };
    const context = at(/\bz\s*\./);
    if (context !== null) {
      this.#find(4, source, context, 'An application has no Zeppelin context: remove what uses z.');
    }
    const magic = at(/^[ \t]*(?:!\w|%%?\w)/m);
    if (magic !== null) {
      this.#find(12, source, magic, 'Shell commands and magics run in notebooks only: remove this line.');
    }
    const oldPlanner = at(/\bs?t?_?env_2\b/);
    if (oldPlanner !== null) {
      const sentence = 'The environments whose names end in _2 belong to the old planner: use the ones without it.';
      this.#find(12, source, oldPlanner, sentence);
    }
    const name = language === 'python' ? 'Python' : 'Scala';
    const sentence = `${name} paragraphs do not run as an application here: write this in SQL, or disable the paragraph.`;
    this.#find(14, source, 0, sentence);
  }

  #readSql(source: SourceParagraph): void {
    const { text, header } = source;
    const body = text.slice(header.bodyStart);
    const { statements, diagnostics } = parseSql(body);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    for (const { message, span } of errors) {
      this.#find(13, source, header.bodyStart + span.start, message);
    }
    if (errors.length > 0) {
      this.#unread = true;
      return;
    }
    let firstInsert: Statement | null = null;
    for (const statement of statements) {
      const role = roleOf(statement);
      const offset = header.bodyStart + statement.span.start;
      if (role === 'shows') {
        this.#leaveOut(source, statement, offset);
      } else if (role === 'frame') {
        // BEGIN and END of a statement set: all INSERTs are one job anyway.
      } else if (role === 'refused') {
        this.#find(13, source, offset, `${titleOf(statement)} cannot run in an application. Remove it.`);
      } else {
        if (role === 'writes') {
          firstInsert ??= statement;
          this.#noteInsert(source, offset);
        } else if (firstInsert !== null) {
          const sentence =
            'Definitions and settings must stand before the INSERTs of a paragraph, since those run as one job.';
          this.#find(13, source, offset, sentence);
        }
        this.#keep(source, statement, offset);
      }
    }
  }

  #leaveOut(source: SourceParagraph, statement: Statement, offset: number): void {
    const reason = `${titleOf(statement)} shows something to a person; an application leaves it out.`;
    this.#skip(source, offset, reason);
    if (statement.kind === 'query-statement') {
      this.#remark(13, source, offset, reason);
    }
  }

  #noteInsert(source: SourceParagraph, offset: number): void {
    this.#insertsIn ??= source.number;
    if (this.#insertsIn !== source.number) {
      const sentence = `Paragraph ${this.#insertsIn} holds INSERTs already, and an application runs one job. Put them into one paragraph.`;
      this.#find(5, source, offset, sentence);
    }
  }

  #keep(source: SourceParagraph, statement: Statement, offset: number): void {
    const start = this.#sql.length;
    const body = source.text.slice(source.header.bodyStart);
    this.#sql += body.slice(statement.span.start, statement.span.end);
    this.#pieces.push({ start, end: this.#sql.length, paragraph: source.number, offset });
    this.#sql += ';\n';
  }

  #checkWhole(): void {
    if (this.#languages.size > 1) {
      const sentence = 'The note holds Python and Scala. An application takes one of them beside SQL.';
      this.#findings.push(check(2, { paragraph: null, line: null, sentence, blocking: true }));
    }
    if (this.#sources === 0) {
      const sentence = 'There is nothing to run: add a %flink.ssql paragraph, or enable one.';
      this.#findings.push(check(9, { paragraph: null, line: null, sentence, blocking: true }));
    } else if (this.#insertsIn === null && this.#languages.size === 0 && !this.#unread) {
      const sentence = 'Nothing is written anywhere: an application needs at least one INSERT INTO.';
      this.#findings.push(check(5, { paragraph: null, line: null, sentence, blocking: true }));
    }
  }

  #skip(source: SourceParagraph, offset: number, reason: string): void {
    this.#skipped.push({ paragraph: source.number, line: lineColumnOf(source.text, offset).line, reason });
  }

  #find(criterion: CriterionNumber, source: SourceParagraph, offset: number, sentence: string): void {
    this.#findings.push(check(criterion, { ...placeIn(source, offset), sentence, blocking: true }));
  }

  #remark(criterion: CriterionNumber, source: SourceParagraph, offset: number, sentence: string): void {
    this.#findings.push(check(criterion, { ...placeIn(source, offset), sentence, blocking: false }));
  }
}

function placeIn({ number, text }: SourceParagraph, offset: number): { paragraph: number; line: number } {
  return { paragraph: number, line: lineColumnOf(text, offset).line };
}

function check(
  criterion: CriterionNumber,
  rest: Pick<CriterionCheck, 'paragraph' | 'line' | 'sentence' | 'blocking'>,
): CriterionCheck {
  return { criterion, name: CRITERIA[criterion], met: false, ...rest };
}

/** What a statement does in an application. */
export type StatementRole = 'defines' | 'writes' | 'shows' | 'frame' | 'refused';

export function roleOf(statement: Statement): StatementRole {
  switch (statement.kind) {
    case 'insert':
    case 'statement-set':
      return 'writes';
    case 'execute':
      return statement.statement.kind === 'insert' ? 'writes' : 'shows';
    case 'create-table':
      return statement.query === undefined ? 'defines' : 'writes';
    case 'begin-statement-set':
    case 'end-statement-set':
      return 'frame';
    case 'query-statement':
    case 'explain':
    case 'describe':
    case 'show':
      return 'shows';
    case 'drop-table':
    case 'alter-table':
    case 'create-view':
    case 'drop-view':
    case 'alter-view':
    case 'create-catalog':
    case 'drop-catalog':
    case 'alter-catalog':
    case 'create-database':
    case 'drop-database':
    case 'alter-database':
    case 'create-function':
    case 'alter-function':
    case 'drop-function':
    case 'use-catalog':
    case 'use-database':
    case 'use-modules':
    case 'load-module':
    case 'unload-module':
    case 'set':
    case 'reset':
      return 'defines';
    default:
      return 'refused';
  }
}

function titleOf(statement: Statement): string {
  return statement.kind === 'query-statement' ? 'A SELECT' : statement.kind.replaceAll('-', ' ').toUpperCase();
}
