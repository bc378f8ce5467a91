/** The SQL text of types, both ways. */
export { formatType, serializeType } from './type-format.ts';
export { TypeSyntaxError } from './type-lexer.ts';
export { parseTypeText } from './type-parser.ts';
