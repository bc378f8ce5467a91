import { type LogicalType, storageOf, type Value } from '@riffle/columns';
import {
  type CallExpression,
  type CastExpression,
  childrenOf,
  type Expression,
  type FieldExpression,
} from '@riffle/plan';
import { inlineCast } from '../cast/inline-cast.ts';
import { bodyOfCall, bodyOfCast } from './call-body.ts';
import { type EvaluationContext, parameterValue, resolveScalar } from './context.ts';
import { flattenOperands, lazyKindOf } from './lazy-call.ts';
import { membershipOf } from './membership.ts';

/** JavaScript for a value: an expression, and an expression that is true when it is NULL. */
export interface Code {
  readonly value: string;
  /** `'false'` where the value is never NULL. The value is arbitrary where it is NULL. */
  readonly isNull: string;
}

/** How generated code reads an input column. */
export interface InputReader {
  read(index: number, type: LogicalType): Code;
}

/**
 * Writes the statements that compute expressions for one row. Every sub-expression is computed once: the code of an
 * expression met again in the same block, or one inside it, is the variable it is in already.
 */
export class Emitter {
  readonly #context: EvaluationContext;
  readonly #reader: InputReader;
  readonly #constants: unknown[] = [];
  readonly #prelude: string[] = [];
  readonly #scopes: Map<string, Code>[] = [new Map()];
  readonly #lines: string[] = [];
  #count = 0;

  constructor(context: EvaluationContext, reader: InputReader) {
    this.#context = context;
    this.#reader = reader;
  }

  /** The statements so far. */
  get body(): string {
    return this.#lines.join('\n');
  }

  /** Statements to run once before all rows. */
  get prelude(): string {
    return this.#prelude.join('\n');
  }

  /** What the names `k0`, `k1` … of the generated code stand for. */
  get constants(): readonly unknown[] {
    return this.#constants;
  }

  emit(expression: Expression): Code {
    const simple = this.#simple(expression);
    if (simple !== undefined) {
      return simple;
    }
    const member = expression.kind === 'call' ? this.#membership(expression) : undefined;
    if (member !== undefined) {
      return member;
    }
    const key = isRepeatable(expression, this.#context) ? digest(expression) : undefined;
    const known = key === undefined ? undefined : this.#lookUp(key);
    if (known !== undefined) {
      return known;
    }
    const code = this.#compound(expression);
    if (key !== undefined) {
      this.#scopes.at(-1)?.set(key, code);
    }
    return code;
  }

  #simple(expression: Expression): Code | undefined {
    switch (expression.kind) {
      case 'literal':
        return expression.type.kind === 'SYMBOL'
          ? { value: JSON.stringify(expression.value), isNull: 'false' }
          : this.#literal(expression.value);
      case 'input':
        return this.#reader.read(expression.index, expression.type);
      case 'parameter': {
        const { name } = expression;
        const variable = this.#variable();
        this.#prelude.push(`const ${variable} = ${this.#constant(() => parameterValue(name, this.#context))}();`);
        return { value: variable, isNull: `${variable} === null` };
      }
      default:
        return undefined;
    }
  }

