import {
  type Batch,
  type LogicalType,
  newArrays,
  type Storage,
  storageOf,
  type Value,
  type Vector,
  type VectorArrays,
  type VectorValues,
  vectorOf,
} from '@riffle/columns';
import type { Expression } from '@riffle/plan';
import type { EvaluationContext } from './context.ts';
import { type Code, Emitter, type InputReader, isRepeatable } from './emitter.ts';
import { NEEDS_BIGINT } from './inline-scope.ts';
import { instantiate } from './instantiate.ts';
import { interpretExpression, type RowEvaluator } from './interpret.ts';
import { sizeOf } from './size.ts';

/** Computes an expression for all rows of a batch. */
export type BatchEvaluator = (batch: Batch) => Vector;
/** Writes the rows whose condition is TRUE into `out`, ascending, and gives their count. */
export type BatchFilter = (batch: Batch, out: Int32Array) => number;

/** Beyond this many nodes an expression is interpreted: the code would be too large for the engine to optimise. */
const MAX_GENERATED_NODES = 3_000;

/**
 * Compiles an expression into one loop over the batch's columns.
 * Errors in values (`EvaluationError`) are thrown by the evaluator.
 */
export function compileExpression(
  expression: Expression,
  inputTypes: readonly LogicalType[],
  context: EvaluationContext,
): BatchEvaluator {
  if (expression.kind === 'input') {
    const { index } = expression;
    return (batch) => batch.columns[index] as Vector;
  }
  if (expression.kind === 'literal') {
    return constantEvaluator(expression.type, expression.value);
  }
  if (sizeOf(expression, MAX_GENERATED_NODES) >= MAX_GENERATED_NODES) {
    return interpretedEvaluator(expression, context);
  }
  return generateEvaluator(expression, inputTypes, context);
}

function constantEvaluator(type: LogicalType, value: Value): BatchEvaluator {
  return ({ rowCount }) => vectorOf(type, new Array<Value>(rowCount).fill(value));
}

function interpretedEvaluator(expression: Expression, context: EvaluationContext): BatchEvaluator {
  const evaluate = interpretExpression(expression, context);
  return (batch) => {
    const values = new Array<Value>(batch.rowCount);
    for (let i = 0; i < batch.rowCount; i++) {
      values[i] = evaluate(rowOf(batch, i));
    }
    return vectorOf(expression.type, values);
  };
}

function rowOf(batch: Batch, row: number): Value[] {
  return batch.columns.map(({ type, values, nulls }) => {
    if (nulls !== null && nulls[row] === 1) {
      return null;
    }
    return type.kind === 'BOOLEAN' ? Boolean(values[row]) : (values[row] as Value);
  });
}

/**
 * Reads `c0[i]` with `n0[i]` as the NULL flags; notes which columns are read.
 * Without `nulls` every column is taken to hold none.
 */
class ColumnReader implements InputReader {
  readonly used = new Set<number>();
  readonly #nulls: boolean;

  constructor(nulls: boolean) {
    this.#nulls = nulls;
  }

  read(index: number, type: LogicalType): Code {
    this.used.add(index);
    return {
      value: type.kind === 'BOOLEAN' ? `(!!c${index}[i])` : `c${index}[i]`,
      isNull: type.nullable && this.#nulls ? `(n${index} !== null && n${index}[i] === 1)` : 'false',
    };
  }

  get declarations(): string {
    return [...this.used].map((i) => `const c${i} = columns[${i}].values, n${i} = columns[${i}].nulls;`).join('\n');
  }
}

type Generated<R, O> = (columns: readonly Vector[], count: number, out: O) => R;

/**
 * Generates code for any batch, and beside it shorter code for batches without NULLs whose longs all are doubles.
 * The shorter one is given up for good when it meets a long beyond 2^53.
 */
function generateVariants<R, O>(
  expression: Expression,
  inputTypes: readonly LogicalType[],
  context: EvaluationContext,
  write: (emitter: Emitter, reader: ColumnReader, code: Code, isPlain: boolean) => string,
): Generated<R, O> {
  const generate = (isPlain: boolean): { readonly run: Generated<R, O>; readonly used: readonly number[] } => {
    const reader = new ColumnReader(!isPlain);
    const emitter = new Emitter(context, reader);
    const code = emitter.emit(expression);
    const source = write(emitter, reader, code, isPlain);
    const scope = isPlain ? 'numbers' : 'any-long';
    const used = [...reader.used];
    return {
      run: instantiate(source, { scope, constants: emitter.constants, kinds: kindsOf(used, inputTypes) }),
      used,
    };
  };
  const { run: general, used } = generate(false);
  // A second copy of a call such as RAND(1) would start a sequence of its own.
  let plain = isRepeatable(expression, context) ? generate(true).run : undefined;
  return (columns, count, out) => {
    if (plain !== undefined && used.every((index) => columns[index]?.nulls === null)) {
      try {
        return plain(columns, count, out);
      } catch (error) {
        if (error !== NEEDS_BIGINT) {
          throw error;
        }
        plain = undefined;
      }
    }
    return general(columns, count, out);
  };
}

