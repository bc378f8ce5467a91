/**
 * Help while a paragraph is written: its header cut off and its forms filled in, the rest asked of the SQL package with
 * the session's catalogs.
 */
import { type FilledText, fillParagraph, languageOf, paragraphForms, parseHeader } from '@riffle/note-model';
import type { Diagnostic } from '@riffle/plan';
import type { AssistName, RequestOutput, TextProblem } from '@riffle/protocol';
import { type CompileEnvironment, complete, diagnose, editorPaths, hover, signatureHelp } from '@riffle/sql';
import { inSource } from '../interpreter/form-places.ts';
import { headerDiagnostics } from '../interpreter/header-properties.ts';
import type { AssistQuestion } from '../messages.ts';
import type { SqlSession } from '../session/sql-session.ts';
import { explainText } from './explain-text.ts';
import { formatParagraph } from './format-paragraph.ts';

/** Most completions of one answer: nobody reads further, and a letter more narrows them. */
const MOST_COMPLETIONS = 400;

interface SqlPart {
  readonly text: string;
  /** Where it begins in the paragraph. */
  readonly start: number;
  /** The whole paragraph with its forms' values. */
  readonly filled: FilledText;
}

/** Answers with what the protocol says for the question's name; about text that is not SQL there is nothing to say. */
export async function answerAssist(session: SqlSession, question: AssistQuestion): Promise<RequestOutput<AssistName>> {
  const { name, text, values } = question;
  const header = parseHeader(text);
  if (name === 'diagnose' && header.problem !== null) {
    const { message, offset } = header.problem;
    return { problems: [{ code: 'invalid-header', severity: 'error', message, start: offset, end: text.length }] };
  }
  const language = languageOf(header.interpreter);
  if ((language !== 'ssql' && language !== 'bsql') || header.problem !== null) {
    return nothingFor(question);
  }
  const forms = paragraphForms(text);
  if (name === 'format') {
    return { text: formatParagraph(text, header.bodyStart, forms.occurrences) };
  }
  const filled = fillParagraph(text, values, forms.occurrences);
  const part: SqlPart = { text: filled.text.slice(header.bodyStart), start: header.bodyStart, filled };
  const place = filled.toFilled(question.offset);
  const mode = language === 'bsql' ? 'batch' : 'streaming';
  if (name === 'explain') {
    return explainText(session, part.text, mode);
  }
  const offset = place === null ? -1 : place - header.bodyStart;
  if (offset < 0 && name !== 'diagnose') {
    return nothingFor(question);
  }
  const atPlace = name === 'complete' ? offset : undefined;
  const given = answer(name, part, offset, await session.environment(editorPaths(part.text, atPlace), mode));
  return 'problems' in given
    ? { problems: [...headerDiagnostics(text).map(problemOf), ...forms.problems.map(formProblem), ...given.problems] }
    : given;
}

function formProblem(problem: { message: string; start: number; end: number }): TextProblem {
  return { code: 'invalid-form', severity: 'error', ...problem };
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
    case 'explain':
      return { plans: [] };
  }
}

function answer(
  name: Exclude<AssistName, 'format' | 'explain'>,
  part: SqlPart,
  offset: number,
  env: CompileEnvironment,
): RequestOutput<AssistName> {
  const { text, start, filled } = part;
  const inParagraph = (span: { start: number; end: number }) =>
    filled.toSource({ start: span.start + start, end: span.end + start });
  switch (name) {
    case 'diagnose':
      return { problems: diagnose(text, env).map((diagnostic) => problemOf(inSource(diagnostic, start, filled))) };
    case 'complete': {
      const { span, items } = complete(text, offset, env);
      const shown = items.slice(0, MOST_COMPLETIONS).map(({ rank: _, ...item }) => item);
      return { ...inParagraph(span), items: shown };
    }
    case 'hover': {
      const found = hover(text, offset, env);
      return { hover: found ? { ...inParagraph(found.span), text: found.text } : null };
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

function problemOf({ span, fix, hint, ...rest }: Diagnostic): TextProblem {
  return {
    ...rest,
    ...(hint === undefined ? {} : { hint }),
    ...span,
    ...(fix === undefined ? {} : { fix: { title: fix.title, ...fix.span, replacement: fix.replacement } }),
  };
}
