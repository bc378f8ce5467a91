export { sameTree } from './ast/equal.ts';
export type * from './ast/index.ts';
export { type Parsed, type ParsedScript, parseExpression, parsePath, parseSql, parseType } from './parser/parse.ts';
