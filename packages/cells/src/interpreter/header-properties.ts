import { type Millis, suggest } from '@riffle/base';
import { type HeaderProperty, headerProperties, languageOf, parseHeader } from '@riffle/note-model';
import type { Diagnostic } from '@riffle/plan';
import type { ResultMode } from '@riffle/protocol';

/** What a header asks of its paragraph, once nothing is wrong with it. */
export interface AskedProperties {
  readonly mode: ResultMode | undefined;
  /** Between two pushes of a view at least this long; live without it. */
  readonly refreshMs: Millis | undefined;
  /** Rows of an append view whose first column is older than the newest by this are dropped. */
  readonly thresholdMs: Millis | undefined;
  /** Subtasks of this paragraph's jobs; the session's number without it. */
  readonly parallelism: number | undefined;
  readonly template: string | undefined;
  readonly runAsOne: boolean;
}

const MODES: readonly ResultMode[] = ['append', 'update', 'single'];
/** More subtasks than a job has of these would have nothing to do. */
const KEY_GROUPS = 128;

/** Zeppelin's properties that mean something here. */
const KNOWN = [
  'type',
  'refreshInterval',
  'template',
  'threshold',
  'parallelism',
  'maxParallelism',
  'jobName',
  'runAsOne',
  'form',
];
const NOT_YET: Readonly<Record<string, string>> = {
  savepointDir: 'Stop ends the job without a savepoint',
  resumeFromSavepoint: 'the job starts anew',
  resumeFromLatestCheckpoint: 'the job starts anew',
  'execution.savepoint.path': 'the job starts anew',
  interpolate: 'the text stays as it is',
  saveAs: 'the result is kept with the paragraph alone',
  injectCredentials: 'the text stays as it is',
};
/** Zeppelin writes these for itself. */
const IGNORED = new Set(['flink.streaming.insert_into']);

export function askedProperties(properties: Readonly<Record<string, string>>): AskedProperties {
  const number = (name: string): number | undefined => {
    const text = properties[name];
    return text === undefined ? undefined : Number(text);
  };
  return {
    mode: properties['type']?.toLowerCase() as ResultMode | undefined,
    refreshMs: number('refreshInterval'),
    thresholdMs: number('threshold'),
    parallelism: number('parallelism'),
    template: properties['template'],
    runAsOne: (properties['runAsOne'] ?? 'false').toLowerCase() !== 'false',
  };
}

/** What is wrong with a paragraph's header properties, with places in the text; warnings for what has no effect. */
export function headerDiagnostics(text: string): Diagnostic[] {
  const { interpreter, properties } = parseHeader(text);
  const language = languageOf(interpreter);
  if (language !== 'ssql' && language !== 'bsql') {
    return [];
  }
  return headerProperties(text).flatMap((property) => {
    const error = valueError(property, properties);
    if (error !== null) {
      return [about(property, 'error', error)];
    }
    const warning = warningAbout(property, askedProperties(properties).mode);
    return warning === null ? [] : [warning];
  });
}

function valueError({ name, value }: HeaderProperty, all: Readonly<Record<string, string>>): string | null {
  switch (name) {
    case 'type':
      return MODES.includes(value.toLowerCase() as ResultMode)
        ? null
        : `type=${value} is not known. Use append, update or single, or leave it out.`;
    case 'parallelism':
    case 'maxParallelism':
      return parallelismError(name, value, all);
    case 'refreshInterval':
    case 'threshold':
      return /^\d+$/.test(value)
        ? null
        : `${name}=${value} is no number of milliseconds. Use one such as 1000, or leave it out.`;
    case 'form':
      return ['simple', 'native'].includes(value.toLowerCase())
        ? null
        : `form=${value} is not known. Use native to keep \${…} as it is, or leave it out.`;
    default:
      return null;
  }
}

function parallelismError(name: string, value: string, all: Readonly<Record<string, string>>): string | null {
  if (!/^0*[1-9]\d*$/.test(value)) {
    return `${name}=${value} is no number of tasks. Use a whole number from 1 up, or leave it out.`;
  }
  if (name === 'maxParallelism') {
    return null;
  }
  const most = Math.min(Number(all['maxParallelism'] ?? KEY_GROUPS), KEY_GROUPS);
  return Number(value) > most ? `parallelism=${value} is more than the most there can be, ${most}.` : null;
}

function warningAbout(property: HeaderProperty, mode: ResultMode | undefined): Diagnostic | null {
  const { name } = property;
  const notYet = Object.hasOwn(NOT_YET, name) ? NOT_YET[name] : undefined;
  if (notYet !== undefined) {
    return about(property, 'warning', `not supported yet: ${name}; ${notYet}.`);
  }
  if (name === 'template' && mode !== 'single') {
    return about(property, 'warning', 'template has an effect only with type=single.');
  }
  if (name === 'threshold' && mode !== 'append') {
    return about(property, 'warning', 'threshold has an effect only with type=append.');
  }
  return KNOWN.includes(name) || IGNORED.has(name) ? null : unknown(property);
}

function unknown(property: HeaderProperty): Diagnostic {
  const { name, start } = property;
  const meant = suggest(name, [...KNOWN, ...Object.keys(NOT_YET)]);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return {
    ...about(property, 'warning', `There is no property "${name}"; it is left out of account.${hint}`),
    ...(meant === undefined
      ? {}
      : { fix: { title: `Use "${meant}"`, span: { start, end: start + name.length }, replacement: meant } }),
  };
}

function about({ start, end }: HeaderProperty, severity: 'error' | 'warning', message: string): Diagnostic {
  return { code: 'invalid-header', severity, message, span: { start, end } };
}
