import { parseTableDisplay } from '../display.ts';
import type { ParagraphDocument } from '../zpln.ts';

/** Our chart settings in a paragraph's `config.riffle`, as far as Zeppelin's graph has a place for them. */
interface Chart {
  readonly kind: string;
  readonly x?: string | undefined;
  readonly values: readonly string[];
  readonly group?: string | undefined;
}

interface OwnConfig {
  readonly view?: string;
  readonly chart?: Chart;
}

const MODE_OF_KIND: Readonly<Record<string, string>> = {
  line: 'lineChart',
  bar: 'multiBarChart',
  area: 'stackedAreaChart',
  pie: 'pieChart',
  scatter: 'scatterChart',
};
const KIND_OF_MODE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(MODE_OF_KIND).map(([kind, mode]) => [mode, kind]),
);

interface GraphColumn {
  readonly name: string;
  readonly index: number;
  readonly aggr: string;
}

/** The `config.results` Zeppelin draws a paragraph's first result by; what is there already stays. */
export function graphResults(paragraph: ParagraphDocument): unknown {
  const { chart, view } = (paragraph.config['riffle'] ?? {}) as OwnConfig;
  const kept = paragraph.config['results'];
  const mode = chart === undefined || view === 'table' ? undefined : MODE_OF_KIND[chart.kind];
  if (mode === undefined || chart === undefined || (typeof kept === 'object' && kept !== null && '0' in kept)) {
    return kept ?? {};
  }
  const table = paragraph.results?.msg.find((message) => message.type === 'TABLE');
  const columns = table === undefined ? [] : parseTableDisplay(table.data).columns;
  const column = (name: string): GraphColumn => ({ name, index: Math.max(0, columns.indexOf(name)), aggr: 'sum' });
  return {
    0: {
      graph: {
        mode,
        height: 300,
        optionOpen: false,
        setting: {},
        commonSetting: {},
        keys: chart.x === undefined ? [] : [column(chart.x)],
        groups: chart.group === undefined ? [] : [column(chart.group)],
        values: chart.values.map(column),
      },
    },
  };
}

/** The paragraph with our chart settings made of Zeppelin's graph, unless it has some. */
export function withChartOfGraph(paragraph: ParagraphDocument): ParagraphDocument {
  const { config } = paragraph;
  const results = config['results'] as Record<string, { graph?: unknown }> | undefined;
  const graph = (results?.['0']?.graph ?? config['graph']) as Record<string, unknown> | undefined;
  const kind = KIND_OF_MODE[String(graph?.['mode'])];
  if (config['riffle'] !== undefined || kind === undefined) {
    return paragraph;
  }
  const names = (key: string): string[] => {
    const list = graph?.[key];
    return Array.isArray(list)
      ? list.flatMap(({ name }: { name?: unknown }) => (typeof name === 'string' ? [name] : []))
      : [];
  };
  const [x, group] = [names('keys')[0], names('groups')[0]];
  const chart: Chart = {
    kind,
    values: names('values'),
    ...(x === undefined ? {} : { x }),
    ...(group === undefined ? {} : { group }),
  };
  return { ...paragraph, config: { ...config, riffle: { view: 'chart', chart } satisfies OwnConfig } };
}
