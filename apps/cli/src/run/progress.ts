import type { NoteRunEvents, ParagraphResult, ParagraphToRun } from '@riffle/cells';
import { type DisplayMessage, parseHeader } from '@riffle/note-model';
import type { NoteToRun } from './note-file.ts';

/** Says on standard error what goes on, a line at a time. */
export class Progress implements NoteRunEvents {
  readonly #note: NoteToRun;
  readonly #say: (text: string) => void;

  constructor(note: NoteToRun, say: (text: string) => void) {
    this.#note = note;
    this.#say = say;
  }

  started(paragraph: ParagraphToRun): void {
    this.#line(paragraph, 'runs');
  }

  live(paragraph: ParagraphToRun): void {
    this.#line(paragraph, 'is a stream; it runs on');
  }

  ended(paragraph: ParagraphToRun, result: ParagraphResult): void {
    const seconds = (((result.finishedAt ?? 0) - (result.startedAt ?? 0)) / 1000).toFixed(1);
    this.#line(paragraph, `${result.outcome} after ${seconds} s`);
    for (const { start, severity, message, hint } of result.problems) {
      const place = start === undefined ? '' : `${start.line}:${start.column}: `;
      this.#say(`    ${place}${severity}: ${message}${hint === undefined ? '' : ` ${hint}`}\n`);
    }
  }

  finish(stop: 'timeout' | 'interrupt' | null, results: readonly ParagraphResult[]): void {
    const skipped = results.filter(({ outcome }) => outcome === 'skipped').length;
    if (stop === 'timeout') {
      this.#say('the timeout has come: what ran was stopped, with the results it had\n');
    }
    if (skipped > 0) {
      this.#say(`${skipped} ${skipped === 1 ? 'paragraph was' : 'paragraphs were'} not started\n`);
    }
  }

  #line(paragraph: ParagraphToRun, text: string): void {
    const { paragraphs } = this.#note;
    this.#say(`[${paragraphs.indexOf(paragraph) + 1}/${paragraphs.length}] ${nameOf(paragraph)}: ${text}\n`);
  }
}

/** What a run without `--out` prints: each paragraph's results under its name. */
export function printSummary(note: NoteToRun, results: readonly ParagraphResult[]): string {
  const parts = note.paragraphs.flatMap((paragraph, i) => {
    const result = results[i];
    const shown = result?.outcome === 'failed' ? [] : (result?.outputs.filter(isText) ?? []);
    return shown.length === 0
      ? []
      : [`== ${nameOf(paragraph)} (${result?.outcome})\n${shown.map(({ data }) => endLine(data)).join('')}`];
  });
  return parts.join('\n');
}

function isText({ type }: DisplayMessage): boolean {
  return type === 'TEXT' || type === 'TABLE';
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** The title, or the first words. */
function nameOf({ title, text }: ParagraphToRun): string {
  const body = text.slice(parseHeader(text).bodyStart).trim();
  const name = title.trim() === '' ? (body.split('\n')[0] ?? '') : title.trim();
  return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}
