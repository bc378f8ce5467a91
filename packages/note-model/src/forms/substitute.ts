import { type DynamicForm, distinctForms, type FormOccurrence, formValue, type ScopedValues } from './form.ts';
import { PLAIN_PLACE, type Quoting, SqlPlace } from './quoting.ts';

/** A text with its forms filled in, and the way between places in it and in the source. */
export interface FilledText {
  readonly text: string;
  /** The place in the source; a place inside a value is its form, from start to end. */
  toSource(span: { readonly start: number; readonly end: number }): { start: number; end: number };
  /** Whether a span touches no value, so that an edit of it is one of the source too. */
  isSource(span: { readonly start: number; readonly end: number }): boolean;
  /** The place in the filled text; null inside a form. */
  toFilled(offset: number): number | null;
}

interface Piece {
  readonly source: { readonly start: number; readonly end: number };
  readonly filled: { readonly start: number; readonly end: number };
}

/** Puts the values of forms, or their defaults, in their places; `sql` text gets them quoted for where they stand. */
export function fillForms(
  text: string,
  occurrences: readonly FormOccurrence[],
  values: ScopedValues,
  { sql }: { readonly sql: boolean },
): FilledText {
  const defined = definitions(occurrences);
  const place = sql ? new SqlPlace() : PLAIN_PLACE;
  const pieces: Piece[] = [];
  let filled = '';
  let at = 0;
  for (const { form, start, end } of occurrences) {
    const before = text.slice(at, start);
    place.read(before);
    filled += before;
    const definition = defined.get(key(form)) ?? form;
    const value = written(definition, form, values, place.quoting);
    pieces.push({ source: { start, end }, filled: { start: filled.length, end: filled.length + value.length } });
    filled += value;
    at = end;
  }
  return filledText(filled + text.slice(at), pieces);
}

function key({ scope, name }: DynamicForm): string {
  return `${scope}:${name}`;
}

function definitions(occurrences: readonly FormOccurrence[]): ReadonlyMap<string, DynamicForm> {
  const forms = [...distinctForms(occurrences, 'paragraph'), ...distinctForms(occurrences, 'note')];
  return new Map(forms.map((form) => [key(form), form]));
}

/** Each ticked value is quoted; the delimiter is the author's own text. */
function written(definition: DynamicForm, here: DynamicForm, values: ScopedValues, quoting: Quoting): string {
  const value = formValue(definition, values[here.scope]);
  if (typeof value === 'string') {
    return quoting(value);
  }
  const { delimiter } = here.kind === 'checkbox' ? here : definition;
  return value.map(quoting).join(delimiter);
}

function filledText(text: string, pieces: readonly Piece[]): FilledText {
  const startInSource = (offset: number): number => {
    const piece = pieces.findLast(({ filled }) => filled.start <= offset);
    if (piece === undefined) {
      return offset;
    }
    const { filled, source } = piece;
    return offset < filled.end ? source.start : source.end + (offset - filled.end);
  };
  const endInSource = (offset: number): number => {
    const piece = pieces.findLast(({ filled }) => filled.start < offset);
    if (piece === undefined) {
      return offset;
    }
    const { filled, source } = piece;
    return offset <= filled.end ? source.end : source.end + (offset - filled.end);
  };
  return {
    text,
    toSource: ({ start, end }) => {
      const from = startInSource(start);
      return { start: from, end: end === start ? from : Math.max(from, endInSource(end)) };
    },
    isSource: ({ start, end }) => pieces.every(({ filled }) => end <= filled.start || filled.end <= start),
    toFilled: (offset) => {
      if (pieces.some(({ source }) => source.start < offset && offset < source.end)) {
        return null;
      }
      const piece = pieces.findLast(({ source }) => source.end <= offset);
      return piece === undefined ? offset : offset - piece.source.end + piece.filled.end;
    },
  };
}
