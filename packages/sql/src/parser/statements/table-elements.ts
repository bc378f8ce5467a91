import type {
  AlterElement,
  ColumnDefinition,
  ColumnName,
  Path,
  TableConstraint,
  TableElement,
  WatermarkDefinition,
} from '../../ast/index.ts';
import type { Cursor } from '../cursor.ts';
import { recoveringList } from '../recovery.ts';
import { typeNode } from '../types.ts';
import { columnPosition, optionalComment, readScalar } from './clauses.ts';

/** The parentheses after CREATE TABLE: columns, constraints and a watermark, or names alone. Empty without them. */
export function tableElements(p: Cursor): readonly TableElement[] {
  if (!p.is('(') || p.accept('(', ')')) {
    return [];
  }
  if (p.isName(1) && (p.key(2) === ',' || p.key(2) === ')')) {
    return p.parenthesized(() => columnName(p));
  }
  return oneWatermark(
    p,
    recoveringList(p, () => tableElement(p)),
  );
}

function columnName(p: Cursor): ColumnName {
  const name = p.name('a column name');
  return { kind: 'column-name', name, span: name.span };
}

function tableElement(p: Cursor): TableElement {
  return constraintOrWatermark(p) ?? columnDefinition(p, simplePath(p));
}

/** What ALTER TABLE … ADD and MODIFY take: one element, or several in parentheses. */
export function alterElements(p: Cursor): readonly AlterElement[] {
  return p.is('(')
    ? oneWatermark(
        p,
        recoveringList(p, () => alterElement(p)),
      )
    : [alterElement(p)];
}

function alterElement(p: Cursor): AlterElement {
  const element = constraintOrWatermark(p);
  if (element !== undefined) {
    return element;
  }
  const start = p.at;
  const column = columnDefinition(p, p.path('a column name'));
  const position = columnPosition(p);
  return position === undefined ? column : { ...column, position, span: p.spanFrom(start) };
}

function constraintOrWatermark(p: Cursor): TableConstraint | WatermarkDefinition | undefined {
  if (p.isAny('CONSTRAINT', 'PRIMARY', 'UNIQUE')) {
    return tableConstraint(p);
  }
  return p.is('WATERMARK') ? watermark(p) : undefined;
}

function oneWatermark<E extends TableElement>(p: Cursor, elements: readonly E[]): readonly E[] {
  const second = elements.filter(({ kind }) => kind === 'watermark')[1];
  if (second !== undefined) {
    p.report('not-supported', 'A table can have one watermark only.', second.span);
  }
  return elements;
}

function simplePath(p: Cursor): Path {
  const name = p.name('a column name');
  return { kind: 'path', parts: [name], span: name.span };
}

/** What follows a column's name. */
function columnDefinition(p: Cursor, name: Path): ColumnDefinition {
  if (p.accept('AS')) {
    const expression = readScalar(p);
    const comment = optionalComment(p);
    return { kind: 'computed-column', name, expression, comment, span: from(p, name) };
  }
  const type = p.run(typeNode(p));
  if (p.accept('METADATA')) {
    const key = p.accept('FROM') ? p.string("the metadata's key in single quotes") : undefined;
    const virtual = p.accept('VIRTUAL');
    const comment = optionalComment(p);
    return { kind: 'metadata-column', name, type, key, virtual, comment, span: from(p, name) };
  }
  const constraint = p.isAny('CONSTRAINT', 'PRIMARY', 'UNIQUE') ? columnConstraint(p) : undefined;
  const comment = optionalComment(p);
  return { kind: 'physical-column', name, type, constraint, comment, span: from(p, name) };
}

function from(p: Cursor, name: Path) {
  return { start: name.span.start, end: p.spanFrom(p.at - 1).end };
}

export function tableConstraint(p: Cursor): TableConstraint {
  return constraint(p, () => p.names());
}

function columnConstraint(p: Cursor): TableConstraint {
  return constraint(p, () => []);
}

function constraint(p: Cursor, readColumns: () => TableConstraint['columns']): TableConstraint {
  const start = p.at;
  const name = p.accept('CONSTRAINT') ? p.name('a constraint name') : undefined;
  const type = p.expectAny('PRIMARY', 'UNIQUE') === 'UNIQUE' ? 'UNIQUE' : 'PRIMARY KEY';
  if (type === 'PRIMARY KEY') {
    p.expect('KEY');
  }
  const columns = readColumns();
  return { kind: 'table-constraint', name, type, columns, enforced: enforcement(p), span: p.spanFrom(start) };
}

function enforcement(p: Cursor): boolean | undefined {
  if (p.accept('ENFORCED')) {
    return true;
  }
  return p.accept('NOT', 'ENFORCED') ? false : undefined;
}

function watermark(p: Cursor): WatermarkDefinition {
  const start = p.at;
  p.expect('WATERMARK', 'FOR');
  const column = p.path('a column name');
  p.expect('AS');
  const expression = readScalar(p);
  return { kind: 'watermark', column, expression, span: p.spanFrom(start) };
}
