/** Generated scalar expressions, evaluated one row at a time by SQL's three-valued logic. */
import type { CallExpression, Cell, ColumnExpression, Expression } from '../model/model.ts';
import { compareCells, sameCell, Undetermined } from './cells.ts';

export type Columns = (column: ColumnExpression) => Cell;

export function evaluate(expression: Expression, columns: Columns): Cell {
  switch (expression.kind) {
    case 'column':
      return columns(expression);
    case 'literal':
      return expression.value;
    case 'call':
      return checked(call(expression, columns), expression);
  }
}

const GREATEST_INT = 2_147_483_647;

function checked(value: Cell, { type }: CallExpression): Cell {
  if (type === 'INT' && typeof value === 'number' && Math.abs(value) > GREATEST_INT) {
    throw new Undetermined('an INT overflows');
  }
  return value;
}

function call({ op, args, type }: CallExpression, columns: Columns): Cell {
  const lazy = args.map((arg) => () => evaluate(arg, columns));
  const [first, second, third] = lazy as [() => Cell, () => Cell, () => Cell];
  switch (op) {
    case 'AND':
      return and(first(), second());
    case 'OR':
      return not(and(not(first()), not(second())));
    case 'NOT':
      return not(first());
    case 'IS NULL':
      return first() === null;
    case 'IS NOT NULL':
      return first() !== null;
    case 'IS TRUE':
      return first() === true;
    case 'IS NOT TRUE':
      return first() !== true;
    case 'IS FALSE':
      return first() === false;
    case 'IS DISTINCT FROM':
      return !sameCell(first(), second());
    case 'IS NOT DISTINCT FROM':
      return sameCell(first(), second());
    case 'CASE':
      return first() === true ? second() : third();
    case 'COALESCE':
      return lazy.map((arg) => arg()).find((value) => value !== null) ?? null;
    case 'NULLIF':
      return equals(first(), second()) === true ? null : first();
    case 'IN':
      return isIn(
        first(),
        lazy.slice(1).map((arg) => arg()),
      );
    case 'NOT IN':
      return not(
        isIn(
          first(),
          lazy.slice(1).map((arg) => arg()),
        ),
      );
    case 'BETWEEN':
      return and(
        compared(second(), first(), (sign) => sign <= 0),
        compared(first(), third(), (sign) => sign <= 0),
      );
    default: {
      const values = lazy.map((arg) => arg());
      return values.includes(null) ? null : strict(op, values, type);
    }
  }
}

/** Operators that give NULL when an argument is NULL. */
function strict(op: CallExpression['op'], [a = null, b = null]: readonly Cell[], type: CallExpression['type']): Cell {
  switch (op) {
    case '+':
      return (a as number) + (b as number);
    case '-':
      return (a as number) - (b as number);
    case '*':
      return (a as number) * (b as number) + 0;
    case 'MOD':
      return ((a as number) % (b as number)) + 0;
    case 'ABS':
      return Math.abs(a as number);
    case '=':
      return sameCell(a, b);
    case '<>':
      return !sameCell(a, b);
    case '<':
      return compareCells(a, b) < 0;
    case '<=':
      return compareCells(a, b) <= 0;
    case '>':
      return compareCells(a, b) > 0;
    case '>=':
      return compareCells(a, b) >= 0;
    case 'UPPER':
      return String(a).toUpperCase();
    case '||':
      return String(a) + String(b);
    case 'CHAR_LENGTH':
      return String(a).length;
    case 'LIKE':
      return like(String(a), String(b));
    case 'CAST':
      return type !== 'STRING' ? a : typeof a === 'boolean' ? String(a).toUpperCase() : String(a);
    default:
      throw new Error(`the reference does not know ${op}`);
  }
}

export function and(a: Cell, b: Cell): Cell {
  if (a === false || b === false) {
    return false;
  }
  return a === null || b === null ? null : true;
}

export function not(a: Cell): Cell {
  return a === null ? null : !a;
}

/** `value IN (items)`: unknown when nothing equals it but something might. */
export function isIn(value: Cell, items: readonly Cell[]): Cell {
  const answers = items.map((item) => equals(value, item));
  return answers.includes(true) ? true : answers.includes(null) ? null : false;
}

export function equals(a: Cell, b: Cell): Cell {
  return a === null || b === null ? null : sameCell(a, b);
}

function compared(a: Cell, b: Cell, holds: (sign: number) => boolean): Cell {
  return a === null || b === null ? null : holds(compareCells(a, b));
}

/** `%` any characters, `_` one. */
function like(text: string, pattern: string): boolean {
  if (pattern === '') {
    return text === '';
  }
  if (pattern.startsWith('%')) {
    return like(text, pattern.slice(1)) || (text !== '' && like(text.slice(1), pattern));
  }
  return text !== '' && (pattern.startsWith('_') || pattern[0] === text[0]) && like(text.slice(1), pattern.slice(1));
}
