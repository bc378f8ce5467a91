export { CHILD_FIELDS, childrenOf as childNodesOf, rewrite as rewriteTree, walk as walkTree } from './ast/children.ts';
export { sameTree } from './ast/equal.ts';
export type * from './ast/index.ts';
export { type ReferencedObjects, referencedObjects } from './ast/references.ts';
export { resolveType } from './ast/resolve-type.ts';
export { compileStatement, compileStatementSet } from './compile/compile.ts';
export type {
  CompiledExplain,
  CompiledInsert,
  CompiledOperation,
  CompiledQuery,
  CompiledStatement,
  CompileResult,
} from './compile/compiled.ts';
export type { CompileEnvironment } from './compile/environment.ts';
export { checkOptions, type OptionProblem } from './compile/options.ts';
export { complete } from './editor/complete.ts';
export type { Completion, CompletionKind, CompletionList } from './editor/completion.ts';
export { diagnose } from './editor/diagnose.ts';
export { formatSql } from './editor/format/format-sql.ts';
export { type Hover, hover } from './editor/hover.ts';
export { editorPaths } from './editor/paths.ts';
export { type SignatureHelp, type SignatureInformation, signatureHelp } from './editor/signature-help.ts';
export { type Advice, adviseParagraph } from './insight/advice/advise.ts';
export type { RunFacts } from './insight/advice/rule.ts';
export { applyTableFix } from './insight/advice/table-fix.ts';
export type { ParagraphDigest } from './insight/digest.ts';
export { changesSession, type ExaminedParagraph, examineParagraph, objectKey } from './insight/examine.ts';
export { type FailurePlace, placeOfFailure } from './insight/failure.ts';
export { baseTables, type ObjectUse } from './insight/lineage.ts';
export { isReserved, reservedWords } from './lexer/keywords.ts';
export { type LexResult, lex } from './lexer/lexer.ts';
export type { Token, TokenKind } from './lexer/token.ts';
export { SYNTAX_CODES, type SyntaxCode } from './parser/diagnostics.ts';
export { type Parsed, type ParsedScript, parseExpression, parsePath, parseSql, parseType } from './parser/parse.ts';
export { printExpression, printQuery, printStatement, printType } from './printer/print.ts';