/** How results are stored: allocated, and widened when a long needs more than a double. */
const ALLOCATIONS = {
  boolean: 'new Uint8Array(count)',
  int: 'arrays.ints(count)',
  long: 'arrays.doubles(count)',
  double: 'arrays.doubles(count)',
  object: 'new Array(count)',
} as const;

interface RawResult {
  readonly values: VectorValues;
  readonly nulls: Uint8Array | null;
}

function generateEvaluator(
  expression: Expression,
  inputTypes: readonly LogicalType[],
  context: EvaluationContext,
): BatchEvaluator {
  const { type } = expression;
  const storage = storageOf(type);
  const arrays = context.arrays ?? newArrays;
  const run = generateVariants<RawResult, VectorArrays>(
    expression,
    inputTypes,
    context,
    (emitter, reader, code, isPlain) => `return function evaluateColumn(columns, count, arrays) {
      ${reader.declarations}
      ${emitter.prelude}
      let out = ${ALLOCATIONS[storage]}, nulls = null;
      for (let i = 0; i < count; i++) {
        ${emitter.body}
        ${storeStatement(isPlain && storage === 'long' ? 'plain-long' : storage, code)}
      }
      return { values: out, nulls };
    };`,
  );
  return (batch) => ({ type, ...run(batch.columns, batch.rowCount, arrays) });
}

function storeStatement(storage: Storage | 'plain-long', { value, isNull }: Code): string {
  const assign = assignment(storage, value);
  if (isNull === 'false') {
    return assign;
  }
  const clear = storage === 'object' ? ' out[i] = null;' : '';
  return `if (${isNull}) { if (nulls === null) nulls = new Uint8Array(count); nulls[i] = 1;${clear} } else { ${assign} }`;
}

function assignment(storage: Storage | 'plain-long', value: string): string {
  switch (storage) {
    case 'boolean':
      return `out[i] = ${value} ? 1 : 0;`;
    case 'plain-long':
      return `const r = ${value}; if (typeof r !== 'number') bail(); out[i] = r;`;
    case 'long':
      return `const r = ${value}; if (typeof r === 'bigint' && !Array.isArray(out)) out = Array.from(out.subarray(0, count)); out[i] = r;`;
    default:
      return `out[i] = ${value};`;
  }
}

/** Compiles a condition. A row whose condition is NULL is left out. */
export function compileFilter(
  condition: Expression,
  inputTypes: readonly LogicalType[],
  context: EvaluationContext,
): BatchFilter {
  if (sizeOf(condition, MAX_GENERATED_NODES) >= MAX_GENERATED_NODES) {
    const evaluate = interpretExpression(condition, context);
    return (batch, out) => {
      let kept = 0;
      for (let i = 0; i < batch.rowCount; i++) {
        if (evaluate(rowOf(batch, i)) === true) {
          out[kept++] = i;
        }
      }
      return kept;
    };
  }
  const run = generateVariants<number, Int32Array>(
    condition,
    inputTypes,
    context,
    // Every row is written and the next one overwrites it unless it was kept: a branch would be mispredicted often.
    (emitter, reader, { value, isNull }) => `return function filterRows(columns, count, out) {
      ${reader.declarations}
      ${emitter.prelude}
      let kept = 0;
      for (let i = 0; i < count; i++) {
        ${emitter.body}
        out[kept] = i;
        kept = (kept + ${isNull === 'false' ? `(${value})` : `(!(${isNull}) && ${value})`}) | 0;
      }
      return kept;
    };`,
  );
  return (batch, out) => run(batch.columns, batch.rowCount, out);
}

/** Compiles an expression over one row of values (for a join: the left row's, then the right row's). */
export function compileRowExpression(expression: Expression, context: EvaluationContext): RowEvaluator {
  if (sizeOf(expression, MAX_GENERATED_NODES) >= MAX_GENERATED_NODES) {
    return interpretExpression(expression, context);
  }
  const reader: InputReader = {
    read: (index) => ({ value: `row[${index}]`, isNull: `row[${index}] === null` }),
  };
  const emitter = new Emitter(context, reader);
  const { value, isNull } = emitter.emit(expression);
  const result = isNull === 'false' ? value : `${isNull} ? null : ${value}`;
  const source = `return function evaluateRow(row) { ${emitter.prelude}
      ${emitter.body}
      return ${result}; };`;
  return instantiate<RowEvaluator>(source, { scope: 'any-long', constants: emitter.constants, kinds: 'row' });
}

/** The value of an expression without inputs. Throws `EvaluationError` where computing it fails. */
export function evaluateConstant(expression: Expression, context: EvaluationContext): Value {
  return interpretExpression(expression, context)([]);
}

/** How the columns read are stored. */
function kindsOf(used: readonly number[], inputTypes: readonly LogicalType[]): string {
  const kindOf = (index: number): string => {
    const type = inputTypes[index];
    if (type === undefined) {
      throw new Error(`the expression reads column ${index} of ${inputTypes.length}`);
    }
    return storageOf(type);
  };
  return used.map(kindOf).join();
}
