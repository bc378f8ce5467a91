import type { StringLiteral } from './literals.ts';
import type { Identifier, NodeBase, Path } from './node.ts';
import type { QueryNode } from './queries.ts';
import type { PropertyNode, TableElement } from './table-elements.ts';
import type { RenameTo, ResetOptions, SetOptions } from './table-statements.ts';

export interface CreateCatalog extends NodeBase<'create-catalog'> {
  readonly ifNotExists: boolean;
  readonly catalog: Identifier;
  readonly comment?: StringLiteral | undefined;
  readonly options: readonly PropertyNode[];
}
export interface DropCatalog extends NodeBase<'drop-catalog'> {
  readonly ifExists: boolean;
  readonly catalog: Identifier;
}
export interface SetComment extends NodeBase<'set-comment'> {
  readonly comment: StringLiteral;
}
export interface AlterCatalog extends NodeBase<'alter-catalog'> {
  readonly catalog: Identifier;
  readonly action: SetOptions | ResetOptions | SetComment;
}

export interface CreateDatabase extends NodeBase<'create-database'> {
  readonly ifNotExists: boolean;
  readonly database: Path;
  readonly comment?: StringLiteral | undefined;
  readonly options: readonly PropertyNode[];
}
export interface DropDatabase extends NodeBase<'drop-database'> {
  readonly ifExists: boolean;
  readonly database: Path;
  /** CASCADE; RESTRICT and nothing are false. */
  readonly cascade: boolean;
}
export interface AlterDatabase extends NodeBase<'alter-database'> {
  readonly database: Path;
  readonly action: SetOptions;
}

export type FunctionScope = 'catalog' | 'temporary' | 'temporary-system';
export type FunctionLanguage = 'JAVA' | 'SCALA' | 'PYTHON' | 'SQL';
export interface FunctionResource extends NodeBase<'function-resource'> {
  readonly type: 'JAR' | 'FILE' | 'ARCHIVE' | 'ARTIFACT';
  readonly location: StringLiteral;
}
export interface CreateFunction extends NodeBase<'create-function'> {
  readonly scope: FunctionScope;
  readonly ifNotExists: boolean;
  readonly function: Path;
  readonly className: StringLiteral;
  readonly language?: FunctionLanguage | undefined;
  readonly resources: readonly FunctionResource[];
  readonly options: readonly PropertyNode[];
}
export interface AlterFunction extends NodeBase<'alter-function'> {
  readonly scope: FunctionScope;
  readonly ifExists: boolean;
  readonly function: Path;
  readonly className: StringLiteral;
  readonly language?: FunctionLanguage | undefined;
}
export interface DropFunction extends NodeBase<'drop-function'> {
  readonly scope: FunctionScope;
  readonly ifExists: boolean;
  readonly function: Path;
}

export interface CreateModel extends NodeBase<'create-model'> {
  readonly temporary: boolean;
  readonly ifNotExists: boolean;
  readonly model: Path;
  readonly input: readonly TableElement[];
  readonly output: readonly TableElement[];
  readonly comment?: StringLiteral | undefined;
  readonly options: readonly PropertyNode[];
  readonly query?: QueryNode | undefined;
}
export interface AlterModel extends NodeBase<'alter-model'> {
  readonly ifExists: boolean;
  readonly model: Path;
  readonly action: RenameTo | SetOptions | ResetOptions;
}
export interface DropModel extends NodeBase<'drop-model'> {
  readonly temporary: boolean;
  readonly ifExists: boolean;
  readonly model: Path;
}

export interface UseCatalog extends NodeBase<'use-catalog'> {
  readonly catalog: Identifier;
}
export interface UseDatabase extends NodeBase<'use-database'> {
  readonly database: Path;
}
export interface UseModules extends NodeBase<'use-modules'> {
  readonly modules: readonly Identifier[];
}
export interface LoadModule extends NodeBase<'load-module'> {
  readonly module: Identifier;
  readonly options: readonly PropertyNode[];
}
export interface UnloadModule extends NodeBase<'unload-module'> {
  readonly module: Identifier;
}
