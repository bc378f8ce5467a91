/**
 * Changelog inference: from the sinks down, which kinds of change every edge carries. An operator is asked either for
 * updates as +U alone ('after') or as -U and +U ('both'); it answers with a plan that gives just that, or undefined
 * when it cannot. -U is only made where somebody needs it.
 */
import { notNull, types } from '@riffle/columns';
import { type ChangelogMode, formatIdentifier, insertOnly } from '@riffle/plan';
import { identity, inputsRead, literal } from '../logical/expressions.ts';
import { describe } from './describe.ts';
import { type Draft, type DraftKind, inputOf } from './draft.ts';
import { isInsertOnlyDraft, modifyKinds } from './modify-kinds.ts';
import { isMonotonic } from './monotonicity.ts';
import { PlanningError } from './planning-error.ts';
import type { PlannerSettings } from './settings.ts';
import { upsertKeys } from './upsert-keys.ts';

/** An operator with the changes it gives. */
export interface Resolved {
  readonly draft: Draft;
  readonly inputs: readonly Resolved[];
  readonly changelog: ChangelogMode;
}

interface Asked {
  readonly updates: 'after' | 'both';
  /** Deletes may carry the key alone. */
  readonly keyOnly: boolean;
}

const BOTH: Asked = { updates: 'both', keyOnly: false };
const AFTER: Asked = { updates: 'after', keyOnly: false };

export interface InferenceOptions {
  readonly settings: PlannerSettings;
  /** What whoever collects a query's rows asks for. */
  readonly collect: 'after' | 'both';
}

/** The plan under a sink or collect node with every edge's changes. */
export function inferChangelog(root: Draft, options: InferenceOptions): Resolved {
  const { settings } = options;
  if (settings.mode === 'batch') {
    return finalRows(root);
  }
  checkInsertOnly(root);
  if (root.kind === 'sink') {
    return resolveSink(root, settings);
  }
  const candidates: Asked[] = options.collect === 'after' ? [AFTER, BOTH] : [BOTH];
  for (const asked of candidates) {
    const input = resolve(inputOf(root), asked, settings);
    if (input !== undefined) {
      return { draft: root, inputs: [input], changelog: input.changelog };
    }
  }
  throw impossible(root);
}

/** In batch mode every operator gives out final rows only: it cancels its own changes, for which it needs all of them. */
function finalRows(draft: Draft): Resolved {
  const inputs = draft.inputs.map(finalRows);
  const full: Draft = 'generateUpdateBefore' in draft ? { ...draft, generateUpdateBefore: true } : draft;
  const own: Draft = full.kind === 'rank' ? { ...full, strategy: 'append-fast' } : full;
  return { draft: own, inputs, changelog: insertOnly };
}

function impossible(root: Draft): PlanningError {
  return new PlanningError(
    'no-changelog-plan',
    `The changes of this query cannot be brought into a form its consumer takes (${root.kind}). A source that sends updates or deletes needs a PRIMARY KEY.`,
  );
}

const INSERT_ONLY_INPUT: readonly Draft['kind'][] = [
  'window-rank',
  'window-join',
  'interval-join',
  'temporal-sort',
  'match',
  'deduplicate',
];

/** Operators that keep no room for changes refuse inputs that have them. */
function checkInsertOnly(draft: Draft): void {
  const picky = INSERT_ONLY_INPUT.includes(draft.kind) || (draft.kind === 'over-aggregate' && draft.time !== 'none');
  for (const input of draft.inputs) {
    checkInsertOnly(input);
    if (picky && !isInsertOnlyDraft(input)) {
      throw new PlanningError(
        'consumes-changes',
        `${operatorName(draft)} doesn't support consuming ${changesOf(input)} changes which is produced by node ${describe(producer(input))}.`,
      );
    }
  }
}

function operatorName(draft: Draft): string {
  return describe(draft).split('(')[0] ?? draft.kind;
}

function changesOf(draft: Draft): string {
  const kinds = modifyKinds(draft);
  return [kinds.update ? 'update' : '', kinds.delete ? 'delete' : ''].filter((kind) => kind !== '').join(' and ');
}

/** Where the changes come from: operators that only hand rows on are passed over. */
function producer(draft: Draft): Draft {
  return HANDS_ON.includes(draft.kind) ? producer(inputOf(draft)) : draft;
}

const HANDS_ON: readonly Draft['kind'][] = ['exchange', 'calc', 'watermark-assigner'];