  #literal(value: Value): Code {
    if (value === null) {
      return { value: 'null', isNull: 'true' };
    }
    const isPlain = typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value) && value >= 0);
    return { value: isPlain ? String(value) : this.#constant(value), isNull: 'false' };
  }

  #compound(expression: Expression): Code {
    switch (expression.kind) {
      case 'field':
        return this.#field(expression);
      case 'cast':
        return this.#cast(expression);
      case 'call':
        return this.#call(expression);
      default:
        throw new Error(`no code for a ${expression.kind}`);
    }
  }

  #field(expression: FieldExpression): Code {
    const arg = this.emit(expression.arg);
    const variable = this.#variable();
    const read = `${arg.value}[${expression.index}]`;
    this.#line(`const ${variable} = ${arg.isNull === 'false' ? read : `${arg.isNull} ? null : ${read}`};`);
    return { value: variable, isNull: `${variable} === null` };
  }

  #cast(cast: CastExpression): Code {
    const arg = this.emit(cast.arg);
    const inline = inlineCast(arg.value, cast.arg.type, cast.type);
    if (inline !== undefined) {
      return this.#guarded(inline, cast.type, arg.isNull);
    }
    const body = this.#constant(bodyOfCast(cast, this.#context));
    return this.#nullable(`${body}(${arg.value})`, arg.isNull);
  }

  #call(call: CallExpression): Code {
    switch (lazyKindOf(call)) {
      case 'and':
        return this.#logical(call, false);
      case 'or':
        return this.#logical(call, true);
      case 'case':
        return this.#case(call);
      case 'coalesce':
        return this.#coalesce(call);
      default:
        return this.#eager(call);
    }
  }

  #eager(call: CallExpression): Code {
    const definition = resolveScalar(call.name, this.#context);
    const args = call.args.map((arg) => this.emit(arg));
    if (definition.nulls === 'handled') {
      const values = args.map(({ value, isNull }) => (isNull === 'false' ? value : `(${isNull} ? null : ${value})`));
      const nullTest = NULL_TESTS[call.name]?.(args[0] as Code);
      return (
        nullTest ?? this.#nullable(`${this.#constant(bodyOfCall(call, this.#context))}(${values.join(', ')})`, 'false')
      );
    }
    const isNull = anyOf(args.map((arg) => arg.isNull));
    const values = args.map(({ value }) => value);
    const argumentTypes = call.args.map(({ type }) => type);
    const inline = definition.inline?.(values, argumentTypes, call.type);
    if (inline !== undefined) {
      return this.#guarded(inline, call.type, isNull);
    }
    const orNull = definition.inlineOrNull?.(values, argumentTypes);
    if (orNull !== undefined) {
      const guarded = this.#guarded(orNull.value, call.type, isNull);
      const test = anyOf([guarded.isNull, orNull.isNull(guarded.value)]);
      return { value: guarded.value, isNull: this.#nullFlag(test) };
    }
    return this.#nullable(`${this.#constant(bodyOfCall(call, this.#context))}(${values.join(', ')})`, isNull);
  }

  /** A value that is NULL only when `isNull`: not computed then, as it may fail. */
  #guarded(value: string, type: LogicalType, isNull: string): Code {
    const variable = this.#variable();
    if (isNull === 'false') {
      this.#line(`const ${variable} = ${value};`);
      return { value: variable, isNull };
    }
    const nullVariable = this.#nullFlag(isNull);
    this.#line(`const ${variable} = ${nullVariable} ? ${neutralOf(type)} : ${value};`);
    return { value: variable, isNull: nullVariable };
  }

  /** A value that may be null itself. */
  #nullable(value: string, isNull: string): Code {
    const variable = this.#variable();
    this.#line(`const ${variable} = ${isNull === 'false' ? value : `${isNull} ? null : ${value}`};`);
    return { value: variable, isNull: `${variable} === null` };
  }

  #nullFlag(isNull: string): string {
    if (/^\w+$/.test(isNull)) {
      return isNull;
    }
    const variable = this.#variable();
    this.#line(`const ${variable} = ${isNull};`);
    return variable;
  }

  #membership(call: CallExpression): Code | undefined {
    const membership = membershipOf(call);
    if (membership === undefined) {
      return undefined;
    }
    const { value, isNull } = this.emit(membership.operand);
    return this.#guarded(`${this.#constant(membership.values)}.has(${value})`, call.type, isNull);
  }

  /** AND (decided by FALSE) and OR (by TRUE): the first decisive operand ends the block. */
  #logical(call: CallExpression, decisive: boolean): Code {
    const [variable, flag] = [this.#variable(), this.#variable()];
    let mayBeNull = false;
    this.#line(`let ${variable} = ${!decisive}, ${flag} = false;`);
    this.#block((label) => {
      for (const operand of flattenOperands(call)) {
        const { value, isNull } = this.emit(operand);
        const decides = decisive ? value : `!${value}`;
        if (isNull === 'false') {
          this.#line(`if (${decides}) { ${variable} = ${decisive}; ${flag} = false; break ${label}; }`);
        } else {
          mayBeNull = true;
          this.#line(`if (${isNull}) ${flag} = true;`);
          this.#line(`else if (${decides}) { ${variable} = ${decisive}; ${flag} = false; break ${label}; }`);
        }
      }
    });
    return { value: variable, isNull: mayBeNull ? flag : 'false' };
  }

  #case(call: CallExpression): Code {
    const [variable, flag] = this.#declareResult(call.type);
    this.#block((label) => {
      for (let i = 0; i + 1 < call.args.length; i += 2) {
        const condition = this.emit(call.args[i] as Expression);
        const test = condition.isNull === 'false' ? condition.value : `!(${condition.isNull}) && ${condition.value}`;
        this.#line(`if (${test}) {`);
        this.#branch(call.args[i + 1] as Expression, [variable, flag]);
        this.#line(`break ${label}; }`);
      }
      if (call.args.length % 2 === 1) {
        this.#branch(call.args.at(-1) as Expression, [variable, flag]);
      } else {
        this.#line(`${flag} = true;`);
      }
    });
    return { value: variable, isNull: flag };
  }

  #coalesce(call: CallExpression): Code {
    const [variable, flag] = this.#declareResult(call.type);
    this.#block((label) => {
      for (const arg of call.args) {
        const { value, isNull } = this.emit(arg);
        const assign = `{ ${variable} = ${value}; break ${label}; }`;
        this.#line(isNull === 'false' ? assign : `if (!(${isNull})) ${assign}`);
        if (isNull === 'false') {
          return;
        }
      }
      this.#line(`${flag} = true;`);
    });
    return { value: variable, isNull: flag };
  }

  #declareResult(type: LogicalType): [value: string, isNull: string] {
    const [variable, flag] = [this.#variable(), this.#variable()];
    this.#line(`let ${variable} = ${neutralOf(type)}, ${flag} = false;`);
    return [variable, flag];
  }

  #branch(expression: Expression, [variable, flag]: readonly [string, string]): void {
    this.#scopes.push(new Map());
    const { value, isNull } = this.emit(expression);
    if (isNull === 'false') {
      this.#line(`${variable} = ${value};`);
    } else {
      this.#line(`if (${isNull}) ${flag} = true; else ${variable} = ${value};`);
    }
    this.#scopes.pop();
  }

  #block(write: (label: string) => void): void {
    const label = this.#variable();
    this.#line(`${label}: {`);
    this.#scopes.push(new Map());
    write(label);
    this.#scopes.pop();
    this.#line('}');
  }

  #lookUp(key: string): Code | undefined {
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const found = this.#scopes[i]?.get(key);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  #variable(): string {
    return `v${this.#count++}`;
  }

  #constant(value: unknown): string {
    return `k${this.#constants.push(value) - 1}`;
  }

  #line(text: string): void {
    this.#lines.push(text);
  }
}

