import { quoteIdentifier } from '@riffle/plan';
import type { TypeNode } from '../ast/index.ts';
import { clause, joined, optional, type Parts, type Printers, parts, when } from './parts.ts';

type TypeKind = TypeNode['kind'] | 'field-type' | 'interval-qualifier' | 'identifier' | 'path';

const notNull = (type: Parts, { nullable }: { readonly nullable: boolean }): Parts =>
  parts`${type}${when(!nullable, ' NOT NULL')}`;

const digits = (numbers: readonly (number | undefined)[]): string => {
  const given = numbers.filter((number) => number !== undefined);
  return given.length === 0 ? '' : `(${given.join(', ')})`;
};

export const TYPE_PRINTERS: Printers<TypeKind> = {
  identifier: ({ name }) => [quoteIdentifier(name)],
  path: (node) => joined(node.parts, '.'),
  'simple-type': (node) => {
    const params = clause('(', node.params, ')');
    const type = node.name === 'TIME_LTZ' ? parts`TIME${params} WITH LOCAL TIME ZONE` : parts`${node.name}${params}`;
    return notNull(type, node);
  },
  'interval-type': (node) => notNull(parts`INTERVAL ${node.qualifier}`, node),
  'interval-qualifier': ({ from, to, precision, fraction }) => {
    const first = to === undefined ? digits([precision, fraction]) : digits([precision]);
    return [`${from}${first}${to === undefined ? '' : ` TO ${to}${digits([fraction])}`}`];
  },
  'collection-type': (node) => notNull(parts`${node.name}<${node.element}>`, node),
  'map-type': (node) => notNull(parts`MAP<${node.key}, ${node.value}>`, node),
  'row-type': (node) => notNull(parts`ROW<${joined(node.fields)}>`, node),
  'field-type': ({ name, type, comment }) => parts`${name} ${type}${optional(' ', comment)}`,
  'structured-type': (node) => notNull(parts`STRUCTURED<${node.className}${clause(', ', node.fields)}>`, node),
  'raw-type': (node) => notNull(parts`RAW(${node.className}, ${node.serializer})`, node),
  'user-type': (node) => notNull([node.path], node),
};
