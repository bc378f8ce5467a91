/** One value of a metric, told apart from others of it by its labels. */
export interface Sample {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface MetricDefinition {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
}

/** The media type of what `printSamples` gives. */
export const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Samples in the text format Prometheus scrapes (version 0.0.4): each metric that has samples with its help and type in
 * front, in the order of the definitions. Samples of a metric that is not defined are a defect.
 */
export function printSamples(definitions: readonly MetricDefinition[], samples: readonly Sample[]): string {
  const byMetric = Map.groupBy(samples, ({ metric }) => metric);
  const lines: string[] = [];
  for (const { name, type, help } of definitions) {
    const own = byMetric.get(name);
    if (own !== undefined) {
      lines.push(`# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`, `# TYPE ${name} ${type}`);
      lines.push(...own.map(printSample));
      byMetric.delete(name);
    }
  }
  const [unknown] = byMetric.keys();
  if (unknown !== undefined) {
    throw new Error(`the metric ${unknown} is not defined`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

function printSample({ metric, labels, value }: Sample): string {
  const pairs = Object.entries(labels).map(([name, text]) => `${name}="${escapeLabel(text)}"`);
  return `${metric}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${printValue(value)}`;
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function printValue(value: number): string {
  return Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : value < 0 ? '-Inf' : 'NaN';
}
