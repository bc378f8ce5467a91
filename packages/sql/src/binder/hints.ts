/** `/*+ … *​/` hints: OPTIONS of a table, STATE_TTL of a query. */
import { durationMillis } from '@riffle/plan';
import type { Hint, HintArgument } from '../ast/queries.ts';
import type { BindContext } from './context.ts';

/** Milliseconds by table name or alias. */
export type StateTtlHints = ReadonlyMap<string, number>;

export const noHints: StateTtlHints = new Map();

function textOf(part: HintArgument['value'] | HintArgument['key']): string {
  switch (part?.kind) {
    case 'string-literal':
      return part.value;
    case 'number-literal':
      return part.text;
    case 'identifier':
      return part.name;
    default:
      return '';
  }
}

/** The first hint for a name wins, as in Flink. */
export function stateTtlHints(context: BindContext, hints: readonly Hint[]): StateTtlHints {
  const found = new Map<string, number>();
  for (const argument of hints.filter((hint) => isNamed(hint, 'STATE_TTL')).flatMap((hint) => hint.args)) {
    const millis = durationMillis(textOf(argument.value));
    if (millis === undefined) {
      context.report(
        'invalid-hint',
        `"${textOf(argument.value)}" is not a duration such as '1d' or '2 h'.`,
        argument.span,
      );
    } else if (!found.has(textOf(argument.key))) {
      found.set(textOf(argument.key), millis);
    }
  }
  return found;
}

function isNamed(hint: Hint, name: string): boolean {
  return hint.name.name.toUpperCase() === name;
}

/** The options OPTIONS hints give, later ones first. */
export function optionHints(context: BindContext, hints: readonly Hint[]): Readonly<Record<string, string>> {
  const options = hints.filter((hint) => isNamed(hint, 'OPTIONS'));
  if (options.length > 0 && context.config('table.dynamic-table-options.enabled', 'true') === 'false') {
    const span = options[0]?.span ?? { start: 0, end: 0 };
    context.report(
      'hints-disabled',
      'OPTIONS hints are switched off; set table.dynamic-table-options.enabled to true.',
      span,
    );
  }
  const entries = options.flatMap((hint) => hint.args.map((arg) => [textOf(arg.key), textOf(arg.value)] as const));
  return Object.fromEntries(entries);
}

/** The arguments of LOOKUP hints for a table, by key. */
export function lookupHints(hints: readonly Hint[], names: readonly string[]): Readonly<Record<string, string>> {
  const all = hints
    .filter((hint) => isNamed(hint, 'LOOKUP'))
    .map((hint) => Object.fromEntries(hint.args.map((arg) => [textOf(arg.key), textOf(arg.value)] as const)));
  return all.find((entry) => entry['table'] !== undefined && names.includes(entry['table'])) ?? {};
}
