/** Scalar expressions over the columns at hand. */
import type { Random } from '@riffle/base';
import type { CallExpression, ColumnExpression, ColumnType, Expression, Operator } from '../model/model.ts';
import type { Column } from '../model/schema.ts';
import { literalOf } from './tables.ts';

/** A column an expression may use, and which side of a join it is on. */
export type Usable = Pick<Column, 'name' | 'type' | 'inexact'> & { readonly side?: 'l' | 'r' };

const COMPARED: readonly ColumnType[] = ['INT', 'BIGINT', 'DOUBLE', 'STRING', 'TIMESTAMP(3)'];
const COMPARISONS: readonly Operator[] = ['=', '<>', '<', '<=', '>', '>='];

export class ExpressionGenerator {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  condition(columns: readonly Usable[], depth = 2): Expression {
    const random = this.#random;
    if (depth > 0 && random.next() < 0.35) {
      const [a, b] = [this.condition(columns, depth - 1), this.condition(columns, depth - 1)];
      return random.next() < 0.2
        ? call('NOT', 'BOOLEAN', a)
        : call(random.pick<Operator>(['AND', 'OR']), 'BOOLEAN', a, b);
    }
    const column = random.pick(columns);
    const value = columnOf(column);
    if (random.next() < 0.12) {
      return call(random.pick<Operator>(['IS NULL', 'IS NOT NULL']), 'BOOLEAN', value);
    }
    if (column.type === 'BOOLEAN') {
      const op = random.pick<Operator | null>([null, 'IS TRUE', 'IS NOT TRUE', 'IS FALSE', 'NOT']);
      return op === null ? value : call(op, 'BOOLEAN', value);
    }
    return COMPARED.includes(column.type) && !column.inexact
      ? this.#comparison(column, columns)
      : call('IS NOT NULL', 'BOOLEAN', value);
  }

  /** A value of the type, or null when nothing gives one. */
  value(type: ColumnType, columns: readonly Usable[], depth = 2): Expression {
    const random = this.#random;
    const own = columns.filter((column) => column.type === type && !column.inexact);
    const choice = random.next();
    if (depth > 0 && choice < 0.45) {
      const deeper = this.#call(type, columns, depth - 1);
      if (deeper !== null) {
        return deeper;
      }
    }
    return own.length > 0 && choice < 0.9 ? columnOf(random.pick(own)) : this.#literal(type);
  }

  #comparison(column: Usable, columns: readonly Usable[]): Expression {
    const random = this.#random;
    const { type } = column;
    const value = columnOf(column);
    const choice = random.next();
    if (choice < 0.1) {
      const items = Array.from({ length: random.integer(1, 3) }, () => this.#literal(type));
      return call(random.pick<Operator>(['IN', 'NOT IN']), 'BOOLEAN', value, ...items);
    }
    if (choice < 0.18) {
      return call('BETWEEN', 'BOOLEAN', value, this.#literal(type), this.value(type, columns, 0));
    }
    if (choice < 0.26) {
      const op = random.pick<Operator>(['IS DISTINCT FROM', 'IS NOT DISTINCT FROM']);
      return call(op, 'BOOLEAN', value, this.value(type, columns, 0));
    }
    if (type === 'STRING' && choice < 0.5) {
      const pattern: Expression = { kind: 'literal', value: random.pick(['a%', '%b', '_b', '%', '%b%']), type };
      return call('LIKE', 'BOOLEAN', value, pattern);
    }
    return call(random.pick(COMPARISONS), 'BOOLEAN', value, this.value(type, columns, 1));
  }

  #call(type: ColumnType, columns: readonly Usable[], depth: number): Expression | null {
    const random = this.#random;
    const deeper = (): Expression => this.value(type, columns, depth);
    const general = random.next();
    if (general < 0.15) {
      return call('CASE', type, this.condition(columns, 0), deeper(), deeper());
    }
    if (general < 0.3) {
      return call('COALESCE', type, deeper(), deeper());
    }
    if (general < 0.4 && type !== 'ARRAY<INT>') {
      return call('NULLIF', type, deeper(), deeper());
    }
    switch (type) {
      case 'INT':
        return random.next() < 0.2 ? this.#lengthOf(columns) : this.#arithmetic(type, deeper);
      case 'BIGINT':
        return random.next() < 0.2
          ? call('CAST', type, this.value('INT', columns, depth))
          : this.#arithmetic(type, deeper);
      case 'DOUBLE':
        return call(random.pick<Operator>(['+', '-']), type, deeper(), deeper());
      case 'STRING':
        return this.#text(columns, deeper);
      case 'BOOLEAN':
        return this.condition(columns, depth);
      default:
        return null;
    }
  }

  #arithmetic(type: ColumnType, deeper: () => Expression): Expression {
    const op = this.#random.pick<Operator>(['+', '-', '*', 'MOD', 'ABS']);
    if (op === 'ABS') {
      return call(op, type, deeper());
    }
    const divisor: Expression = { kind: 'literal', value: this.#random.integer(2, 4), type };
    return call(op, type, deeper(), op === 'MOD' ? divisor : deeper());
  }

  #lengthOf(columns: readonly Usable[]): Expression {
    return call('CHAR_LENGTH', 'INT', this.value('STRING', columns, 0));
  }

  #text(columns: readonly Usable[], deeper: () => Expression): Expression {
    const choice = this.#random.next();
    if (choice < 0.4) {
      return call('UPPER', 'STRING', deeper());
    }
    if (choice < 0.7) {
      return call('||', 'STRING', deeper(), deeper());
    }
    const from = this.#random.pick<ColumnType>(['INT', 'BIGINT', 'BOOLEAN']);
    return call('CAST', 'STRING', this.value(from, columns, 0));
  }

  #literal(type: ColumnType): Expression {
    return { kind: 'literal', value: this.#random.next() < 0.05 ? null : literalOf(this.#random, type), type };
  }
}

export function columnOf({ name, type, side }: Usable): ColumnExpression {
  return side === undefined ? { kind: 'column', name, type } : { kind: 'column', name, type, side };
}

function call(op: Operator, type: ColumnType, ...args: Expression[]): CallExpression {
  return { kind: 'call', op, args, type };
}
