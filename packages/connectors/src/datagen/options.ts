import { OptionReader } from '../option-reader.ts';

export interface DatagenOptions {
  /** Over all subtasks; at least one. */
  readonly rowsPerSecond: number;
  /** Over all subtasks; undefined means without end. */
  readonly numberOfRows: number | undefined;
}

export function datagenOptions(options: Readonly<Record<string, string>>): DatagenOptions {
  const reader = new OptionReader(options);
  return {
    rowsPerSecond: reader.whole('rows-per-second') ?? 10_000,
    numberOfRows: reader.whole('number-of-rows'),
  };
}

/** The settings of one column (`fields.price.min`) or of a part of one (`fields.tags.element.length`). */
export interface FieldOptions {
  readonly path: string;
  readonly kind: 'random' | 'sequence';
  readonly min: string | undefined;
  readonly max: string | undefined;
  /** Milliseconds. */
  readonly maxPast: number;
  readonly length: number | undefined;
  readonly varLength: boolean;
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly nullRate: number;
}

export function fieldOptions(options: Readonly<Record<string, string>>, path: string): FieldOptions {
  const reader = new OptionReader(options);
  const key = (name: string): string => `fields.${path}.${name}`;
  return {
    path,
    kind: reader.text(key('kind')) === 'sequence' ? 'sequence' : 'random',
    min: reader.text(key('min')),
    max: reader.text(key('max')),
    maxPast: reader.duration(key('max-past')) ?? 0,
    length: reader.whole(key('length')),
    varLength: reader.flag(key('var-len')),
    start: reader.text(key('start')),
    end: reader.text(key('end')),
    nullRate: reader.number(key('null-rate')) ?? 0,
  };
}
