import { formatIdentifier, type ObjectIdentifier } from '@riffle/plan';
import type { CatalogQuestionName, RequestInput, RequestOutput } from '@riffle/protocol';
import { parseSql } from '@riffle/sql';
import type { InterpreterSettings } from '../messages.ts';
import type { SqlSession } from '../session/sql-session.ts';
import type { JobPool } from '../worker/job-pool.ts';
import { previewTable } from './table-preview.ts';

/** A request about one table, as the protocol has it. */
export type TableQuestion = {
  readonly [N in CatalogQuestionName]: { readonly name: N; readonly table: RequestInput<N> };
}[CatalogQuestionName];

export interface TableDeskParts {
  readonly session: SqlSession;
  readonly pool: JobPool;
  readonly settings: InterpreterSettings;
  /** A table is gone. */
  readonly changed: () => void;
}

/** Answers what the catalog panel asks about single tables. */
export class TableDesk {
  readonly #previews = new Map<string, Set<AbortController>>();

  /** Throws with a sentence when it cannot be done. */
  async answer(question: TableQuestion, parts: TableDeskParts): Promise<RequestOutput<CatalogQuestionName>> {
    const { catalog, database, name: object } = question.table;
    const id: ObjectIdentifier = { catalog, database, object };
    switch (question.name) {
      case 'preview-table':
        return this.#preview(id, parts);
      case 'stop-preview':
        for (const preview of this.#previews.get(formatIdentifier(id)) ?? []) {
          preview.abort();
        }
        return {};
      case 'table-ddl': {
        const kind = question.table.kind === 'view' ? 'VIEW' : 'TABLE';
        const answer = await execute(parts.session, `SHOW CREATE ${kind} ${quoted(id)}`);
        return { ddl: String(answer.rows[0]?.[0] ?? '') };
      }
      case 'drop-table': {
        const { kind, temporary } = question.table;
        const what = `${temporary ? 'TEMPORARY ' : ''}${kind === 'view' ? 'VIEW' : 'TABLE'}`;
        await execute(parts.session, `DROP ${what} ${quoted(id)}`);
        parts.changed();
        return {};
      }
    }
  }

  async #preview(id: ObjectIdentifier, { session, pool, settings }: TableDeskParts) {
    const key = formatIdentifier(id);
    const controller = new AbortController();
    const others = this.#previews.get(key) ?? new Set();
    this.#previews.set(key, others.add(controller));
    try {
      const snapshot = await session.catalogs.loadSnapshot([[id.catalog, id.database, id.object]]);
      const entry = snapshot.find(id);
      const connector = entry?.kind === 'view' ? undefined : entry?.options['connector'];
      return await previewTable({ session, pool, settings, table: quoted(id), connector, signal: controller.signal });
    } finally {
      others.delete(controller);
    }
  }
}

function quoted({ catalog, database, object }: ObjectIdentifier): string {
  return [catalog, database, object].map((part) => `\`${part.replaceAll('`', '``')}\``).join('.');
}

async function execute(session: SqlSession, text: string) {
  const { statement, diagnostics } = await session.compile(parseSql(text).statements, text, 'streaming');
  if (statement?.kind !== 'operation') {
    throw new Error(diagnostics[0]?.message ?? 'It cannot be done.');
  }
  return session.execute(statement.operation);
}
