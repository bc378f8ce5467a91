/** The session settings the planner reads, parsed. */
import { durationMillis, type SessionConfig } from '@riffle/plan';

export interface PlannerSettings {
  readonly mode: 'streaming' | 'batch';
  readonly stateTtl: number;
  readonly idleTimeout: number;
  readonly watermarkInterval: number;
  readonly eventsDuplicate: boolean;
  readonly notNull: 'error' | 'drop';
  readonly typeLength: 'ignore' | 'trim-pad' | 'error';
  readonly upsertMaterialize: 'auto' | 'none' | 'force';
  readonly emit: {
    readonly earlyDelay: number | null;
    readonly lateDelay: number | null;
    readonly allowedLateness: number;
  };
  readonly nonTemporalSort: boolean;
  /** `table.optimizer.non-deterministic-update.strategy` is TRY_RESOLVE. */
  readonly resolveNonDeterminism: boolean;
}

export function plannerSettings(config: SessionConfig, mode: PlannerSettings['mode']): PlannerSettings {
  const duration = (key: string, fallback: number): number => durationMillis(config[key] ?? '') ?? fallback;
  const text = (key: string): string => (config[key] ?? '').toUpperCase();
  const fires = (kind: 'early' | 'late'): number | null =>
    text(`table.exec.emit.${kind}-fire.enabled`) === 'TRUE' ? duration(`table.exec.emit.${kind}-fire.delay`, 0) : null;
  const typeLength = text('table.exec.sink.type-length-enforcer');
  const materialize = text('table.exec.sink.upsert-materialize');
  return {
    mode,
    stateTtl: duration('table.exec.state.ttl', 0),
    idleTimeout: duration('table.exec.source.idle-timeout', 0),
    watermarkInterval: duration('pipeline.auto-watermark-interval', 200),
    eventsDuplicate: text('table.exec.source.cdc-events-duplicate') === 'TRUE',
    notNull: text('table.exec.sink.not-null-enforcer') === 'DROP' ? 'drop' : 'error',
    typeLength: typeLength === 'ERROR' ? 'error' : typeLength === 'TRIM_PAD' ? 'trim-pad' : 'ignore',
    upsertMaterialize: materialize === 'NONE' ? 'none' : materialize === 'FORCE' ? 'force' : 'auto',
    emit: {
      earlyDelay: fires('early'),
      lateDelay: fires('late'),
      allowedLateness: duration('table.exec.emit.allow-lateness', 0),
    },
    nonTemporalSort: text('__table.exec.sort.non-temporal.enabled__') === 'TRUE',
    resolveNonDeterminism: text('table.optimizer.non-deterministic-update.strategy') === 'TRY_RESOLVE',
  };
}

/** Settings a run depends on, as they go with the plan. */
const RUN_SETTINGS = ['table.', 'pipeline.', 'execution.', 'state.', 'parallelism.', '__table.'];

export function runSettings(config: SessionConfig): Readonly<Record<string, string>> {
  const entries = Object.entries(config).filter(([key]) => RUN_SETTINGS.some((prefix) => key.startsWith(prefix)));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
