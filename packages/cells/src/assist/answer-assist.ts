/** Help while a paragraph is written: its header cut off, the rest asked of the SQL package with the session's catalogs. */
import { languageOf, parseHeader } from '@riffle/note-model';
import type { Diagnostic } from '@riffle/plan';
import type { AssistName, RequestOutput, TextProblem } from '@riffle/protocol';
import { type CompileEnvironment, complete, diagnose, editorPaths, formatSql, hover, signatureHelp } from '@riffle/sql';
import { propertyProblem } from '../interpreter/header-properties.ts';
import type { AssistQuestion } from '../messages.ts';
import type { SqlSession } from '../session/sql-session.ts';

/** Most completions of one answer: nobody reads further, and a letter more narrows them. */
const MOST_COMPLETIONS = 400;

interface SqlPart {
  readonly text: string;
  /** Where it begins in the paragraph. */
  readonly start: number;
  readonly mode: 'streaming' | 'batch';
}

/** Answers with what the protocol says for the question's name; about text that is not SQL there is nothing to say. */
export async function answerAssist(session: SqlSession, question: AssistQuestion): Promise<RequestOutput<AssistName>> {
  const { name, text } = question;
  const header = parseHeader(text);
  if (name === 'diagnose' && header.problem !== null) {
    const { message, offset } = header.problem;
    return { problems: [{ code: 'invalid-header', severity: 'error', message, start: offset, end: text.length }] };
  }
  const language = languageOf(header.interpreter);
  const offset = question.offset - header.bodyStart;
  const problem = propertyProblem(header.properties);
  if (name === 'diagnose' && problem !== null && (language === 'ssql' || language === 'bsql')) {
    return {
      problems: [{ code: 'invalid-header', severity: 'error', message: problem, start: 0, end: header.bodyStart }],
    };
  }
  const inHeader = offset < 0 && name !== 'diagnose' && name !== 'format';
  if ((language !== 'ssql' && language !== 'bsql') || header.problem !== null || inHeader) {
    return nothingFor(question);
  }
  const part: SqlPart = {
    text: text.slice(header.bodyStart),
    start: header.bodyStart,
    mode: language === 'bsql' ? 'batch' : 'streaming',
  };
  if (name === 'format') {
    return { text: formatted(text, part) };
  }
  const atPlace = name === 'complete' ? offset : undefined;
  return answer(name, part, offset, await session.environment(editorPaths(part.text, atPlace), part.mode));
}

function nothingFor({ name, text, offset }: AssistQuestion): RequestOutput<AssistName> {
  switch (name) {
    case 'diagnose':
      return { problems: [] };
    case 'complete':
      return { start: offset, end: offset, items: [] };
    case 'hover':
      return { hover: null };
    case 'signature-help':
      return { help: null };
    case 'format':
      return { text };
  }
}

/** The body laid out below the header's line, with the blanks between them as they were. */
function formatted(text: string, part: SqlPart): string {
  const lead = /^\s*/.exec(part.text)?.[0] ?? '';
  const body = part.text.slice(lead.length);
  const end = /\s*$/.exec(body)?.[0] ?? '';
  return `${text.slice(0, part.start)}${lead}${formatSql(body.trimEnd())}${end}`;
}

function answer(
  name: Exclude<AssistName, 'format'>,
  { text, start }: SqlPart,
  offset: number,
  env: CompileEnvironment,
): RequestOutput<AssistName> {
  switch (name) {
    case 'diagnose':
      return { problems: diagnose(text, env).map((diagnostic) => problemOf(diagnostic, start)) };
    case 'complete': {
      const { span, items } = complete(text, offset, env);
      const shown = items.slice(0, MOST_COMPLETIONS).map(({ rank: _, ...item }) => item);
      return { start: span.start + start, end: span.end + start, items: shown };
    }
    case 'hover': {
      const found = hover(text, offset, env);
      return {
        hover: found ? { start: found.span.start + start, end: found.span.end + start, text: found.text } : null,
      };
    }
    case 'signature-help': {
      const help = signatureHelp(text, offset, env);
      return { help: help === undefined ? null : mutable(help) };
    }
  }
}

function mutable(help: NonNullable<ReturnType<typeof signatureHelp>>) {
  return {
    ...help,
    signatures: help.signatures.map((signature) => ({ ...signature, parameters: [...signature.parameters] })),
  };
}

function problemOf({ span, fix, hint, ...rest }: Diagnostic, start: number): TextProblem {
  return {
    ...rest,
    ...(hint === undefined ? {} : { hint }),
    start: span.start + start,
    end: span.end + start,
    ...(fix === undefined
      ? {}
      : {
          fix: {
            title: fix.title,
            start: fix.span.start + start,
            end: fix.span.end + start,
            replacement: fix.replacement,
          },
        }),
  };
}
