/** Time that is missing, or is not the one that was meant. */
import { formatIdentifier, type ObjectIdentifier } from '@riffle/plan';
import { walk } from '../../ast/children.ts';
import type { Descriptor } from '../../ast/expressions.ts';
import type { ExaminedStatement } from '../examine.ts';
import { type AdviceFix, type AdviceRule, endlessNodes, streamingPlan } from './rule.ts';
import { setFix } from './set-fix.ts';
import { type TableTimes, tableTimes } from './table-times.ts';

/** What the compiler says where only a time attribute would do. */
const NEEDS_TIME = new Set(['not-a-time-attribute', 'unbounded-sort']);

/** The tables a statement names, with their times. */
function timesIn({ statement, env }: ExaminedStatement): TableTimes[] {
  const found: TableTimes[] = [];
  walk(statement, (node) => {
    if (node.kind === 'named-table') {
      found.push(tableTimes(node.path, env));
    } else if (node.kind === 'table-argument' && node.table !== undefined) {
      found.push(tableTimes(node.table, env));
    }
  });
  return found;
}

const shortName = ({ object }: ObjectIdentifier): string => object;

const missingWatermark: AdviceRule = {
  code: 'missing-watermark',
  label: 'no watermark',
  find({ at }) {
    const problem = at.diagnostics.find(({ code }) => NEEDS_TIME.has(code));
    const bare = timesIn(at).filter(({ rowtime, candidate }) => rowtime === undefined && candidate !== undefined);
    const [table] = bare;
    if (problem === undefined || table?.candidate === undefined) {
      return [];
    }
    const column = table.candidate;
    return [
      {
        span: problem.span,
        message: `"${column}" of ${shortName(table.id)} is only a value until a watermark makes it the time of the stream.`,
        fixes: [
          {
            title: `Add a watermark to ${shortName(table.id)}`,
            table: table.id,
            edit: { kind: 'add-watermark', column },
          },
        ],
      },
    ];
  },
};

const processingTime: AdviceRule = {
  code: 'processing-time',
  label: 'arrival time',
  find({ at }) {
    const timed = timesIn(at).find(({ rowtime, proctime }) => rowtime !== undefined && proctime !== undefined);
    const used = timed === undefined ? undefined : descriptorOn(at, timed.proctime ?? '');
    if (used === undefined || timed?.rowtime === undefined || streamingPlan(at) === undefined) {
      return [];
    }
    return [
      {
        span: used.span,
        message: `These windows go by when a row arrives, so the same rows give other results another time. "${timed.rowtime}" says when it happened.`,
        fixes: [{ title: `Go by ${timed.rowtime}`, span: used.span, replacement: `DESCRIPTOR(${timed.rowtime})` }],
      },
    ];
  },
};

function descriptorOn({ statement }: ExaminedStatement, column: string): Descriptor | undefined {
  let found: Descriptor | undefined;
  walk(statement, (node) => {
    if (node.kind === 'descriptor' && node.columns.some(({ name }) => name.parts.at(-1)?.name === column)) {
      found ??= node;
    }
  });
  return found;
}

/** Below this a pause is only a pause. */
const STUCK_MS = 10_000;

const idleWatermark: AdviceRule = {
  code: 'idle-watermark',
  label: 'watermark stands still',
  find({ at, run }) {
    const held = endlessNodes(at, 'watermark-assigner', ({ idleTimeout }) => idleTimeout === 0);
    if (run === null || run.watermarkStuckMs < STUCK_MS || held.length === 0) {
      return [];
    }
    return [
      {
        span: at.statement.span,
        message:
          'Rows arrive, but the watermark does not move: a shard or partition without rows holds it back, and no window closes.',
        fixes: [setFix('Leave idle shards out after 5 s', at, 'table.exec.source.idle-timeout', '5 s')],
      },
    ];
  },
};

const lateRows: AdviceRule = {
  code: 'late-rows',
  label: 'late rows dropped',
  find({ at, run }) {
    const tables = timesIn(at).filter(({ rowtime }) => rowtime !== undefined);
    if (run === null || run.lateRows === 0 || streamingPlan(at) === undefined) {
      return [];
    }
    const distinct = [...new Map(tables.map((table) => [formatIdentifier(table.id), table])).values()];
    const fixes = distinct.map(
      ({ id }): AdviceFix => ({
        title: `Let ${shortName(id)} wait longer`,
        table: id,
        edit: { kind: 'widen-watermark' },
      }),
    );
    return [
      {
        span: at.statement.span,
        message:
          'Rows came after their window had closed and were left out. A longer delay of the watermark waits for them.',
        fixes,
      },
    ];
  },
};

export const timeRules: readonly AdviceRule[] = [missingWatermark, processingTime, idleWatermark, lateRows];