function resolveSink(sink: DraftKind<'sink'>, settings: PlannerSettings): Resolved {
  const input = inputOf(sink);
  const kinds = modifyKinds(input);
  const { accepts } = sink;
  const refused = [
    kinds.update && !accepts.updateAfter ? 'update' : '',
    kinds.delete && !accepts.delete ? 'delete' : '',
  ].filter((kind) => kind !== '');
  if (refused.length > 0) {
    const name = formatIdentifier(sink.table).replaceAll('`', '');
    throw new PlanningError(
      'sink-refuses-changes',
      `Table sink '${name}' doesn't support consuming ${refused.join(' and ')} changes which is produced by node ${describe(producer(input))}.`,
    );
  }
  const materialize = needsMaterialize(sink, settings);
  for (const asked of sinkCandidates(sink, materialize)) {
    const resolved = resolve(input, asked, settings);
    if (resolved !== undefined) {
      return finishSink(sink, resolved, materialize);
    }
  }
  throw impossible(sink);
}

function isKeyOf(sink: DraftKind<'sink'>): boolean {
  const wanted = [...sink.primaryKey].sort((a, b) => a - b).join();
  return upsertKeys(inputOf(sink)).some((key) => key.join() === wanted);
}

/** Flink's AUTO: when the key the changes come by is not the sink's key, they may arrive out of order. */
function needsMaterialize(sink: DraftKind<'sink'>, settings: PlannerSettings): boolean {
  const { accepts, primaryKey } = sink;
  if (primaryKey.length === 0 || settings.upsertMaterialize === 'none' || !accepts.updateAfter) {
    return false;
  }
  if (settings.upsertMaterialize === 'force') {
    return true;
  }
  return !isInsertOnlyDraft(inputOf(sink)) && !accepts.updateBefore && !isKeyOf(sink);
}

function sinkCandidates(sink: DraftKind<'sink'>, materialize: boolean): Asked[] {
  const keyOnly = sink.accepts.keyOnlyDeletes === true && !materialize;
  if (sink.accepts.updateBefore) {
    return [{ updates: 'both', keyOnly }];
  }
  const needsBoth = materialize || (sink.primaryKey.length > 0 && !isKeyOf(sink));
  return needsBoth ? [BOTH] : [{ updates: 'after', keyOnly }, BOTH];
}

/** A sink that takes no -U still gets it where the plan below needs it: there it says that the row is gone. */
function finishSink(sink: DraftKind<'sink'>, input: Resolved, upsertMaterialize: boolean): Resolved {
  if (!upsertMaterialize) {
    return { draft: { ...sink, inputs: [input.draft] }, inputs: [input], changelog: input.changelog };
  }
  const keyed: Draft = {
    kind: 'exchange',
    inputs: [input.draft],
    distribution: { kind: 'hash', keys: sink.primaryKey },
    output: input.draft.output,
  };
  const moved: Resolved = { draft: keyed, inputs: [input], changelog: input.changelog };
  return { draft: { ...sink, inputs: [keyed], upsertMaterialize }, inputs: [moved], changelog: input.changelog };
}

function dropUpdateBefore(input: Resolved): Resolved {
  const draft: Draft = { kind: 'drop-update-before', inputs: [input.draft], output: input.draft.output };
  return { draft, inputs: [input], changelog: { ...input.changelog, updateBefore: false } };
}

function resolve(draft: Draft, asked: Asked, settings: PlannerSettings): Resolved | undefined {
  const again = (input: Draft, wanted: Asked): Resolved | undefined => resolve(input, wanted, settings);
  switch (draft.kind) {
    case 'source':
      return resolveSource(draft, asked);
    case 'values':
      return { draft, inputs: [], changelog: { updateBefore: false, updateAfter: false, delete: false } };
    case 'calc':
      return resolveCalc(draft, asked, settings);
    case 'exchange':
    case 'watermark-assigner':
      return passOn(draft, [again(inputOf(draft), asked)]);
    case 'expand':
    case 'correlate':
    case 'window-table-function':
      return passOn(draft, [again(inputOf(draft), { ...asked, keyOnly: false })]);
    case 'union':
      return passOn(
        draft,
        draft.inputs.map((input) => again(input, { ...asked, keyOnly: false })),
      );
    case 'lookup-join':
      return resolveLookupJoin(draft, asked, settings);
    case 'changelog-normalize':
      return resolveNormalize(draft, asked, settings);
    case 'group-aggregate':
      return produce(
        { ...draft, generateUpdateBefore: asked.updates === 'both', retracting: isChanging(draft) },
        asked,
        [again(inputOf(draft), BOTH)],
      );
    case 'window-aggregate':
      return produce({ ...draft, retracting: isChanging(draft) }, asked, [again(inputOf(draft), BOTH)]);
    case 'group-window-aggregate':
      return produce(
        { ...draft, generateUpdateBefore: asked.updates === 'both', retracting: isChanging(draft) },
        asked,
        [again(inputOf(draft), BOTH)],
      );
    case 'over-aggregate':
    case 'sort':
    case 'limit':
      return produce({ ...draft, generateUpdateBefore: asked.updates === 'both' }, asked, [
        again(inputOf(draft), BOTH),
      ]);
    case 'deduplicate':
      return produce({ ...draft, generateUpdateBefore: asked.updates === 'both' }, asked, [
        again(inputOf(draft), BOTH),
      ]);
    case 'rank':
      return resolveRank(draft, asked, settings);
    case 'join':
      return resolveJoin(draft, asked, settings);
    case 'temporal-join': {
      const right: Asked = { updates: 'after', keyOnly: true };
      return passOn(draft, [
        again(inputOf(draft, 0), asked),
        again(inputOf(draft, 1), right) ?? again(inputOf(draft, 1), BOTH),
      ]);
    }
    case 'window-rank':
    case 'window-join':
    case 'interval-join':
    case 'temporal-sort':
    case 'match':
      return produce(
        draft,
        asked,
        draft.inputs.map((input) => again(input, BOTH)),
      );
    case 'drop-update-before':
    case 'sink':
    case 'collect':
      return undefined;
  }
}

