import type { DynamicForm, FormKind, FormOccurrence, FormOption, FormProblem } from './form.ts';

const KINDS: Readonly<Record<string, FormKind>> = {
  textbox: 'textbox',
  password: 'password',
  select: 'select',
  checkbox: 'checkbox',
  // A runtime property of a deployed note; while one writes, a field to try values in.
  property: 'textbox',
};
const DEFAULT_DELIMITER = ',';

export interface ParsedForms {
  readonly occurrences: readonly FormOccurrence[];
  readonly problems: readonly FormProblem[];
}

/**
 * Finds the forms of a text. The grammar is Zeppelin's:
 * `${KIND(ARGUMENT):NAME(LABEL)=DEFAULT,VALUE(LABEL)|VALUE(LABEL)}`, where all but the name may be missing; `$${` makes
 * it the note's, a `_` in front hides it. Beyond that, `\` before one of `} | , ( ) =` takes its meaning away, and a `_`
 * that ends a word (`my_${x}`) belongs to the word.
 */
export function parseForms(text: string): ParsedForms {
  const occurrences: FormOccurrence[] = [];
  const problems: FormProblem[] = [];
  for (let at = text.indexOf('${'); at !== -1; ) {
    const close = indexOfPlain(text, '}', at + 2);
    if (close === -1) {
      break;
    }
    const ofNote = text[at - 1] === '$';
    const mark = ofNote ? at - 1 : at;
    const hidden = text[mark - 1] === '_' && !/[\w$]/.test(text[mark - 2] ?? ' ');
    const place = { start: hidden ? mark - 1 : mark, end: close + 1 };
    const form = parseForm(text.slice(at + 2, close), { scope: ofNote ? 'note' : 'paragraph', hidden });
    if (typeof form === 'string') {
      problems.push({ message: form, ...place });
    } else if (form !== null) {
      occurrences.push({ form, ...place });
    }
    at = text.indexOf('${', close + 1);
  }
  return { occurrences, problems };
}

/** The form that stands between the braces; a sentence when its kind is not known, null when it has no name. */
function parseForm(inner: string, around: Pick<DynamicForm, 'scope' | 'hidden'>): DynamicForm | string | null {
  const equals = indexOfPlain(inner, '=', 0);
  const head = equals === -1 ? inner : inner.slice(0, equals);
  const rest = equals === -1 ? null : inner.slice(equals + 1);
  const typed = /^\s*(\w+)(?:\(([^)]*)\))?:(.*)$/s.exec(head);
  const given = typed?.[1]?.toLowerCase();
  if (given !== undefined && !Object.hasOwn(KINDS, given)) {
    return `There is no kind of form "${typed?.[1]}". Use textbox, password, select or checkbox.`;
  }
  const { value: name, label } = parseLabelled((typed?.[3] ?? head).trim());
  if (name === '') {
    return null;
  }
  const asked = given === undefined ? undefined : KINDS[given];
  const whole = asked === 'textbox' || asked === 'password';
  const comma = rest === null || whole ? -1 : indexOfPlain(rest, ',', 0);
  const hasOptions = comma !== -1;
  const kind = asked ?? (hasOptions ? 'select' : 'textbox');
  const defaultText = rest === null ? '' : hasOptions ? rest.slice(0, comma) : rest;
  return {
    kind,
    ...around,
    name,
    ...(label === undefined ? {} : { label }),
    defaultValue: kind === 'checkbox' ? splitPlain(defaultText, '|').map(withoutEscapes) : withoutEscapes(defaultText),
    options: hasOptions ? splitPlain((rest ?? '').slice(comma + 1), '|').map(parseLabelled) : [],
    delimiter: typed?.[2] ?? DEFAULT_DELIMITER,
  };
}

/** `value(label)` */
function parseLabelled(text: string): FormOption {
  const open = indexOfPlain(text, '(', 0);
  return open > 0 && text.endsWith(')') && !text.endsWith('\\)')
    ? { value: withoutEscapes(text.slice(0, open).trim()), label: withoutEscapes(text.slice(open + 1, -1)) }
    : { value: withoutEscapes(text) };
}

/** Where `char` stands without a backslash before it; -1 when nowhere. */
function indexOfPlain(text: string, char: string, from: number): number {
  let at = text.indexOf(char, from);
  while (at > from && text[at - 1] === '\\') {
    at = text.indexOf(char, at + 1);
  }
  return at;
}

/** The parts between plain `separator`s; none of an empty text. */
function splitPlain(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = indexOfPlain(text, separator, 0); at !== -1; at = indexOfPlain(text, separator, from)) {
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return text === '' ? [] : [...parts, text.slice(from)];
}

function withoutEscapes(text: string): string {
  return text.replace(/\\([}|,()=])/g, '$1');
}
