/**
 * How a paragraph shows one of its results, as Zeppelin stores it in `config.results["0"].graph`: which chart, and which
 * columns are its keys, groups and values. Files in the wild have the graphs as an object, as a list, or (0.6, 0.7) one
 * `config.graph`; all are read, and the object is written.
 */
export type Aggregation = 'sum' | 'count' | 'avg' | 'min' | 'max';

export interface GraphColumn {
  readonly name: string;
  /** Place of the column in the result; Zeppelin writes it as `0.0`. */
  readonly index: number;
  readonly aggr: Aggregation;
}

export type GraphMode =
  | 'table'
  | 'multiBarChart'
  | 'pieChart'
  | 'stackedAreaChart'
  | 'lineChart'
  | 'scatterChart'
  | 'network';

export interface Graph {
  readonly mode: GraphMode;
  readonly height: number;
  readonly optionOpen: boolean;
  readonly keys: readonly GraphColumn[];
  readonly groups: readonly GraphColumn[];
  readonly values: readonly GraphColumn[];
  readonly commonSetting: Readonly<Record<string, unknown>>;
  /** By mode: `multiBarChart: { stacked }`, `scatterChart: { xAxis, yAxis, group, size }` … */
  readonly setting: Readonly<Record<string, unknown>>;
}

export const AGGREGATIONS: readonly Aggregation[] = ['sum', 'count', 'avg', 'min', 'max'];

const MODES: readonly string[] = [
  'table',
  'multiBarChart',
  'pieChart',
  'stackedAreaChart',
  'lineChart',
  'scatterChart',
  'network',
];
const DEFAULT_HEIGHT = 300;

type Config = Readonly<Record<string, unknown>>;

/** The graphs of a paragraph's results by their place; results without one are absent. */
export function readGraphs(config: Config): Readonly<Record<number, Graph>> {
  const found: Record<number, Graph> = {};
  for (const [place, result] of Object.entries(asRecord(config['results']))) {
    const graph = asRecord(result)['graph'];
    if (/^\d+$/.test(place) && isRecord(graph)) {
      found[Number(place)] = readGraph(graph);
    }
  }
  if (found[0] === undefined && isRecord(config['graph'])) {
    found[0] = readGraph(config['graph']);
  }
  return found;
}

/** The config with a result's graph changed; whatever else another tool keeps there stays. */
export function writeGraph(config: Config, place: number, graph: Graph): Config {
  const results = asRecord(config['results']);
  const result = asRecord(results[place]);
  const before = asRecord(result['graph']);
  const setting = { ...asRecord(before['setting']), ...graph.setting };
  return { ...config, results: { ...results, [place]: { ...result, graph: { ...before, ...graph, setting } } } };
}

/** A column Zeppelin names in one of its axes (`setting.scatterChart.xAxis`). */
export function readGraphColumn(value: unknown): GraphColumn | undefined {
  if (!isRecord(value) || typeof value['name'] !== 'string') {
    return undefined;
  }
  const aggr = AGGREGATIONS.find((one) => one === value['aggr']) ?? 'sum';
  return { name: value['name'], index: typeof value['index'] === 'number' ? value['index'] : 0, aggr };
}

function readGraph(raw: Config): Graph {
  return {
    mode: (MODES.includes(String(raw['mode'])) ? raw['mode'] : 'table') as GraphMode,
    height: typeof raw['height'] === 'number' ? raw['height'] : DEFAULT_HEIGHT,
    optionOpen: raw['optionOpen'] === true,
    keys: readColumns(raw['keys']),
    groups: readColumns(raw['groups']),
    values: readColumns(raw['values']),
    commonSetting: asRecord(raw['commonSetting']),
    setting: asRecord(raw['setting']),
  };
}

function readColumns(value: unknown): GraphColumn[] {
  return Array.isArray(value) ? value.flatMap((column) => readGraphColumn(column) ?? []) : [];
}

function isRecord(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object, or a list by its places; anything else is empty. */
function asRecord(value: unknown): Config {
  return isRecord(value) ? value : Array.isArray(value) ? { ...value } : {};
}
