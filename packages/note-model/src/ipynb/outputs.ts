import { parseTableDisplay } from '../display.ts';
import type { DisplayMessage, ParagraphResults } from '../zpln.ts';
import { tableOfHtml } from './html-table.ts';

/** An output of a code cell as nbformat 4 has it; only what is read or written here. */
export interface NotebookOutput {
  readonly output_type: string;
  readonly [key: string]: unknown;
}

type MimeBundle = Readonly<Record<string, string | readonly string[]>>;

/** A display as an output. Our own type stands in its metadata, where several share a MIME type. */
export function outputOf(message: DisplayMessage): NotebookOutput[] {
  const { type, data } = message;
  switch (type) {
    case 'TEXT':
      return [{ output_type: 'stream', name: 'stdout', text: lines(data) }];
    case 'TABLE':
      return [display({ 'text/html': lines(tableHtml(data)), 'text/plain': lines(data), [TSV]: lines(data) }, type)];
    case 'IMG':
      return [display({ 'image/png': data, 'text/plain': ['image'] }, type)];
    case 'SVG':
      return [display({ 'image/svg+xml': lines(data), 'text/plain': ['image'] }, type)];
    case 'HTML':
    case 'ANGULAR':
      return [display({ 'text/html': lines(data) }, type)];
    case 'NETWORK':
      return [display({ 'text/plain': lines(data) }, type)];
    case 'NULL':
      return [];
  }
}

const TSV = 'text/tab-separated-values';

function display(data: MimeBundle, type: DisplayMessage['type']): NotebookOutput {
  return { output_type: 'display_data', data, metadata: { riffle: { type } } };
}

function tableHtml(data: string): string {
  const { columns, rows } = parseTableDisplay(data);
  const row = (cells: readonly string[], tag: 'th' | 'td'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>\n<thead>\n${row(columns, 'th')}\n</thead>\n<tbody>\n${rows.map((cells) => row(cells, 'td')).join('\n')}\n</tbody>\n</table>`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** The results in a code cell's outputs; undefined when it has none that can be shown. */
export function resultsOf(outputs: readonly unknown[]): ParagraphResults | undefined {
  const found = outputs.filter((output): output is NotebookOutput => typeof output === 'object' && output !== null);
  const msg = mergeTexts(found.flatMap((output) => messageOf(output) ?? []));
  const failed = found.some((output) => output.output_type === 'error');
  return msg.length === 0 ? undefined : { code: failed ? 'ERROR' : 'SUCCESS', msg };
}

function messageOf(output: NotebookOutput): DisplayMessage | null {
  switch (output.output_type) {
    case 'stream':
      return { type: 'TEXT', data: joined(output['text']) };
    case 'display_data':
    case 'execute_result':
      return displayOf((output['data'] ?? {}) as MimeBundle, ownType(output['metadata']));
    case 'error':
      return { type: 'TEXT', data: errorText(output) };
    default:
      return null;
  }
}

/** The richest of the forms an output comes in. */
function displayOf(data: MimeBundle, own: string | undefined): DisplayMessage | null {
  const text = (mime: string): string => joined(data[mime]);
  if (data[TSV] !== undefined) {
    return { type: 'TABLE', data: text(TSV) };
  }
  if (own === 'NETWORK') {
    return { type: 'NETWORK', data: text('text/plain') };
  }
  if (data['image/png'] !== undefined) {
    return { type: 'IMG', data: text('image/png').trim() };
  }
  if (data['image/svg+xml'] !== undefined) {
    return { type: 'SVG', data: text('image/svg+xml') };
  }
  if (data['text/html'] !== undefined) {
    const html = text('text/html');
    return (own === undefined ? tableOfHtml(html) : null) ?? { type: own === 'ANGULAR' ? own : 'HTML', data: html };
  }
  return data['text/plain'] === undefined ? null : { type: 'TEXT', data: text('text/plain') };
}

function ownType(metadata: unknown): string | undefined {
  return (metadata as { riffle?: { type?: string } } | undefined)?.riffle?.type;
}

function errorText(output: NotebookOutput): string {
  return [output['ename'], output['evalue']].filter((part) => typeof part === 'string' && part !== '').join(': ');
}

/** A cell that prints often has many pieces of one text. */
function mergeTexts(messages: readonly DisplayMessage[]): DisplayMessage[] {
  const merged: DisplayMessage[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last?.type === 'TEXT' && message.type === 'TEXT') {
      merged[merged.length - 1] = { type: 'TEXT', data: last.data + message.data };
    } else {
      merged.push(message);
    }
  }
  return merged;
}

/** nbformat keeps long texts as lists of lines, each with its line end. */
export function lines(text: string): string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== '');
}

export function joined(text: unknown): string {
  return Array.isArray(text) ? text.join('') : typeof text === 'string' ? text : '';
}
