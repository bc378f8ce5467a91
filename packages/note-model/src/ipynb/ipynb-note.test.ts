import { seededRandom } from '@riffle/base';
import { expect, test } from 'vitest';
import { type NoteDocument, NoteFormatError, newParagraph } from '../zpln.ts';
import { exportIpynb, importIpynb } from './ipynb-note.ts';

const context = { now: 0, random: seededRandom(1) };

function note(...paragraphs: NoteDocument['paragraphs']): NoteDocument {
  return { id: '2AAAAAAAA', name: 'n', paragraphs, noteParams: { a: 'b' } };
}

function notebook(cells: unknown[], metadata: unknown = {}): string {
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
}

test('a note comes back as it was: texts, titles, settings, results of every kind', () => {
  const plain = (text: string) => newParagraph({ id: `p_${text.length}`, text, createdAt: 0 });
  const before = note(
    plain('%md\n# Words\n\nmore'),
    plain('%md # on one line'),
    plain('SELECT 1'),
    plain('%flink.ssql\n'),
    newParagraph({ id: 'off', text: '%flink.bsql\nSELECT 2', title: 'Off', config: { enabled: false }, createdAt: 0 }),
    {
      ...plain('%flink.ssql(type=single, template="<b>{0}</b>")\nSELECT 3'),
      status: 'FINISHED',
      dateFinished: '2026-03-01 09:30:00.000',
      results: {
        code: 'SUCCESS',
        msg: [
          { type: 'TABLE', data: 'a\tb<c\n1\tx & y\n' },
          { type: 'HTML', data: '<table><tr><th>a</th></tr></table>' },
          { type: 'ANGULAR', data: '<h1>{{x}}</h1>' },
          { type: 'TEXT', data: 'two\nlines' },
          { type: 'IMG', data: 'aGk=' },
          { type: 'SVG', data: '<svg/>' },
          { type: 'NETWORK', data: '{"nodes":[]}' },
        ],
      },
    },
    {
      ...plain('%flink.ssql\nSELECT x'),
      status: 'ERROR',
      results: { code: 'ERROR', msg: [{ type: 'TEXT', data: '1:8: There is no column x.' }] },
    },
  );
  expect(importIpynb(exportIpynb(before), 'n', context)).toEqual(before);
});

test('an exported notebook is valid nbformat 4.5', () => {
  const { cells, nbformat, nbformat_minor } = JSON.parse(
    exportIpynb(
      note(
        newParagraph({ id: 'paragraph_1_-5 $', text: '%md\nhi\nyou', createdAt: 0 }),
        newParagraph({ id: 'q', text: '%flink.ssql\nSELECT 1', createdAt: 0 }),
      ),
    ),
  );
  expect([nbformat, nbformat_minor]).toEqual([4, 5]);
  expect(cells).toMatchObject([
    { cell_type: 'markdown', id: 'paragraph_1_-5---0', source: ['hi\n', 'you'] },
    {
      cell_type: 'code',
      id: 'q-1',
      execution_count: null,
      outputs: [],
      source: ['%%flink.ssql\n', 'SELECT 1'],
    },
  ]);
});

test('cells of other tools get the header of their magic, or of the kernel', () => {
  const cells = [
    { cell_type: 'markdown', source: ['# A\n', 'b'] },
    { cell_type: 'raw', source: 'as it is' },
    { cell_type: 'code', source: '%%flink.bsql(parallelism=2)\nSELECT 1' },
    { cell_type: 'code', source: ['%%sql\n', 'SELECT 2'] },
    { cell_type: 'code', source: 'print(1)' },
    { cell_type: 'code', source: '%%time\nf()' },
    { cell_type: 'code' },
  ];
  const texts = (metadata: unknown): (string | undefined)[] =>
    importIpynb(notebook(cells, metadata), 'n', context).paragraphs.map(({ text }) => text);
  expect(texts({})).toEqual([
    '%md\n# A\nb',
    'as it is',
    '%flink.bsql(parallelism=2)\nSELECT 1',
    '%flink.ssql\nSELECT 2',
    '%flink.ipyflink\nprint(1)',
    '%flink.ipyflink\n%%time\nf()',
    '%flink.ipyflink\n',
  ]);
  expect(texts({ kernelspec: { name: 'spark2-scala', language: 'scala' } })[4]).toBe('%flink\nprint(1)');
  expect(texts({ language_info: { name: 'SQL' } })[4]).toBe('%flink.ssql\nprint(1)');
});

test('outputs of other tools: printed text, data frames, HTML, images, errors', () => {
  const outputs = [
    { output_type: 'stream', name: 'stdout', text: ['a\n', 'b\n'] },
    { output_type: 'stream', name: 'stderr', text: 'c' },
    {
      output_type: 'execute_result',
      data: {
        'text/plain': '   x\n0  1',
        'text/html':
          '<div><style>td {}</style><table border="1"><thead><tr><th></th><th>x</th></tr></thead><tbody><tr><th>0</th><td>1 &lt; 2</td></tr></tbody></table></div>',
      },
    },
    { output_type: 'display_data', data: { 'text/html': '<b>bold</b>', 'text/plain': 'bold' } },
    { output_type: 'display_data', data: { 'image/png': 'aGk=\n' } },
    { output_type: 'update_display_data', data: {} },
    { output_type: 'error', ename: 'ValueError', evalue: 'no', traceback: ['…'] },
  ];
  expect(
    importIpynb(notebook([{ cell_type: 'code', source: 'x', outputs }]), 'n', context).paragraphs[0],
  ).toMatchObject({
    status: 'ERROR',
    results: {
      code: 'ERROR',
      msg: [
        { type: 'TEXT', data: 'a\nb\nc' },
        { type: 'TABLE', data: '\tx\n0\t1 < 2\n' },
        { type: 'HTML', data: '<b>bold</b>' },
        { type: 'IMG', data: 'aGk=' },
        { type: 'TEXT', data: 'ValueError: no' },
      ],
    },
  });
});

test.each([
  ['{', 'not JSON'],
  ['null', 'no list of cells'],
  ['{"nbformat":3,"worksheets":[]}', 'version 3'],
])('%s is refused', (text, message) => {
  expect(() => importIpynb(text, 'n', context)).toThrow(NoteFormatError);
  expect(() => importIpynb(text, 'n', context)).toThrow(message);
});
