import { describe, expect, it } from 'vitest';
import { hover } from './hover.ts';
import { signatureHelp } from './signature-help.ts';
import { atCursor, editorEnvironment } from './testing/cursor.ts';

const env = editorEnvironment();

/** What is hovered and what is said, one line of it. */
function hovered(marked: string): { on: string; says: string } | undefined {
  const { text, offset } = atCursor(marked);
  const found = hover(text, offset, env);
  return found && { on: text.slice(found.span.start, found.span.end), says: found.text.split('\n- ')[0]?.trim() ?? '' };
}

describe('hover', () => {
  it.each([
    ['SELECT am|ount FROM orders', 'amount', '`amount` DECIMAL(10, 2)'],
    ['SELECT o.am|ount FROM orders o', 'o.amount', '`o.amount` DECIMAL(10, 2)'],
    ['SELECT event|_time FROM orders', 'event_time', '`event_time` TIMESTAMP(3) *ROWTIME*'],
    [
      'SELECT * FROM or|ders',
      'orders',
      '**default_catalog.default_database.orders**\n\nTable, connector `values`. Append-only: rows come and stay.',
    ],
    [
      'SELECT * FROM ch|anges',
      'changes',
      '**default_catalog.default_database.changes**\n\nTable, connector `values`. Changing: inserts, updates and deletes.',
    ],
    [
      'SELECT * FROM big|_orders',
      'big_orders',
      '**default_catalog.default_database.big_orders**\n\nView. Append-only: rows come and stay.',
    ],
    ['WITH a AS (SELECT 1 AS x) SELECT * FROM |a', 'a', '**a**\n\nWITH query of this statement.'],
    [
      'INSERT INTO lo|g SELECT customer, id FROM orders',
      'log',
      '**default_catalog.default_database.log**\n\nTable, connector `print`. Written only.',
    ],
    ['SEL|ECT customer, COUNT(*) FROM orders GROUP BY customer', 'SELECT', 'Changing: inserts and updates.'],
    [
      "CREATE TABLE t (a INT) WITH ('connector' = 'datagen', 'rows-|per-second' = '1')",
      "'rows-per-second'",
      '`rows-per-second` long\n\nHow many rows come a second, over all subtasks.\n\nDefault: `10000`',
    ],
    [
      "CREATE TABLE t (a INT) WITH ('connector' = 'data|gen')",
      "'datagen'",
      'Generates rows, for examples and load tests.',
    ],
  ])('%s', (marked, on, says) => {
    expect(hovered(marked)).toEqual({ on, says });
  });

  it('shows a function’s signature and words', () => {
    expect(hovered('SELECT upp|er(customer) FROM orders')?.says).toMatch(/^`UPPER\(string\)`\n\n\S/);
    expect(
      hovered("SELECT * FROM TABLE(TUM|BLE(TABLE orders, DESCRIPTOR(event_time), INTERVAL '1' DAY))")?.says,
    ).toContain('TUMBLE(TABLE data');
  });

  it('says nothing of what means nothing', () => {
    expect(hovered('SELECT unknown_one| FROM orders')).toBeUndefined();
    expect(hovered('SELECT 1| ')).toBeUndefined();
  });
});

function helpAt(marked: string): { active: string | undefined; label: string | undefined } | undefined {
  const { text, offset } = atCursor(marked);
  const help = signatureHelp(text, offset, env);
  const signature = help?.signatures[help.activeSignature];
  const span = signature?.parameters[help?.activeParameter ?? 0];
  return help && { label: signature?.label, active: span && signature?.label.slice(span.start, span.end) };
}

describe('signature help', () => {
  it.each([
    ['SELECT SPLIT_INDEX(|', 'SPLIT_INDEX(string, separator, index)', 'string'],
    ["SELECT SPLIT_INDEX(customer, '|", 'SPLIT_INDEX(string, separator, index)', 'separator'],
    ["SELECT SPLIT_INDEX(UPPER(customer), ',', |) FROM orders", 'SPLIT_INDEX(string, separator, index)', 'index'],
    ['SELECT SPLIT_INDEX(UPPER(|', 'UPPER(string)', 'string'],
    [
      'SELECT * FROM TABLE(TUMBLE(TABLE orders, |',
      'TUMBLE(TABLE data, DESCRIPTOR(timecol), size [, offset])',
      'DESCRIPTOR(timecol)',
    ],
    [
      "SELECT * FROM TABLE(HOP(TABLE orders, DESCRIPTOR(event_time), INTERVAL '1' DAY, |",
      'HOP(TABLE data, DESCRIPTOR(timecol), slide, size [, offset])',
      'size',
    ],
  ])('%s', (marked, label, active) => {
    expect(helpAt(marked)).toEqual({ label, active });
  });

  it('is none outside of calls', () => {
    expect(helpAt('SELECT UPPER(customer) |')).toBeUndefined();
    expect(helpAt('SELECT (1 + |')).toBeUndefined();
  });
});
