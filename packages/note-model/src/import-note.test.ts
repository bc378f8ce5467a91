import { seededRandom } from '@riffle/base';
import { expect, test } from 'vitest';
import { exportNoteFile } from './export-note.ts';
import { importNoteFile } from './import-note.ts';
import { freeNotePath, safeNotePath } from './note-path.ts';
import { type NoteDocument, newParagraph, parseNoteDate } from './zpln.ts';

const context = { now: 0, random: seededRandom(1) };

function imported(fileName: string, content: unknown) {
  return importNoteFile({ fileName, text: typeof content === 'string' ? content : JSON.stringify(content) }, context);
}

test('a note goes out as Zeppelin stores it, and comes back the same', () => {
  const note: NoteDocument = {
    id: '2AAAAAAAA',
    name: 'Sums',
    paragraphs: [
      {
        ...newParagraph({ id: 'paragraph_1_2', text: '%flink.ssql\nSELECT 1', title: 'One', createdAt: 0 }),
        status: 'RUNNING',
        results: { code: 'SUCCESS', msg: [{ type: 'TABLE', data: 't\tn\n1\t2\n' }] },
        config: {
          enabled: true,
          colWidth: 6,
          title: true,
          riffle: { view: 'split', chart: { kind: 'bar', x: 't', values: ['n'] } },
        },
      },
    ],
  };
  const file = exportNoteFile(note, '/Tour/Sums', 'zpln');
  expect([file.fileName, file.mediaType]).toEqual(['Sums.zpln', 'application/json']);
  const written = JSON.parse(file.text);
  const [paragraph] = note.paragraphs;
  expect(written).toEqual({
    id: '2AAAAAAAA',
    name: 'Sums',
    path: '/Tour/Sums',
    noteParams: {},
    noteForms: {},
    angularObjects: {},
    config: { isZeppelinNotebookCronEnable: false },
    info: {},
    paragraphs: [
      {
        ...paragraph,
        status: 'ABORT',
        jobName: 'paragraph_1_2',
        progressUpdateIntervalMs: 500,
        settings: { params: {}, forms: {} },
        config: {
          ...paragraph?.config,
          fontSize: 9,
          editorSetting: {},
          results: {
            0: {
              graph: {
                mode: 'multiBarChart',
                height: 300,
                optionOpen: false,
                setting: {},
                commonSetting: {},
                keys: [{ name: 't', index: 0, aggr: 'sum' }],
                groups: [],
                values: [{ name: 'n', index: 1, aggr: 'sum' }],
              },
            },
          },
        },
      },
    ],
  });
  const { path: _path, ...rest } = written;
  expect(imported(file.fileName, file.text)).toEqual({ path: '/Tour/Sums', document: rest });
});

test('notes of old Zeppelins: name with folders, one result, running, repeated ids, a graph', () => {
  const { path, document } = imported('2A94M5J1Z.json', {
    name: 'old/My * note',
    id: '2A94M5J1Z',
    lastReplName: {},
    paragraphs: [
      {
        id: '20150210-015259_1403135953',
        text: '%md hi',
        status: 'RUNNING',
        result: { code: 'SUCCESS', type: 'HTML', msg: '<h4>hi</h4>' },
        dateFinished: 'Feb 10, 2015 1:53:02 AM',
        $$hashKey: 'object:1',
        config: {
          graph: {
            mode: 'pieChart',
            keys: [{ name: 'a', index: 0.0, aggr: 'sum' }],
            groups: [],
            values: [{ name: 'b' }],
          },
        },
      },
      { id: '20150210-015259_1403135953', config: { results: [] }, results: { code: 'SUCCESS' }, status: 'odd' },
    ],
  });
  expect(path).toBe('/old/My - note');
  const [first, second] = document.paragraphs;
  expect(first).toMatchObject({
    id: '20150210-015259_1403135953',
    status: 'ABORT',
    results: { code: 'SUCCESS', msg: [{ type: 'HTML', data: '<h4>hi</h4>' }] },
    $$hashKey: 'object:1',
    config: { riffle: { view: 'chart', chart: { kind: 'pie', x: 'a', values: ['b'] } } },
  });
  expect(second).toMatchObject({ text: '', status: 'UNKNOWN', results: { code: 'SUCCESS', msg: [] } });
  expect(second?.id).not.toBe(first?.id);
});

test('a .json is what it holds; the name of a file without one is its note’s', () => {
  const notebook = { nbformat: 4, cells: [{ cell_type: 'markdown', source: 'hi' }] };
  expect(imported('a.json', notebook).document.paragraphs[0]?.text).toBe('%md\nhi');
  expect(imported('Shop_2EYT7Q6R8.zpln', { paragraphs: [] }).path).toBe('/Shop');
  expect(imported('x/First query.SQL', '\uFEFFSELECT 1').path).toBe('/First query');
});

test.each([
  ['a.txt', 'x', 'a.txt is not imported. Notes come as .zpln, .sql, .ipynb, .json files.'],
  ['a.ipynb', '{}', 'a.ipynb is not imported. It is JSON, but not a Jupyter notebook: it has no list of cells.'],
  ['a.sql', '\n', 'a.sql is not imported. It is empty.'],
  [
    'a.json',
    '[1]',
    'a.json is not imported. The file is JSON, but not a note: it must be an object with a list of paragraphs.',
  ],
])('%s is refused with its name', (fileName, text, message) => {
  expect(() => imported(fileName, text)).toThrow(message);
});

test('paths: free ones, and ones a file system takes', () => {
  expect([freeNotePath('/a', ['/b']), freeNotePath('/a', ['/a', '/a 2'])]).toEqual(['/a', '/a 3']);
  expect(['/~Trash/a:b', '..//..', 'x/'.repeat(9), 'y'.repeat(99)].map(safeNotePath)).toEqual([
    '/Trash/a-b',
    '/Imported note',
    '/x/x/x',
    `/${'y'.repeat(60)}`,
  ]);
});

test('the three forms of dates in notes', () => {
  expect(
    ['2020-01-13 18:06:00.516', '2023-04-12T10:46:05+0000', 'Feb 10, 2015 1:53:02 AM', 'soon', undefined].map(
      parseNoteDate,
    ),
  ).toEqual([
    Date.UTC(2020, 0, 13, 18, 6, 0, 516),
    Date.UTC(2023, 3, 12, 10, 46, 5),
    Date.UTC(2015, 1, 10, 1, 53, 2),
    undefined,
    undefined,
  ]);
});
