// Runs Flink's own cases against Riffle: npm run conformance -- [DIR …] [--only PATTERN] [--json FILE] [--check]
// Cases come from DIR, else RIFFLE_CONFORMANCE, else ../shared/conformance. See docs/conformance.md for what counts.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  FAMILIES,
  fallsBelow,
  type JudgedCase,
  reportJson,
  reportOf,
  reportPage,
  reportText,
  runFamily,
} from '@riffle/testkit';

const ROOT = join(import.meta.dirname, '..');
const PAGE = join(ROOT, 'docs', 'conformance.md');

const { values: options, positionals } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'string' }, check: { type: 'boolean' } },
  allowPositionals: true,
});

/** Cases whose `family/id` holds the pattern, read as a regular expression. */
function wantedBy(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) {
    return () => true;
  }
  const expression = new RegExp(pattern, 'i');
  return (name) => expression.test(name);
}

async function judge(folders: readonly string[]): Promise<JudgedCase[]> {
  const wanted = wantedBy(options.only);
  const cases: JudgedCase[] = [];
  for (const folder of folders) {
    for (const family of FAMILIES) {
      const file = join(folder, `${family}.jsonl`);
      if (existsSync(file)) {
        const started = performance.now();
        const lines = readFileSync(file, 'utf8').split('\n');
        const judged = await runFamily(family, lines, (id) => wanted(`${family}/${id}`));
        cases.push(...judged);
        process.stderr.write(`${family}: ${judged.length} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
      }
    }
  }
  return cases;
}

/** A promise nobody awaits any more is a defect, but of one case: it must not end the run. */
let strayErrors = 0;
process.on('unhandledRejection', () => {
  strayErrors++;
});

function defaultFolder(): string {
  return process.env['RIFFLE_CONFORMANCE'] ?? join(ROOT, '..', 'shared', 'conformance');
}

async function main(): Promise<number> {
  const folders = positionals.length > 0 ? positionals : [defaultFolder()];
  const missing = folders.find((folder) => !existsSync(folder) || !statSync(folder).isDirectory());
  if (missing !== undefined) {
    console.log(`conformance: no cases in ${missing}, skipped`);
    return process.env['CI'] === 'true' || positionals.length > 0 ? 1 : 0;
  }
  const report = reportOf(await judge(folders));
  console.log(reportText(report));
  if (strayErrors > 0) {
    console.log(`${strayErrors} errors reached nobody`);
  }
  if (options.json !== undefined) {
    writeFileSync(options.json, reportJson(report));
  }
  return positionals.length > 0 || options.only !== undefined ? 0 : settlePage(reportPage(report));
}

/** Writes the page, or with `--check` compares with it: 1 when a number of passes fell. */
function settlePage(page: string): number {
  if (options.check !== true) {
    writeFileSync(PAGE, page);
    return 0;
  }
  const fallen = fallsBelow(page, existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '');
  for (const line of fallen) {
    console.log(`fell: ${line}`);
  }
  return fallen.length === 0 ? 0 : 1;
}

process.exitCode = await main();
