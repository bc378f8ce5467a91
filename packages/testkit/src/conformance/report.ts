/** What a conformance run says: counts, JSON, and the page of the documentation. */
import { FAMILIES, type Family, type JudgedCase } from './families.ts';

export interface Counts {
  readonly pass: number;
  readonly fail: number;
  readonly notSupported: number;
  readonly total: number;
}

export type Summary = { readonly [F in Family]: Counts };

export interface ConformanceReport {
  readonly summary: Summary;
  readonly cases: readonly JudgedCase[];
}

export function reportOf(cases: readonly JudgedCase[]): ConformanceReport {
  const summary = Object.fromEntries(
    FAMILIES.map((family) => [family, countsOf(cases.filter((one) => one.family === family))]),
  ) as unknown as Summary;
  return { summary, cases };
}

function countsOf(cases: readonly JudgedCase[]): Counts {
  const count = (status: JudgedCase['status']): number => cases.filter((one) => one.status === status).length;
  return { pass: count('pass'), fail: count('fail'), notSupported: count('notSupported'), total: cases.length };
}

/** The form `--json` writes. */
export function reportJson({ summary, cases }: ConformanceReport): string {
  const listed = cases.map(({ id, family, status, reason }) => ({ id, file: `${family}.jsonl`, status, reason }));
  return `${JSON.stringify({ summary, cases: listed }, null, 1)}\n`;
}

const INTRODUCTION = `# Conformance with Flink 2.2

How Riffle does on test cases taken from Apache Flink's own tests and documentation. Written by \`npm run conformance\`;
continuous integration fails when a number of passes falls.

A case **passes** when Riffle gives what Flink gives:

- parser: the statement parses to the tree of Flink's canonical text and can be printed and read back, or is refused on
  the line where Flink refuses it;
- programs: every change a sink receives is the expected one, in any order, with whole batches and row by row, over a
  savepoint and restore where Flink's test has one, and in batch mode where it has that;
- functions, expressions, aggregates: value and type, or an error where Flink has one, at the same time;
- corpus: the statement of a planner test parses, and prints as text with the same tree;
- scripts: each block of a SQL client or gateway script answers with the same table, success or refusal;
- docs: the query of a documentation page gives the rows the page prints.

**Not supported** means that Riffle answered clearly that it cannot do this yet, or that the case needs something that
cannot exist here, such as a Java class. Everything else **fails**, crashes included.
`;

const TABLE_HEAD = '| | pass | fail | not supported | total | |\n|---|--:|--:|--:|--:|--:|';

/** `docs/conformance.md`. */
export function reportPage({ summary, cases }: ConformanceReport): string {
  const overview = FAMILIES.map((family) => row(family, summary[family]));
  const parts = FAMILIES.map((family) => {
    const groups = Map.groupBy(
      cases.filter((one) => one.family === family),
      ({ group }) => group,
    );
    const rows = [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, members]) => row(group, countsOf(members)));
    return `## ${family}\n\n${TABLE_HEAD}\n${rows.join('\n')}\n`;
  });
  return `${INTRODUCTION}\n${TABLE_HEAD}\n${overview.join('\n')}\n\n${parts.join('\n')}`;
}

function row(name: string, { pass, fail, notSupported, total }: Counts): string {
  const share = total === 0 ? '' : `${((pass / total) * 100).toFixed(1)} %`;
  return `| ${name} | ${pass} | ${fail} | ${notSupported} | ${total} | ${share} |`;
}

/** The overview as plain text. */
export function reportText({ summary }: ConformanceReport): string {
  const line = (cells: readonly (string | number)[]): string =>
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(12) : String(cell).padStart(13))).join('');
  const rows = FAMILIES.filter((family) => summary[family].total > 0).map((family) => {
    const { pass, fail, notSupported, total } = summary[family];
    return line([family, pass, fail, notSupported, total, `${((pass / total) * 100).toFixed(1)} %`]);
  });
  return [line(['', 'pass', 'fail', 'not supported', 'total', '']), ...rows].join('\n');
}

/** Which numbers of passes fell below those of an earlier page; one sentence each. */
export function fallsBelow(page: string, earlier: string): string[] {
  const now = passesOf(page);
  return [...passesOf(earlier)].flatMap(([place, before]) => {
    const pass = now.get(place) ?? 0;
    return pass < before ? [`${place}: ${pass} pass, ${before} did`] : [];
  });
}

/** Passes by section and row of the page. */
function passesOf(page: string): Map<string, number> {
  const passes = new Map<string, number>();
  let section = 'all';
  for (const line of page.split('\n')) {
    const match = /^\| (.+?) \| (\d+) \|/.exec(line);
    if (line.startsWith('## ')) {
      section = line.slice(3);
    } else if (match !== null) {
      passes.set(`${section} / ${match[1]}`, Number(match[2]));
    }
  }
  return passes;
}
