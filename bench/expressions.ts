/**
 * Expressions: the generated loop beside a hand-written loop over the same columns and naive code over row objects.
 * Prints million rows a second and ratios. Run: node bench/expressions.ts
 */
import { seededRandom } from '@riffle/base';
import { type Batch, batchOf, types } from '@riffle/columns';
import { compileExpression, compileFilter, type EvaluationContext } from '@riffle/functions';
import type { Expression } from '@riffle/plan';

const ROWS = 4_096;
const ROUNDS = 4_000;
const SAMPLES = 5;

const context: EvaluationContext = { zone: 'UTC', now: () => 0, random: () => 0.5 };
const schema = [types.int(), types.bigint(), types.double()];
const random = seededRandom(1);
const rows = Array.from({ length: ROWS }, () => ({
  a: random.integer(0, 1_000),
  b: random.integer(0, 2 ** 40),
  c: random.next(),
}));
const batch: Batch = batchOf(
  schema,
  rows.map(({ a, b, c }) => [a, b, c]),
);

const column = (index: number): Expression => ({
  kind: 'input',
  index,
  type: schema[index] as (typeof schema)[number],
});
const number = (value: number, type = types.int()): Expression => ({
  kind: 'literal',
  value,
  type: { ...type, nullable: false },
});
const call = (name: string, type: Expression['type'], ...args: Expression[]): Expression => ({
  kind: 'call',
  name,
  type,
  args,
});
const toDouble = (arg: Expression): Expression => ({ kind: 'cast', mode: 'implicit', arg, type: types.double() });

interface Case {
  readonly name: string;
  readonly generated: () => unknown;
  readonly handWritten: () => unknown;
  readonly rowObjects: () => unknown;
}

/** a > 500 AND c < 0.5 */
function filterCase(): Case {
  const condition = call(
    'AND',
    types.boolean(),
    call('>', types.boolean(), column(0), number(500)),
    call('<', types.boolean(), column(2), {
      ...number(0.5),
      type: { ...types.double(), nullable: false },
    } as Expression),
  );
  const filter = compileFilter(condition, schema, context);
  const out = new Int32Array(ROWS);
  const [a, c] = [batch.columns[0]?.values as Int32Array, batch.columns[2]?.values as Float64Array];
  return {
    name: 'a > 500 AND c < 0.5',
    generated: () => filter(batch, out),
    handWritten: () => {
      let kept = 0;
      for (let i = 0; i < ROWS; i++) {
        if ((a[i] as number) > 500 && (c[i] as number) < 0.5) {
          out[kept++] = i;
        }
      }
      return kept;
    },
    rowObjects: () => rows.filter((row) => row.a > 500 && row.c < 0.5),
  };
}

/** b + a: exact over 64 bits */
function longCase(): Case {
  const evaluate = compileExpression(call('+', types.bigint(), column(1), column(0)), schema, context);
  const [a, b] = [batch.columns[0]?.values as Int32Array, batch.columns[1]?.values as Float64Array];
  return {
    name: 'b + a (BIGINT)',
    generated: () => evaluate(batch),
    handWritten: () => {
      const out = new Float64Array(ROWS);
      for (let i = 0; i < ROWS; i++) {
        out[i] = (b[i] as number) + (a[i] as number);
      }
      return out;
    },
    rowObjects: () => rows.map((row) => ({ ...row, sum: BigInt(row.b) + BigInt(row.a) })),
  };
}

/** c * a + c */
function doubleCase(): Case {
  const product = call('*', types.double(), column(2), toDouble(column(0)));
  const evaluate = compileExpression(call('+', types.double(), product, column(2)), schema, context);
  const [a, c] = [batch.columns[0]?.values as Int32Array, batch.columns[2]?.values as Float64Array];
  return {
    name: 'c * a + c (DOUBLE)',
    generated: () => evaluate(batch),
    handWritten: () => {
      const out = new Float64Array(ROWS);
      for (let i = 0; i < ROWS; i++) {
        out[i] = (c[i] as number) * (a[i] as number) + (c[i] as number);
      }
      return out;
    },
    rowObjects: () => rows.map((row) => ({ ...row, sum: row.c * row.a + row.c })),
  };
}

/** The median of several samples, in million rows a second of processor time (other work on the machine does not count). */
function measure(run: () => unknown): number {
  const speeds: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const start = process.threadCpuUsage();
    for (let i = 0; i < ROUNDS; i++) {
      run();
    }
    const { user, system } = process.threadCpuUsage(start);
    const seconds = (user + system) / 1e6;
    speeds.push((ROWS * ROUNDS) / seconds / 1e6);
  }
  return speeds.sort((x, y) => x - y)[SAMPLES >> 1] as number;
}

for (const { name, generated, handWritten, rowObjects } of [filterCase(), longCase(), doubleCase()]) {
  const [own, hand, objects] = [measure(generated), measure(handWritten), measure(rowObjects)];
  console.log(
    `${name}: generated ${own.toFixed(0)} M rows/s, hand-written ${hand.toFixed(0)} (${(own / hand).toFixed(2)} of it), ` +
      `row objects ${objects.toFixed(0)} (${(own / objects).toFixed(1)} times it)`,
  );
}
