import { types, type Value } from '@riffle/columns';
import type { ScalarBody } from '../contract.ts';
import type { ScalarSpec } from '../define.ts';
import { parameter, returns } from '../signature/index.ts';
import { codePointCount } from './code-points.ts';
import { regexCache } from './java-regex.ts';

/** A body over the text and its compiled pattern; a pattern that is wrong gives `otherwise`. */
function matching(
  otherwise: Value,
  compute: (text: string, regex: RegExp, ...rest: readonly Value[]) => Value,
): () => ScalarBody {
  return () => {
    const compiled = regexCache();
    return (text, pattern, ...rest) => {
      const regex = compiled(pattern as string);
      return regex === undefined ? otherwise : compute(text as string, regex, ...rest);
    };
  };
}

const textAndPattern = [parameter.text, parameter.text];

function group(match: RegExpExecArray | null, index: Value): Value {
  return match?.[Number(index)] ?? null;
}

function extractAll(text: string, regex: RegExp, index: Value = 1): Value {
  const wanted = Number(index);
  const groups = (new RegExp(`${regex.source}|`, 'v').exec('')?.length ?? 1) - 1;
  if (wanted < 0 || wanted > groups) {
    return null;
  }
  return Array.from(text.matchAll(regex), (match) => match[wanted] ?? null);
}

export const regexpFunctions: readonly ScalarSpec[] = [
  {
    name: 'REGEXP',
    signatures: ['REGEXP(string, regex)'],
    description: 'TRUE when some part of the string matches the Java regular expression.',
    overloads: [{ parameters: textAndPattern, result: returns(types.boolean()) }],
    compile: matching(false, (text, regex) => regex.source !== '(?:)' && regex.test(text)),
  },
  {
    name: 'REGEXP_EXTRACT',
    signatures: ['REGEXP_EXTRACT(string, regex [, group])'],
    description: 'The group (0, the whole match, when left out) of the first match; NULL when nothing matches.',
    overloads: [{ parameters: [...textAndPattern, parameter.int], optional: 1, result: () => types.string() }],
    compile: matching(null, (text, regex, index = 0) => group(regex.exec(text), index)),
  },
  {
    name: 'REGEXP_EXTRACT_ALL',
    signatures: ['REGEXP_EXTRACT_ALL(string, regex [, group])'],
    description: 'The group (1 when left out) of every match.',
    overloads: [
      { parameters: [...textAndPattern, parameter.integer], optional: 1, result: () => types.array(types.string()) },
    ],
    compile: matching(null, extractAll),
  },
  {
    name: 'REGEXP_REPLACE',
    signatures: ['REGEXP_REPLACE(string, regex, replacement)'],
    description: 'The string with every match replaced; the replacement is taken literally.',
    overloads: [{ parameters: [...textAndPattern, parameter.text], result: returns(types.string()) }],
    compile: matching(null, (text, regex, replacement) => text.replaceAll(regex, () => replacement as string)),
  },
  {
    name: 'REGEXP_COUNT',
    signatures: ['REGEXP_COUNT(string, regex)'],
    description: 'How often the regular expression matches.',
    overloads: [{ parameters: textAndPattern, result: () => types.int() }],
    compile: matching(null, (text, regex) => Array.from(text.matchAll(regex)).length),
  },
  {
    name: 'REGEXP_INSTR',
    signatures: ['REGEXP_INSTR(string, regex)'],
    description: 'Where the first match starts, from 1; 0 when nothing matches.',
    overloads: [{ parameters: textAndPattern, result: () => types.int() }],
    compile: matching(null, (text, regex) => {
      const match = regex.exec(text);
      return match === null ? 0 : codePointCount(text.slice(0, match.index)) + 1;
    }),
  },
  {
    name: 'REGEXP_SUBSTR',
    signatures: ['REGEXP_SUBSTR(string, regex)'],
    description: 'The first match; NULL when nothing matches.',
    overloads: [{ parameters: textAndPattern, result: () => types.string() }],
    compile: matching(null, (text, regex) => regex.exec(text)?.[0] ?? null),
  },
];
