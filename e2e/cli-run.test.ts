import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const RIFFLE = join(import.meta.dirname, '..', 'apps', 'cli', 'bin', 'riffle.mjs');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'riffle-run-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/** Runs `riffle run`; `onErrors` sees standard error as it grows, and may send a signal. */
function run(
  args: readonly string[],
  onErrors: (text: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [RIFFLE, 'run', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, errors] = ['', ''];
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      errors += data.toString();
      onErrors(errors, (signal) => child.kill(signal));
    });
    child.on('close', (code) => resolve({ code, out, errors }));
  });
}

async function noteFile(...texts: (string | { text: string; [key: string]: unknown })[]): Promise<string> {
  const paragraphs = texts.map((text, i) => ({
    id: `p${i}`,
    config: {},
    settings: {},
    status: 'READY',
    ...(typeof text === 'string' ? { text } : text),
  }));
  const path = join(folder, 'note.zpln');
  await writeFile(path, JSON.stringify({ id: '2AAAAAAAA', name: 'Note', paragraphs }));
  return path;
}

interface ParagraphFile {
  readonly status: string;
  readonly settings: { readonly params: Record<string, unknown> };
  readonly results?: {
    readonly code: string;
    readonly msg: readonly { readonly type: string; readonly data: string }[];
  };
}

async function written(): Promise<ParagraphFile[]> {
  return (JSON.parse(await readFile(join(folder, 'out.zpln'), 'utf8')) as { paragraphs: ParagraphFile[] }).paragraphs;
}

const STREAM = "CREATE TABLE ticks (n INT) WITH ('connector' = 'datagen', 'rows-per-second' = '100')";

test('a note runs from top to bottom, and the summary shows what it gave', async () => {
  const note = await noteFile(
    '%md # Title',
    '%flink.ssql\nCREATE TEMPORARY VIEW v AS SELECT * FROM (VALUES (1), (2)) AS t (a)',
    { text: '%flink.ssql\nSELECT nothing', config: { enabled: false } },
    { text: '%flink.bsql\nSELECT SUM(a) AS total FROM v', title: 'The sum' },
    '%flink.ssql\n',
  );
  const { code, out, errors } = await run([note]);
  expect({ code, out }).toEqual({
    code: 0,
    out: '== CREATE TEMPORARY VIEW v AS SELECT * FROM (VALUES (1), (2)) … (finished)\nView default_catalog.default_database.v has been created.\n\n== The sum (finished)\ntotal\n3\n',
  });
  expect(errors).toContain('[3/3] The sum: runs\n');
  expect(errors).toMatch(/\[3\/3\] The sum: finished after \d+\.\d s\n$/);
});

test('results are stored in the file of --out, with forms and their values', async () => {
  const note = await noteFile(
    { text: "%flink.bsql\nSELECT '${who=you}' AS who, $${n=1} AS n", settings: { params: { who: 'stored' } } },
    "%flink.bsql\nSELECT '${checkbox(-):b=x,x|y|z}' AS boxes, CHAR_LENGTH('${password:pw}') AS len",
  );
  const params = [
    '--param',
    "who=O'Neil",
    '--param',
    'n=5',
    '--param',
    'b=y',
    '--param',
    'b=z',
    '--param',
    'pw=secret!',
  ];
  expect(await run([note, '--out', 'out.zpln', ...params])).toMatchObject({ code: 0, out: '' });
  const paragraphs = await written();
  expect(paragraphs.map(({ status, results, settings }) => [status, results?.msg, settings.params])).toEqual([
    ['FINISHED', [{ type: 'TABLE', data: "who\tn\nO'Neil\t5\n" }], { who: "O'Neil" }],
    ['FINISHED', [{ type: 'TABLE', data: 'boxes\tlen\ny-z\t7\n' }], { b: ['y', 'z'] }],
  ]);
  expect(await readFile(join(folder, 'out.zpln'), 'utf8')).not.toContain('secret!');
  await run([note, '--out', 'out.zpln', '--param', 'pw=x']);
  expect((await written()).map(({ results }) => results?.msg[0]?.data)).toEqual([
    'who\tn\nstored\t1\n',
    'boxes\tlen\nx\t1\n',
  ]);
});