/** Whether computing it twice gives the same. */
export function isRepeatable(expression: Expression, context: EvaluationContext): boolean {
  const waiting: Expression[] = [expression];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === 'call' && lazyKindOf(next) === undefined && !resolveScalar(next.name, context).deterministic) {
      return false;
    }
    waiting.push(...childrenOf(next));
  }
  return true;
}

/** Tests for NULL need no call. */
const NULL_TESTS: Readonly<Record<string, (arg: Code) => Code>> = {
  'IS NULL': ({ isNull }) => ({ value: `(${isNull})`, isNull: 'false' }),
  'IS NOT NULL': ({ isNull }) => ({ value: `!(${isNull})`, isNull: 'false' }),
};

function anyOf(tests: readonly string[]): string {
  const open = [...new Set(tests.filter((test) => test !== 'false'))];
  return open.length === 0 ? 'false' : open.join(' || ');
}

/** What stands in a variable while its value is NULL: of the values' own JavaScript type, to keep the code fast. */
function neutralOf(type: LogicalType): string {
  switch (storageOf(type)) {
    case 'boolean':
      return 'false';
    case 'object':
      return 'null';
    default:
      return '0';
  }
}

/** Equal for equal expressions. */
function digest(expression: Expression): string {
  return JSON.stringify(expression, (_, value: unknown) => {
    if (typeof value === 'bigint') {
      return `${value}n`;
    }
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  });
}
