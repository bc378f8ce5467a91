import { expect, test } from 'vitest';
import { distinctForms, type ScopedValues } from './form.ts';
import { fillParagraph, paragraphForms } from './paragraph-forms.ts';
import { parseForms } from './parse-forms.ts';
import { readFormValues, readStoredForms, storedForms } from './stored-forms.ts';

function parsed(text: string) {
  const { occurrences, problems } = parseForms(text);
  return { forms: occurrences.map(({ form }) => form), problems };
}

function fill(text: string, paragraph: ScopedValues['paragraph'] = {}, note: ScopedValues['note'] = {}): string {
  return fillParagraph(text, { paragraph, note }).text;
}

const plain = { scope: 'paragraph', hidden: false, delimiter: ',', options: [] } as const;

test.each([
  ['${n}', { ...plain, kind: 'textbox', name: 'n', defaultValue: '' }],
  ['${n=AMZN}', { ...plain, kind: 'textbox', name: 'n', defaultValue: 'AMZN' }],
  ['${n(Ticker)=AMZN}', { ...plain, kind: 'textbox', name: 'n', label: 'Ticker', defaultValue: 'AMZN' }],
  ['${password:pw}', { ...plain, kind: 'password', name: 'pw', defaultValue: '' }],
  ['${textbox:n=a,b}', { ...plain, kind: 'textbox', name: 'n', defaultValue: 'a,b' }],
  ['${property:Group.Key=a,b}', { ...plain, kind: 'textbox', name: 'Group.Key', defaultValue: 'a,b' }],
  ['$${n}', { ...plain, scope: 'note', kind: 'textbox', name: 'n', defaultValue: '' }],
  ['_${n=1}', { ...plain, hidden: true, kind: 'textbox', name: 'n', defaultValue: '1' }],
  ['_$${n}', { ...plain, scope: 'note', hidden: true, kind: 'textbox', name: 'n', defaultValue: '' }],
  ['my_${n}', { ...plain, kind: 'textbox', name: 'n', defaultValue: '' }],
  [
    '${day=mon,mon(Monday)|tue}',
    {
      ...plain,
      kind: 'select',
      name: 'day',
      defaultValue: 'mon',
      options: [{ value: 'mon', label: 'Monday' }, { value: 'tue' }],
    },
  ],
  [
    '${checkbox( or ):c(Countries)=de|fr,de(Germany)|fr|it}',
    {
      ...plain,
      kind: 'checkbox',
      name: 'c',
      label: 'Countries',
      defaultValue: ['de', 'fr'],
      delimiter: ' or ',
      options: [{ value: 'de', label: 'Germany' }, { value: 'fr' }, { value: 'it' }],
    },
  ],
  [
    '${checkbox:c=,a|b}',
    { ...plain, kind: 'checkbox', name: 'c', defaultValue: [], options: [{ value: 'a' }, { value: 'b' }] },
  ],
  ['${n=\\}\\,x}', { ...plain, kind: 'textbox', name: 'n', defaultValue: '},x' }],
  [
    '${n=count\\(1\\),count\\(1\\)|a\\|b}',
    {
      ...plain,
      kind: 'select',
      name: 'n',
      defaultValue: 'count(1)',
      options: [{ value: 'count(1)' }, { value: 'a|b' }],
    },
  ],
])('%s', (text, form) => {
  expect(parsed(`x = ${text} y`)).toEqual({ forms: [form], problems: [] });
});

test('what is not a form stays text', () => {
  expect(parsed('a $ {b} ${} ${ } ${open')).toEqual({ forms: [], problems: [] });
});

test('an unknown kind is told with its place', () => {
  expect(parsed('a ${slider:x=1}')).toEqual({
    forms: [],
    problems: [
      { message: 'There is no kind of form "slider". Use textbox, password, select or checkbox.', start: 2, end: 15 },
    ],
  });
});

test('of several places with one name, the first that says more counts for all', () => {
  const text = 'SELECT ${n}, ${n(Number)=7}, ${n=8}, $${n}';
  const { occurrences } = parseForms(text);
  expect(distinctForms(occurrences, 'paragraph').map(({ label, defaultValue }) => [label, defaultValue])).toEqual([
    ['Number', '7'],
  ]);
  expect(fill(text, {}, { n: '9' })).toBe('SELECT 7, 7, 7, 9');
});

