import type { NoteDocument } from '@riffle/note-model';
import { lineColumnOf, type PhysicalPlan } from '@riffle/plan';
import type { AwsAccess } from '../messages.ts';
import { compileProgram, type ProgramProblem } from './compile-program.ts';
import { CRITERIA, type CriterionCheck, completeChecks } from './criteria.ts';
import { type NoteProgram, noteProgram } from './note-program.ts';
import type { PropertyGroups } from './properties.ts';

export interface NoteCheckOptions {
  readonly database: string;
  readonly properties: PropertyGroups;
  /** Where Glue is; without it tables the note does not make are unknown. */
  readonly aws: AwsAccess | undefined;
}

export interface NoteCheck extends NoteProgram {
  /** Nothing blocks. */
  readonly deployable: boolean;
}

/** How a note stands against all criteria, whether its SQL compiles included; that is tried when nothing else blocks. */
export async function checkNote(note: Pick<NoteDocument, 'paragraphs'>, options: NoteCheckOptions): Promise<NoteCheck> {
  return (await compileNote(note, options)).check;
}

/** The same, with the plan an application would run; null when something blocks. */
export async function compileNote(
  note: Pick<NoteDocument, 'paragraphs'>,
  options: NoteCheckOptions,
): Promise<{ readonly check: NoteCheck; readonly plan: PhysicalPlan | null }> {
  const program = noteProgram(note);
  if (program.checks.some(({ blocking }) => blocking)) {
    return { check: { ...program, deployable: false }, plan: null };
  }
  const compiled = await compileProgram({ ...options, sql: program.sql }, options.aws);
  const problems = compiled.ok ? compiled.warnings : compiled.problems;
  const findings = problems.map((problem) => findingOf(note, program, { problem, blocking: !compiled.ok }));
  const checks = [...program.checks, ...completeChecks(findings, [15])];
  return { check: { ...program, checks, deployable: compiled.ok }, plan: compiled.ok ? compiled.plan : null };
}

function findingOf(
  note: Pick<NoteDocument, 'paragraphs'>,
  program: NoteProgram,
  { problem, blocking }: { readonly problem: ProgramProblem; readonly blocking: boolean },
): CriterionCheck {
  const piece = program.pieces.find(({ start, end }) => problem.offset >= start && problem.offset <= end);
  const text = piece === undefined ? '' : (note.paragraphs[piece.paragraph - 1]?.text ?? '');
  const place =
    piece === undefined ? null : lineColumnOf(text, piece.offset + Math.max(0, problem.offset - piece.start));
  return {
    criterion: 15,
    name: CRITERIA[15],
    met: false,
    paragraph: piece?.paragraph ?? null,
    line: place?.line ?? null,
    sentence: problem.message,
    blocking,
  };
}