test('the first failure ends the run, with its place, and later paragraphs are not started', async () => {
  const note = await noteFile('SELECT 1 AS a', 'SELECT\n  nonsense', 'SELECT 2 AS b');
  const { code, errors } = await run([note, '--out', 'out.zpln']);
  expect(code).toBe(1);
  expect(errors).toContain('    2:3: error: There is no column "nonsense".');
  expect(errors).toContain('1 paragraph was not started');
  expect((await written()).map(({ status, results }) => [status, results?.code])).toEqual([
    ['FINISHED', 'SUCCESS'],
    ['ERROR', 'ERROR'],
    ['READY', undefined],
  ]);
});

test('streams run on together until the timeout; the rows they show then are kept', async () => {
  const copy = join(folder, 'copy');
  const note = await noteFile(
    STREAM,
    `CREATE TABLE copies (n INT) WITH ('connector' = 'filesystem', 'path' = '${copy}', 'format' = 'csv')`,
    'INSERT INTO copies SELECT n FROM ticks',
    '%flink.ssql(type=update)\nSELECT COUNT(*) AS c FROM ticks',
  );
  const { code, errors } = await run([note, '--out', 'out.zpln', '--timeout', '6']);
  expect({ code, errors }).toMatchObject({ code: 0 });
  expect(errors).toContain('INSERT INTO copies SELECT n FROM ticks: is a stream; it runs on\n');
  expect(errors).toContain('the timeout has come');
  const [, , insert, count] = await written();
  expect([insert?.status, count?.status]).toEqual(['ABORT', 'ABORT']);
  expect(count?.results?.msg[0]?.data).toMatch(/^c\n[1-9]\d*\n$/);
});

test('a timeout before the end of what would have ended is 124; Ctrl+C is 130', async () => {
  const slow = await noteFile(
    STREAM.replace("'100'", "'100', 'number-of-rows' = '1000000'"),
    'SELECT MAX(n) AS top FROM ticks',
    'SELECT 1',
  );
  expect((await run([slow, '--timeout', '2'])).code).toBe(124);
  const stream = await noteFile(STREAM, 'SELECT n FROM ticks');
  const { code, out } = await run([stream], (errors, kill) => {
    if (errors.includes('it runs on')) {
      setTimeout(() => kill('SIGINT'), 300);
    }
  });
  expect(code).toBe(130);
  expect(out).toContain('== SELECT n FROM ticks (cancelled)\nn\n');
});

test('SQL files and Jupyter notebooks run too, and can be written', async () => {
  await writeFile(join(folder, 'two.sql'), 'CREATE TEMPORARY VIEW v AS SELECT 7 AS a;\nSELECT a FROM v;\n');
  expect(await run(['two.sql'])).toMatchObject({ code: 0, out: expect.stringContaining('a\n7\n') });
  const source = ['%%flink.bsql\n', 'SELECT 8 AS b'];
  await writeFile(
    join(folder, 'book.ipynb'),
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [{ cell_type: 'code', metadata: {}, source }],
    }),
  );
  expect(await run(['book.ipynb', '--out', 'out.ipynb'])).toMatchObject({ code: 0 });
  expect(await readFile(join(folder, 'out.ipynb'), 'utf8')).toContain('8');
});

test('the command line is checked', async () => {
  const note = await noteFile("SELECT '${a}' AS a");
  const cases = [
    [[], 2, 'riffle run takes one note'],
    [['none.zpln'], 2, 'none.zpln cannot be read: there is no such file.'],
    [[note, '--param', 'b=1'], 2, '--param b: there is no such form. The note has: a.'],
    [[note, '--param', 'a'], 2, '--param takes NAME=VALUE'],
    [[note, '--timeout', 'soon'], 2, '--timeout takes a number of seconds'],
    [[note, '--out', 'x.pdf'], 2, '--out takes a file that ends in .zpln, .ipynb, .sql.'],
    [[note, '--out', 'no/such/folder/x.zpln'], 1, 'cannot be written'],
  ] as const;
  for (const [args, code, message] of cases) {
    const ended = await run(args);
    expect([ended.code, ended.errors]).toEqual([code, expect.stringContaining(message)]);
  }
  expect((await run(['--help'])).out).toContain('Exit codes: 0');
});