test('values with a dollar sign, a backslash or a form in them go in as they are', () => {
  expect(fill("SELECT '${a}' AS x", { a: '$1 \\n ${b} $& $$' })).toBe("SELECT '$1 \\n ${b} $& $$' AS x");
});

test('in quotes a value cannot leave its quotes; elsewhere it is SQL text', () => {
  const text = ["SELECT '${v}', `${v}`, 'it''s ${v}' -- ${v}", "/* ${v} */ /*+ OPTIONS('a'='${v}') */ WHERE ${v}"].join(
    '\n',
  );
  expect(fill(text, { v: "a'b`c\n*/" })).toBe(
    [
      "SELECT 'a''b`c\n*/', `a'b``c\n*/`, 'it''s a''b`c\n*/' -- a'b`c */",
      "/* a'b`c\n* / */ /*+ OPTIONS('a'='a''b`c\n*/') */ WHERE a'b`c\n*/",
    ].join('\n'),
  );
});

test('the ticked values of a checkbox are quoted, its delimiter is not', () => {
  const text = "WHERE t IN ('${checkbox(','):t=a|b,a|b|c}')";
  expect(fill(text)).toBe("WHERE t IN ('a','b')");
  expect(fill(text, { t: ["o'k"] })).toBe("WHERE t IN ('o''k')");
  expect(fill(text, { t: [] })).toBe("WHERE t IN ('')");
});

test('Markdown takes values as they are; other languages keep their own ${…}', () => {
  expect(fill("%md it's ${who=me}", { who: "o'k" })).toBe("%md it's o'k");
  expect(fill('%flink s"${x}"', { x: '1' })).toBe('%flink s"${x}"');
  expect(fill('%flink(form=simple) ${x}', { x: '1' })).toBe('%flink(form=simple) 1');
  expect(fill('%flink.ssql(form=native) ${x}', { x: '1' })).toBe('%flink.ssql(form=native) ${x}');
});

test('places go between the filled text and its source', () => {
  const text = '%flink.ssql\nSELECT ${a=long name} FROM ${t}';
  const filled = fillParagraph(text, { paragraph: { a: 'x', t: 'trades' }, note: {} });
  expect(filled.text).toBe('%flink.ssql\nSELECT x FROM trades');
  const span = (word: string) => ({ start: filled.text.indexOf(word), end: filled.text.indexOf(word) + word.length });
  const source = (word: string) => {
    const { start, end } = filled.toSource(span(word));
    return text.slice(start, end);
  };
  expect(['SELECT', 'x', 'FROM', 'ade', 'x FROM trades', 'SELECT x'].map(source)).toEqual([
    'SELECT',
    '${a=long name}',
    'FROM',
    '${t}',
    '${a=long name} FROM ${t}',
    'SELECT ${a=long name}',
  ]);
  expect(['SELECT', 'FROM', 'trades', 'x FROM'].map((word) => filled.isSource(span(word)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect([text.indexOf('SELECT'), text.indexOf('long'), text.indexOf('FROM')].map(filled.toFilled)).toEqual([
    12,
    null,
    21,
  ]);
});

test('forms survive being stored, and those of older notes are read', () => {
  const { occurrences } = paragraphForms(
    '%flink.ssql ${a(A)=1} ${password:p} _${s=x,x(Ex)|y} ${checkbox( or ):c=1|2,1|2}',
  );
  const forms = distinctForms(occurrences, 'paragraph');
  expect(readStoredForms(JSON.parse(JSON.stringify(storedForms(forms))), 'paragraph')).toEqual(forms);
  expect(
    readStoredForms({ a: { name: 'a', type: 'input' }, b: { options: [{ value: 'x' }] }, c: null }, 'note').map(
      ({ name, kind }) => [name, kind],
    ),
  ).toEqual([
    ['a', 'textbox'],
    ['b', 'select'],
    ['c', 'textbox'],
  ]);
  expect(readFormValues({ a: 1, b: ['x'], c: {}, d: null })).toEqual({ a: '1', b: ['x'] });
});
