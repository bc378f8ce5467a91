import { type Diagnostic, lineColumnOf } from '@riffle/plan';
import type { Problem } from '@riffle/protocol';

/** A diagnostic as a problem; its places count in `text`, the whole paragraph. */
export function problemOf(diagnostic: Diagnostic, text: string): Problem {
  const place = (at: number) => lineColumnOf(text, at);
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    ...(diagnostic.hint === undefined ? {} : { hint: diagnostic.hint }),
    start: place(diagnostic.span.start),
    end: place(diagnostic.span.end),
    ...(diagnostic.fix === undefined
      ? {}
      : {
          fix: {
            title: diagnostic.fix.title,
            start: place(diagnostic.fix.span.start),
            end: place(diagnostic.fix.span.end),
            replacement: diagnostic.fix.replacement,
          },
        }),
  };
}
