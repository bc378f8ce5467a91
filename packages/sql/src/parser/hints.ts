import type { Hint, HintArgument } from '../ast/index.ts';
import type { Cursor } from './cursor.ts';

/** `/*+ NAME(args), … ` up to the end of the comment; empty without one. */
export function hintList(p: Cursor): readonly Hint[] {
  const hints: Hint[] = [];
  while (p.accept('/*+')) {
    hints.push(...p.list(() => hint(p)));
    p.expect('*/');
  }
  return hints;
}

function hint(p: Cursor): Hint {
  const start = p.at;
  const name = p.name('a hint');
  const args = p.accept('(') ? hintArguments(p) : [];
  return { kind: 'hint', name, args, span: p.spanFrom(start) };
}

function hintArguments(p: Cursor): readonly HintArgument[] {
  const args = p.is(')') ? [] : p.list(() => hintArgument(p));
  p.expect(')');
  return args;
}

function hintArgument(p: Cursor): HintArgument {
  const start = p.at;
  const first = hintValue(p);
  if (first.kind === 'number-literal' || !p.accept('=')) {
    return { kind: 'hint-argument', value: first, span: p.spanFrom(start) };
  }
  return { kind: 'hint-argument', key: first, value: hintValue(p), span: p.spanFrom(start) };
}

function hintValue(p: Cursor): HintArgument['value'] {
  if (p.isString()) {
    return p.string();
  }
  return p.isNumber() ? p.number() : p.name('a name, number or string');
}
