import type { CreateTable, LikeClause, LikeOption, QueryNode, TableElement } from '../../ast/index.ts';
import type { Cursor } from '../cursor.ts';
import { distribution, ifNotExists, optionalComment, partitionedBy, readQuery, withOptions } from './clauses.ts';
import { tableElements } from './table-elements.ts';

/** What CREATE [OR REPLACE] [TEMPORARY] or REPLACE said before TABLE. */
export interface CreateModifiers {
  readonly start: number;
  readonly mode: CreateTable['mode'];
  readonly temporary: boolean;
}

/** `TABLE …` of a CREATE or REPLACE statement. */
export function createTable(p: Cursor, { start, mode, temporary }: CreateModifiers): CreateTable {
  p.expect('TABLE');
  const exists = ifNotExists(p);
  const table = p.path('a table name');
  const elementsStart = p.at;
  const elements = tableElements(p);
  const elementsSpan = p.spanFrom(elementsStart);
  const body = tableBody(p);
  const like = mode === 'create' && p.is('LIKE') ? likeClause(p) : undefined;
  const query: QueryNode | undefined = like === undefined && p.accept('AS') ? readQuery(p) : undefined;
  if (query === undefined && elements.some(isColumnName)) {
    const message = 'Columns without types are possible only where a query follows: CREATE TABLE … AS SELECT ….';
    p.failAt('not-allowed-here', message, elementsSpan);
  }
  if (query === undefined && mode !== 'create') {
    p.expect('AS');
  }
  const span = p.spanFrom(start);
  return { kind: 'create-table', mode, temporary, ifNotExists: exists, table, elements, ...body, like, query, span };
}

function isColumnName(element: TableElement): boolean {
  return element.kind === 'column-name';
}

/** COMMENT, DISTRIBUTED, PARTITIONED BY and WITH, all optional, in this order. */
export function tableBody(p: Cursor): Pick<CreateTable, 'comment' | 'distribution' | 'partitionedBy' | 'options'> {
  const comment = optionalComment(p);
  const start = p.at;
  const layout = p.accept('DISTRIBUTED') ? distribution(p, start) : undefined;
  const partitions = partitionedBy(p);
  const options = withOptions(p);
  return { comment, distribution: layout, partitionedBy: partitions, options };
}

/** `LIKE source (INCLUDING …)`. */
function likeClause(p: Cursor): LikeClause {
  const start = p.at;
  p.expect('LIKE');
  const source = p.path('a table name');
  const options: LikeOption[] = [];
  if (p.accept('(')) {
    do {
      options.push(likeOption(p));
    } while (!p.accept(')'));
  }
  return { kind: 'like-clause', source, options, span: p.spanFrom(start) };
}

function likeOption(p: Cursor): LikeOption {
  const start = p.at;
  const mode = p.expectAny('INCLUDING', 'EXCLUDING', 'OVERWRITING');
  const feature = p.expectAny(
    'ALL',
    'CONSTRAINTS',
    'DISTRIBUTION',
    'GENERATED',
    'METADATA',
    'OPTIONS',
    'PARTITIONS',
    'WATERMARKS',
  );
  return { kind: 'like-option', mode, feature, span: p.spanFrom(start) };
}
