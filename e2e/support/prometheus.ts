import type { RiffleServer } from './riffle-server.ts';

export interface Scraped {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?\d[\d.e+-]*|NaN|[+-]Inf)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y;

/**
 * Reads Prometheus' text format 0.0.4 by its rules: a line is a comment or a sample, HELP and TYPE come once and before
 * a metric's samples, samples of a metric stand together, and no series comes twice. @throws Error at what breaks one.
 */
export function parsePrometheus(text: string): Scraped[] {
  if (!text.endsWith('\n')) {
    throw new Error('the last line has no end');
  }
  const samples: Scraped[] = [];
  const typed: string[] = [];
  const series = new Set<string>();
  for (const line of text.slice(0, -1).split('\n')) {
    const type = /^# TYPE (\S+) (?:counter|gauge|histogram|summary|untyped)$/.exec(line)?.[1];
    if (type !== undefined) {
      refuse(typed.includes(type), `${type} has two types`);
      typed.push(type);
      continue;
    }
    if (/^# HELP \S+ /.test(line)) {
      continue;
    }
    const [, name = '', pairs, value = ''] = SAMPLE.exec(line) ?? [];
    refuse(name === '', `no sample: ${line}`);
    refuse(typed.at(-1) !== name, `${name} does not stand below its type`);
    const labels = readLabels(pairs ?? '', line);
    const identity = `${name} ${JSON.stringify(Object.entries(labels).sort())}`;
    refuse(series.has(identity), `twice: ${line}`);
    series.add(identity);
    samples.push({ name, labels, value: Number(value.replace('Inf', 'Infinity')) });
  }
  return samples;
}

function readLabels(pairs: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < pairs.length) {
    const [, name, value] = LABEL.exec(pairs) ?? [];
    if (name === undefined || value === undefined || name in labels) {
      throw new Error(`labels: ${line}`);
    }
    labels[name] = value.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
  }
  return labels;
}

function refuse(broken: boolean, message: string): void {
  if (broken) {
    throw new Error(message);
  }
}

/** What the server tells now. */
export async function scrape(server: Pick<RiffleServer, 'origin' | 'token'>): Promise<Scraped[]> {
  const response = await fetch(`${server.origin}/metrics`, { headers: { Authorization: `Bearer ${server.token}` } });
  if (response.status !== 200 || response.headers.get('content-type') !== 'text/plain; version=0.0.4; charset=utf-8') {
    throw new Error(`${response.status} ${response.headers.get('content-type')}: ${await response.text()}`);
  }
  return parsePrometheus(await response.text());
}