/** A table looked up again may have changed: where asked for, what was found first is kept for when it is taken back. */
function resolveLookupJoin(
  draft: DraftKind<'lookup-join'>,
  asked: Asked,
  settings: PlannerSettings,
): Resolved | undefined {
  const input = inputOf(draft);
  const [key] = upsertKeys(input);
  if (!settings.resolveNonDeterminism || !isChanging(draft) || key === undefined) {
    return passOn(draft, [resolve(input, { ...asked, keyOnly: false }, settings)]);
  }
  const keyed: Draft = {
    kind: 'exchange',
    inputs: [input],
    distribution: { kind: 'hash', keys: key },
    output: input.output,
  };
  const materialized: Draft = { ...draft, inputs: [keyed], materialize: { key, stateTtl: settings.stateTtl } };
  return passOn(materialized, [resolve(keyed, BOTH, settings)]);
}

function isChanging(draft: Draft): boolean {
  return !isInsertOnlyDraft(inputOf(draft));
}

/** The operator hands on what its inputs give. */
function passOn(draft: Draft, inputs: readonly (Resolved | undefined)[]): Resolved | undefined {
  const resolved = inputs.filter((input) => input !== undefined);
  if (resolved.length !== inputs.length) {
    return undefined;
  }
  const sources = draft.kind === 'temporal-join' ? resolved.slice(0, 1) : resolved;
  const changelog: ChangelogMode = {
    updateBefore: sources.some((input) => input.changelog.updateBefore),
    updateAfter: sources.some((input) => input.changelog.updateAfter),
    delete: sources.some((input) => input.changelog.delete),
    ...(sources.some((input) => input.changelog.keyOnlyDeletes === true) ? { keyOnlyDeletes: true } : {}),
  };
  return { draft, inputs: resolved, changelog };
}

/** The operator makes its own changes, in the form asked for. */
function produce(draft: Draft, asked: Asked, inputs: readonly (Resolved | undefined)[]): Resolved | undefined {
  const resolved = inputs.filter((input) => input !== undefined);
  if (resolved.length !== inputs.length) {
    return undefined;
  }
  const kinds = modifyKinds(draft);
  const changelog: ChangelogMode = {
    updateBefore: kinds.update && asked.updates === 'both',
    updateAfter: kinds.update,
    delete: kinds.delete,
  };
  return { draft, inputs: resolved, changelog };
}

function resolveSource(draft: DraftKind<'source'>, asked: Asked): Resolved | undefined {
  const { provides } = draft;
  const source: Resolved = { draft, inputs: [], changelog: provides };
  if (provides.delete && provides.keyOnlyDeletes === true && !asked.keyOnly) {
    return undefined;
  }
  if (asked.updates === 'both') {
    return provides.updateAfter && !provides.updateBefore ? undefined : source;
  }
  return provides.updateBefore ? dropUpdateBefore(source) : source;
}

/**
 * A condition may let a row's old version pass and not the new one: then -U is what removes it.
 * A condition on the key alone decides the same for all versions.
 */
function resolveCalc(draft: DraftKind<'calc'>, asked: Asked, settings: PlannerSettings): Resolved | undefined {
  const input = inputOf(draft);
  const kinds = modifyKinds(input);
  const onKey = draft.condition === null || readsOnlyKey(input, draft.condition);
  if (asked.updates === 'after' && kinds.update && !onKey) {
    return undefined;
  }
  const keyOnly = asked.keyOnly && onKey && upsertKeys(draft).length > 0;
  return passOn(draft, [resolve(input, { ...asked, keyOnly }, settings)]);
}

function readsOnlyKey(input: Draft, condition: Parameters<typeof inputsRead>[0]): boolean {
  const read = [...inputsRead(condition)];
  return upsertKeys(input).some((key) => read.every((index) => key.includes(index)));
}

