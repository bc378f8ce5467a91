import { expect, test } from 'vitest';
import { exportFileName, printTable } from './export-rows.ts';

const columns = [
  { name: 'who', role: 'text' as const },
  { name: 'n, or so', role: 'number' as const },
  { name: 'ok', role: 'boolean' as const },
];
const rows = [
  ['plain', '1', 'TRUE'],
  ['say "hi", then\ngo', '-2.50', 'false'],
  [null, null, null],
  ['', '9007199254740993', 'true'],
];

test('CSV quotes what needs it, doubles quotes, and tells NULL from empty', () => {
  expect(printTable(columns, rows, 'csv')).toBe(
    [
      'who,"n, or so",ok',
      'plain,1,TRUE',
      '"say ""hi"", then\ngo",-2.50,false',
      ',,',
      '"",9007199254740993,true',
      '',
    ].join('\r\n'),
  );
});

test('TSV keeps a row in a line', () => {
  expect(printTable(columns, rows.slice(1, 3), 'tsv')).toBe(
    'who\tn, or so\tok\nsay "hi", then go\t-2.50\tfalse\n\t\t\n',
  );
});

test('JSON keeps types: numbers as numbers while they are exact, NULL as null', () => {
  expect(JSON.parse(printTable(columns, rows, 'json'))).toEqual([
    { who: 'plain', 'n, or so': 1, ok: true },
    { who: 'say "hi", then\ngo', 'n, or so': -2.5, ok: false },
    { who: null, 'n, or so': null, ok: null },
    { who: '', 'n, or so': '9007199254740993', ok: true },
  ]);
  const n = [{ name: 'n', role: 'number' as const }];
  const values = ['NaN', '1.0E10', '0.1', '123456789012345678.5', '-9007199254740991'].map((value) => [value]);
  expect(printTable(n, values, 'json')).toBe(
    '[\n{"n":"NaN"},\n{"n":10000000000},\n{"n":0.1},\n{"n":"123456789012345678.5"},\n{"n":-9007199254740991}\n]\n',
  );
  expect(printTable(n, [], 'json')).toBe('[]\n');
});

test('two columns of one name lose nothing', () => {
  const twice = [columns[0], columns[0]].flatMap((column) => column ?? []);
  expect(JSON.parse(printTable(twice, [['a', 'b']], 'json'))).toEqual([{ who: 'a', who_2: 'b' }]);
});

test('formulas are taken their power when asked, numbers left alone', () => {
  const risky = [
    ['=1+1', '-5', 'x'],
    ['@cmd', '+1', '-y'],
  ];
  expect(printTable(columns, risky, 'csv', { guardFormulas: true }).split('\r\n').slice(1, 3)).toEqual([
    "'=1+1,-5,x",
    "'@cmd,+1,'-y",
  ]);
  expect(printTable(columns, risky, 'csv').split('\r\n')[1]).toBe('=1+1,-5,x');
});

test('a file is named by title and time', () => {
  const now = new Date(2026, 2, 1, 9, 5, 7);
  expect(exportFileName('Price / minute: "ä"', now, 'csv')).toBe('price-minute-ä_2026-03-01_09-05-07.csv');
  expect(exportFileName('', now, 'json')).toBe('result_2026-03-01_09-05-07.json');
});
