import { type FilledText, formValue, paragraphForms, type ScopedValues } from '@riffle/note-model';
import type { Diagnostic } from '@riffle/plan';

/** What stands against running a paragraph's forms, with places in the paragraph. */
export function formProblems(text: string, values: ScopedValues): Diagnostic[] {
  const { occurrences, problems } = paragraphForms(text);
  const wrong = problems.map(
    ({ message, start, end }): Diagnostic => ({
      code: 'invalid-form',
      severity: 'error',
      message,
      span: { start, end },
    }),
  );
  const missing = occurrences
    .filter(({ form }) => form.kind === 'password' && formValue(form, values[form.scope]) === '')
    .map(
      ({ form, start, end }): Diagnostic => ({
        code: 'missing-password',
        severity: 'error',
        message: `The password "${form.label ?? form.name}" is empty. Enter it and run again.`,
        hint: 'Passwords are kept until the server stops, never with the note.',
        span: { start, end },
      }),
    );
  return [...wrong, ...missing];
}

/** A diagnostic about filled SQL, which begins at `bodyStart`, as one about the paragraph as it is written. */
export function inSource(diagnostic: Diagnostic, bodyStart: number, filled: FilledText): Diagnostic {
  const { fix, ...rest } = diagnostic;
  const moved = ({ start, end }: Diagnostic['span']) => ({ start: start + bodyStart, end: end + bodyStart });
  return {
    ...rest,
    span: filled.toSource(moved(diagnostic.span)),
    // A fix inside a form's value would change the form, not the value.
    ...(fix === undefined || !filled.isSource(moved(fix.span))
      ? {}
      : { fix: { ...fix, span: filled.toSource(moved(fix.span)) } }),
  };
}