/** Needed for -U, for a filter inside, for sources that repeat themselves, and for full rows in deletes. */
function resolveNormalize(
  draft: DraftKind<'changelog-normalize'>,
  asked: Asked,
  settings: PlannerSettings,
): Resolved | undefined {
  const exchanged = inputOf(draft);
  if (asked.updates === 'after' && draft.filter === null && !settings.eventsDuplicate) {
    const bare = resolve(inputOf(exchanged), asked, settings);
    if (bare !== undefined) {
      return bare;
    }
  }
  return produce(draft, asked, [resolve(exchanged, { updates: 'after', keyOnly: true }, settings)]);
}

function resolveRank(draft: DraftKind<'rank'>, asked: Asked, settings: PlannerSettings): Resolved | undefined {
  const input = inputOf(draft);
  const withStrategy = (strategy: DraftKind<'rank'>['strategy'], resolved: Resolved | undefined) => {
    const shaped = shapeFirstRow(draft, strategy);
    const rank = produce({ ...shaped.rank, strategy, generateUpdateBefore: asked.updates === 'both' }, asked, [
      resolved,
    ]);
    return rank === undefined ? undefined : shaped.restore(rank);
  };
  if (isInsertOnlyDraft(input)) {
    return withStrategy('append-fast', resolve(input, BOTH, settings));
  }
  const resolved = isUpdateFast(draft) ? resolve(input, AFTER, settings) : undefined;
  return resolved === undefined
    ? withStrategy('retract', resolve(input, BOTH, settings))
    : withStrategy('update-fast', resolved);
}

interface ShapedRank {
  readonly rank: DraftKind<'rank'>;
  /** The rank's rows with the columns the plan wants. */
  restore(rank: Resolved): Resolved;
}

/**
 * The first row alone has a rank that never changes. With it in the output a better row is an update of the first;
 * without it one row goes and another comes. Flink's fast strategies do the former, the retracting one the latter,
 * whether the query asks for the number or not; a calc adds or drops it.
 */
function shapeFirstRow(draft: DraftKind<'rank'>, strategy: DraftKind<'rank'>['strategy']): ShapedRank {
  const isFirst = 'start' in draft.range && draft.range.end === 1 && draft.rank === 'row-number';
  const outputRank = strategy !== 'retract';
  if (!isFirst || draft.outputRank === outputRank) {
    return { rank: draft, restore: (rank) => rank };
  }
  const fields = inputOf(draft).output;
  const number = { name: draft.output.at(fields.length)?.name ?? '$rank', type: RANK_TYPE };
  const rank = { ...draft, outputRank, output: outputRank ? [...fields, number] : fields };
  return {
    rank,
    restore: (resolved) => {
      const one = literal(1, RANK_TYPE);
      const projections = [...identity(fields), ...(draft.outputRank ? [one] : [])];
      const calc: Draft = {
        kind: 'calc',
        inputs: [resolved.draft],
        condition: null,
        projections,
        output: draft.output,
      };
      return { draft: calc, inputs: [resolved], changelog: resolved.changelog };
    },
  };
}

const RANK_TYPE = notNull(types.bigint());

/** Rows only ever rise in rank, and a new version of a row finds the old one by its key within the partition. */
function isUpdateFast(draft: DraftKind<'rank'>): boolean {
  const input = inputOf(draft);
  const keyed = upsertKeys(input).filter((key) => draft.partition.every((column) => key.includes(column)));
  return (
    !modifyKinds(input).delete &&
    keyed.some((key) =>
      draft.order.every(
        ({ index, descending }) => key.includes(index) || isMonotonic(input, index, descending ? 'up' : 'down'),
      ),
    )
  );
}

/** A side may leave out -U when its key holds the join's keys: a new version then meets the same rows as the old. */
function resolveJoin(draft: DraftKind<'join'>, asked: Asked, settings: PlannerSettings): Resolved | undefined {
  const inputs = draft.inputs.map((input, side) => {
    if (asked.updates === 'both') {
      return resolve(input, BOTH, settings);
    }
    const columns = draft.keys.map((key) => (side === 0 ? key.left : key.right));
    const keys = upsertKeys(input);
    const stays = columns.length > 0 && keys.some((key) => columns.every((column) => key.includes(column)));
    if (modifyKinds(input).update && !stays) {
      return undefined;
    }
    const byKey = keys.some((key) => key.length === columns.length && key.every((column) => columns.includes(column)));
    return resolve(input, { updates: 'after', keyOnly: asked.keyOnly && byKey && draft.condition === null }, settings);
  });
  const resolved = produce(draft, asked, inputs);
  const keyOnly = inputs.some((input) => input?.changelog.keyOnlyDeletes === true);
  return resolved === undefined || !keyOnly
    ? resolved
    : { ...resolved, changelog: { ...resolved.changelog, keyOnlyDeletes: true } };
}
