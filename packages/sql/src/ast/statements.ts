import type * as catalog from './catalog-statements.ts';
import type * as data from './data-statements.ts';
import type * as table from './table-statements.ts';
import type * as utility from './utility-statements.ts';

/** Everything that stands between two semicolons. */
export type Statement = TableStatement | CatalogStatement | DataStatement | UtilityStatement;

export type TableStatement =
  | table.CreateTable
  | table.DropTable
  | table.AlterTable
  | table.CreateMaterializedTable
  | table.DropMaterializedTable
  | table.AlterMaterializedTable
  | table.CreateView
  | table.DropView
  | table.AlterView;

export type CatalogStatement =
  | catalog.CreateCatalog
  | catalog.DropCatalog
  | catalog.AlterCatalog
  | catalog.CreateDatabase
  | catalog.DropDatabase
  | catalog.AlterDatabase
  | catalog.CreateFunction
  | catalog.AlterFunction
  | catalog.DropFunction
  | catalog.CreateModel
  | catalog.AlterModel
  | catalog.DropModel
  | catalog.UseCatalog
  | catalog.UseDatabase
  | catalog.UseModules
  | catalog.LoadModule
  | catalog.UnloadModule;

export type DataStatement =
  | data.QueryStatement
  | data.Insert
  | data.Execute
  | data.StatementSet
  | data.BeginStatementSet
  | data.EndStatementSet
  | data.CompilePlan
  | data.ExecutePlan
  | data.Update
  | data.Delete
  | data.TruncateTable
  | data.Call
  | data.Explain
  | data.AnalyzeTable;

export type UtilityStatement =
  | utility.Describe
  | utility.Show
  | utility.SetStatement
  | utility.Reset
  | utility.AddJar
  | utility.RemoveJar
  | utility.StopJob
  | utility.ClientCommand;
