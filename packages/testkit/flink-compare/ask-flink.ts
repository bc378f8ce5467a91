// Runs the queries of this folder on a live Flink and writes its answers into golden/; see docs/flink-comparison.md.
//   node packages/testkit/flink-compare/ask-flink.ts [--only PATTERN] [--check] [--data]
// --check compares with golden/ instead of writing; --data writes the sample files anew before.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerOf, answerText } from '../src/flink-compare/answer.ts';
import { askFlink, type FlinkAnswer } from '../src/flink-compare/live-flink.ts';
import {
  type ComparedQuery,
  DATA_FOLDER,
  GOLDEN_FOLDER,
  goldenFile,
  readQueries,
  readTables,
} from '../src/flink-compare/query-files.ts';
import { sampleFiles } from '../src/flink-compare/sample-data.ts';

const CACHE = join(import.meta.dirname, '..', '..', '..', '.cache', 'flink');

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, check: { type: 'boolean' }, data: { type: 'boolean' } },
});

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** What became of one answer, and whether it is a problem. */
function settle(query: ComparedQuery, answer: FlinkAnswer | undefined): { ok: boolean; remark: string } {
  if (answer === undefined || 'error' in answer) {
    return { ok: false, remark: `Flink refused it: ${answer?.error ?? 'no answer'}` };
  }
  const text = answerText(answerOf(answer, query));
  const file = goldenFile(query);
  const same = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (options.check === true) {
    return { ok: same, remark: same ? 'same' : 'Flink answers something else than the golden file' };
  }
  writeFileSync(file, text);
  return { ok: true, remark: `${same ? 'unchanged' : 'written'}, ${answer.changes.length} changes` };
}

async function main(): Promise<number> {
  if (options.data === true) {
    mkdirSync(DATA_FOLDER, { recursive: true });
    for (const [name, content] of Object.entries(sampleFiles())) {
      writeFileSync(join(DATA_FOLDER, name), content);
    }
  }
  mkdirSync(GOLDEN_FOLDER, { recursive: true });
  const wanted = new RegExp(options.only ?? '');
  const queries = readQueries().filter(({ name }) => wanted.test(name));
  const answers = await askFlink(queries, readTables(), { cache: CACHE, announce: (line) => say(`flink: ${line} …`) });
  const byName = new Map(answers.map((answer) => [answer.name, answer]));
  const settled = queries.map((query) => ({ query, ...settle(query, byName.get(query.name)) }));
  for (const { query, ok, remark } of settled) {
    say(`${ok ? 'ok  ' : 'FAIL'} ${query.name}: ${remark}`);
  }
  const failures = settled.filter(({ ok }) => !ok).length;
  say(`${settled.length - failures} of ${settled.length} fine`);
  return failures === 0 ? 0 : 1;
}

process.exitCode = await main();
