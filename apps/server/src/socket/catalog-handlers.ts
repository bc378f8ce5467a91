import type { catalogRequests } from '@riffle/protocol';
import type { Notebook } from '../notebook/notebook.ts';
import type { Handlers } from './handlers.ts';

/** Answers what is asked about single tables. */
export function catalogHandlers(notebook: Notebook): Handlers<keyof typeof catalogRequests> {
  return {
    'preview-table': (table) => notebook.questions.table('preview-table', table),
    'stop-preview': (table) => notebook.questions.table('stop-preview', table),
    'table-ddl': (table) => notebook.questions.table('table-ddl', table),
    'drop-table': (table) => notebook.questions.table('drop-table', table),
  };
}
