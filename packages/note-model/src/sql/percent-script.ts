import { joinParagraphText, splitParagraphText } from '../paragraph-text.ts';
import type { ParagraphDocument } from '../zpln.ts';
import { cellsOfScript, type ScriptCell } from './import-script.ts';
import { splitStatements } from './split-statements.ts';

/**
 * A note as a SQL script that runs elsewhere and comes back as the same cells. Each cell begins with a line `-- %%`, as
 * in Jupytext's percent format, with its title behind:
 *
 *     -- %% Every trade              a SQL cell; its last semicolon is not part of it
 *     -- %%; Two at once             a SQL cell that ends as it stands
 *     -- %% [markdown] Words         commented out, line by line; so are [disabled] cells and those in [other] languages
 *     -- %flink.ssql(type=single)    the header, when it is not the usual one of its kind
 *
 * A line of a cell that would look like one of these gets a backslash before its percent sign.
 */
const MARKER = /^-- %%(;?)(?: \[((?:markdown|other|sql|disabled)(?: disabled)?)\])?(?: (.*))?$/;
const HEADER = /^-- (%[a-zA-Z].*)$/;

export function isPercentScript(script: string): boolean {
  return script.split('\n').some((line) => MARKER.test(line));
}

/** The cells of a script that `percentCell` wrote, or a person in its manner; what stands before the first marker counts too. */
export function cellsOfPercentScript(script: string): ScriptCell[] {
  const lines = script.replace(/\r\n/g, '\n').split('\n');
  const starts = lines.flatMap((line, i) => (MARKER.test(line) ? [i] : []));
  const before = lines.slice(0, starts[0]).join('\n');
  return [
    ...cellsOfScript(before),
    ...starts.map((start, i) => readCell(lines[start] as string, lines.slice(start + 1, starts[i + 1]))),
  ];
}

function readCell(marker: string, lines: readonly string[]): ScriptCell {
  const [, ownEnd, tags = '', title = ''] = MARKER.exec(marker) as RegExpExecArray;
  const kind = tags.split(' ');
  const given = HEADER.exec(lines[0] ?? '')?.[1];
  const header = given ?? (kind.includes('markdown') ? '%md' : '%flink.ssql');
  const commented = kind.includes('markdown') || kind.includes('other') || kind.includes('disabled');
  const body = (given === undefined ? lines : lines.slice(1))
    .map((line) => line.replace(/^(-- \\*)\\%/, '$1%'))
    .map((line) => (commented ? line.replace(/^--(?: |$)/, '') : line))
    .join('\n')
    .trimEnd();
  return {
    ...(title === '' ? {} : { title }),
    text: joinParagraphText(header, commented || ownEnd === ';' ? body : body.replace(/\n?;$/, '')),
    enabled: !kind.includes('disabled'),
  };
}

/** One paragraph as its part of the script. */
export function percentCell(paragraph: ParagraphDocument): string {
  const { header, body, language } = splitParagraphText(paragraph.text ?? '');
  const isSql = language === 'ssql' || language === 'bsql';
  const disabled = paragraph.config['enabled'] === false;
  const runs = isSql && !disabled;
  const usual = language === 'markdown' ? '%md' : '%flink.ssql';
  const open = runs && splitStatements(body).some((piece) => piece.kind === 'statement' && !piece.closed);
  const lines = body.trimEnd().split('\n');
  return [
    marker(paragraph.title ?? '', {
      kind: language === 'markdown' ? 'markdown' : isSql ? 'sql' : 'other',
      disabled,
      ownEnd: runs && !open,
    }),
    ...(header === usual || header === '' ? [] : [`-- ${header.replace(/\n/g, ' ')}`]),
    ...(runs ? (open ? closed(lines) : lines) : lines.map((line) => (line === '' ? '--' : `-- ${line}`))).map((line) =>
      line.replace(/^(-- \\*)%/, '$1\\%'),
    ),
  ].join('\n');
}

interface Marked {
  readonly kind: 'markdown' | 'other' | 'sql';
  readonly disabled: boolean;
  readonly ownEnd: boolean;
}

function marker(title: string, { kind, disabled, ownEnd }: Marked): string {
  const words = title.replace(/\s+/g, ' ').trim();
  const plain = kind === 'sql' && !disabled && !words.startsWith('[');
  const tags = plain ? '' : ` [${kind === 'sql' && disabled ? 'disabled' : `${kind}${disabled ? ' disabled' : ''}`}]`;
  return `-- %%${ownEnd ? ';' : ''}${tags}${words === '' ? '' : ` ${words}`}`;
}

/** With the semicolon a script needs; behind a comment it stands on a line of its own. */
function closed(lines: readonly string[]): string[] {
  const last = lines.at(-1) as string;
  return last.includes('--') ? [...lines, ';'] : [...lines.slice(0, -1), `${last};`];
}
