/**
 * How the results of a cell are shown, kept in the paragraph's config as Zeppelin's graphs, so that a note opens with its
 * charts there and here. What Zeppelin has no word for stands beside, under `riffle.displays`; where the two disagree,
 * Zeppelin has changed the note since, and counts.
 */
import {
  type Graph,
  type GraphColumn,
  type GraphMode,
  readGraphColumn,
  readGraphs,
  writeGraph,
} from '@riffle/note-model';
import type { ChartSettings, DisplayPatch, ResultDisplay, ResultViewName } from '@riffle/protocol';

type Config = Readonly<Record<string, unknown>>;

const MODE_OF: Readonly<Record<ChartSettings['kind'], GraphMode>> = {
  bar: 'multiBarChart',
  line: 'lineChart',
  area: 'stackedAreaChart',
  pie: 'pieChart',
  scatter: 'scatterChart',
};

/** Zeppelin's words for how areas stand on each other. */
const AREA_STYLE: Readonly<Record<ChartSettings['stacking'], string>> = {
  none: 'stream',
  stacked: 'stack',
  share: 'expand',
};

/** What Zeppelin's graph cannot say. */
interface OwnDisplay {
  readonly view?: ResultViewName;
  readonly kind?: ChartSettings['kind'];
  readonly stacking?: ChartSettings['stacking'];
  readonly logScale?: boolean;
  /** The chart is chosen by the columns' types: nobody has set anything. */
  readonly auto?: boolean;
  readonly height?: number;
}

/** The displays of all results that have one, by their place. */
export function readDisplays(config: Config): Record<string, ResultDisplay> {
  const own = ownDisplays(config);
  const graphs = readGraphs(config);
  const displays: Record<string, ResultDisplay> = {};
  for (const place of new Set([...Object.keys(graphs), ...Object.keys(own)])) {
    displays[place] = displayOf(graphs[Number(place)], own[place] ?? {});
  }
  return displays;
}

function displayOf(graph: Graph | undefined, own: OwnDisplay): ResultDisplay {
  const chart = graph === undefined || own.auto === true ? undefined : chartOf(graph, own);
  return {
    view: viewOf(graph, own),
    ...(chart === undefined ? {} : { chart }),
    ...(own.height === undefined ? {} : { height: own.height }),
  };
}

function viewOf(graph: Graph | undefined, own: OwnDisplay): ResultViewName {
  if (graph === undefined) {
    return own.view ?? 'table';
  }
  const drawn = graph.mode !== 'table' && graph.mode !== 'network';
  const agrees = own.view !== undefined && drawn === (own.view === 'chart' || own.view === 'split');
  return agrees && own.view !== undefined ? own.view : drawn ? 'chart' : 'table';
}

function chartOf(graph: Graph, own: OwnDisplay): ChartSettings | undefined {
  const kind = kindOf(graph.mode) ?? own.kind;
  if (kind === undefined) {
    return undefined;
  }
  const scatter = record(graph.setting['scatterChart']);
  const axis = (name: string): string | undefined => readGraphColumn(scatter[name])?.name;
  const [x, y, group, size] = [axis('xAxis'), axis('yAxis'), axis('group'), axis('size')];
  return {
    kind,
    keys: graph.keys.map((column) => column.name),
    groups: graph.groups.map((column) => column.name),
    values: graph.values.map((column) => ({ name: column.name, aggregation: column.aggr })),
    stacking: stackingOf(kind, graph, own),
    logScale: own.logScale === true,
    scatter: {
      ...(x === undefined ? {} : { x }),
      ...(y === undefined ? {} : { y }),
      ...(group === undefined ? {} : { group }),
      ...(size === undefined ? {} : { size }),
    },
  };
}

function kindOf(mode: GraphMode): ChartSettings['kind'] | undefined {
  return (Object.keys(MODE_OF) as ChartSettings['kind'][]).find((kind) => MODE_OF[kind] === mode);
}

function stackingOf(kind: ChartSettings['kind'], graph: Graph, own: OwnDisplay): ChartSettings['stacking'] {
  if (kind === 'area') {
    const style = record(graph.setting['stackedAreaChart'])['style'];
    return (['none', 'stacked', 'share'] as const).find((stacking) => AREA_STYLE[stacking] === style) ?? 'stacked';
  }
  if (kind === 'bar') {
    const stacked = record(graph.setting['multiBarChart'])['stacked'] === true;
    return !stacked ? 'none' : own.stacking === 'share' ? 'share' : 'stacked';
  }
  return own.stacking ?? 'none';
}

/** The config with one result's display changed. `columns` are the result's column names: Zeppelin counts columns. */
export function patchDisplay(config: Config, patch: DisplayPatch, columns: readonly string[]): Config {
  const own = ownDisplays(config);
  const place = String(patch.index);
  const before = readDisplays(config)[place];
  const next: ResultDisplay = {
    view: patch.view ?? before?.view ?? 'table',
    ...(patch.chart === undefined && before?.chart === undefined ? {} : { chart: patch.chart ?? before?.chart }),
    ...(patch.height === undefined && before?.height === undefined ? {} : { height: patch.height ?? before?.height }),
  };
  const written = writeGraph(config, patch.index, graphOf(next, columns));
  const riffle = record(config['riffle']);
  return { ...written, riffle: { ...riffle, displays: { ...own, [place]: ownDisplay(next) } } };
}

function ownDisplay({ view, chart, height }: ResultDisplay): OwnDisplay {
  return {
    view,
    ...(chart === undefined
      ? { auto: true }
      : { kind: chart.kind, stacking: chart.stacking, logScale: chart.logScale }),
    ...(height === undefined ? {} : { height }),
  };
}

function graphOf({ view, chart }: ResultDisplay, names: readonly string[]): Graph {
  const drawn = view === 'chart' || view === 'split';
  const column = (name: string, aggr: GraphColumn['aggr'] = 'sum'): GraphColumn => ({
    name,
    index: Math.max(0, names.indexOf(name)),
    aggr,
  });
  return {
    mode: drawn ? MODE_OF[chart?.kind ?? 'line'] : 'table',
    height: 300,
    optionOpen: false,
    keys: (chart?.keys ?? []).map((name) => column(name)),
    groups: (chart?.groups ?? []).map((name) => column(name)),
    values: (chart?.values ?? []).map((value) => column(value.name, value.aggregation)),
    commonSetting: {},
    setting: chart === undefined ? {} : settingOf(chart, column),
  };
}

function settingOf(chart: ChartSettings, column: (name: string) => GraphColumn): Record<string, unknown> {
  const { x, y, group, size } = chart.scatter;
  switch (chart.kind) {
    case 'bar':
      return { multiBarChart: { stacked: chart.stacking !== 'none' } };
    case 'area':
      return { stackedAreaChart: { style: AREA_STYLE[chart.stacking] } };
    case 'scatter':
      return {
        scatterChart: {
          ...(x === undefined ? {} : { xAxis: column(x) }),
          ...(y === undefined ? {} : { yAxis: column(y) }),
          ...(group === undefined ? {} : { group: column(group) }),
          ...(size === undefined ? {} : { size: column(size) }),
        },
      };
    default:
      return {};
  }
}

function ownDisplays(config: Config): Readonly<Record<string, OwnDisplay>> {
  return record(record(config['riffle'])['displays']) as Record<string, OwnDisplay>;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
