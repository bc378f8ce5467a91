/** A document of texts and possible line breaks, and its printer: a group stands on one line if it fits. */
export type Doc =
  | string
  | readonly Doc[]
  | { readonly kind: 'space' }
  /** A break, or a blank (nothing, when soft) where the group is on one line. */
  | { readonly kind: 'line'; readonly soft: boolean; readonly hard: boolean }
  | { readonly kind: 'indent'; readonly content: Doc }
  | { readonly kind: 'group'; readonly content: Doc; readonly broken: boolean }
  | { readonly kind: 'comment'; readonly text: string; readonly ownLine: boolean; readonly endsLine: boolean };

export const space: Doc = { kind: 'space' };
export const line: Doc = { kind: 'line', soft: false, hard: false };
export const softLine: Doc = { kind: 'line', soft: true, hard: false };
export const hardLine: Doc = { kind: 'line', soft: false, hard: true };
export const indent = (content: Doc): Doc => ({ kind: 'indent', content });
export const group = (content: Doc): Doc => ({ kind: 'group', content, broken: mustBreak(content) });

function mustBreak(doc: Doc): boolean {
  if (typeof doc === 'string') {
    return doc.includes('\n');
  }
  if (isList(doc)) {
    return doc.some(mustBreak);
  }
  switch (doc.kind) {
    case 'line':
      return doc.hard;
    case 'indent':
      return mustBreak(doc.content);
    case 'group':
      return doc.broken;
    case 'comment':
      return doc.endsLine;
    default:
      return false;
  }
}

function isList(doc: Exclude<Doc, string>): doc is readonly Doc[] {
  return Array.isArray(doc);
}

interface Waiting {
  readonly doc: Doc;
  readonly depth: number;
  readonly flat: boolean;
}

const WIDTH = 88;
const STEP = '  ';

/** Prints within 88 columns where breaks allow it; no blank stands at a line's end. */
export function printDoc(doc: Doc): string {
  return new Printer().print(doc);
}

class Printer {
  #text = '';
  #column = 0;
  /** A comment that ends its line was the last thing written. */
  #owesBreak = false;

  print(root: Doc): string {
    const waiting: Waiting[] = [{ doc: root, depth: 0, flat: false }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      this.#step(next, waiting);
    }
    return this.#text.trimEnd();
  }

  #step({ doc, depth, flat }: Waiting, waiting: Waiting[]): void {
    if (typeof doc === 'string') {
      this.#write(doc, depth);
    } else if (isList(doc)) {
      for (const part of doc.toReversed()) {
        waiting.push({ doc: part, depth, flat });
      }
    } else if (doc.kind === 'indent') {
      waiting.push({ doc: doc.content, depth: depth + 1, flat });
    } else if (doc.kind === 'group') {
      const fits = !doc.broken && (flat || flatWidth(doc.content, WIDTH - this.#column) !== undefined);
      waiting.push({ doc: doc.content, depth, flat: fits });
    } else if (doc.kind === 'comment') {
      this.#comment(doc, depth);
    } else if (doc.kind === 'line' && !flat) {
      this.#break(depth);
    } else if (doc.kind === 'space' || !doc.soft) {
      this.#blank();
    }
  }

  #write(text: string, depth: number): void {
    if (this.#owesBreak) {
      this.#break(depth);
    }
    this.#text += text;
    const lineStart = text.lastIndexOf('\n');
    this.#column = lineStart === -1 ? this.#column + text.length : text.length - lineStart - 1;
  }

  #blank(): void {
    if (!this.#owesBreak && !this.#text.endsWith(' ') && !this.#text.endsWith('\n') && this.#text !== '') {
      this.#text += ' ';
      this.#column++;
    }
  }

  #break(depth: number): void {
    this.#owesBreak = false;
    if (this.#text === '' || this.#isFresh()) {
      this.#text = this.#text.slice(0, this.#text.length - this.#column);
    } else {
      this.#text = `${this.#text.trimEnd()}\n`;
    }
    this.#text += STEP.repeat(depth);
    this.#column = STEP.length * depth;
  }

  /** Nothing but the indentation stands on the line. */
  #isFresh(): boolean {
    return this.#text.slice(this.#text.lastIndexOf('\n') + 1).trim() === '';
  }

  #comment(comment: { text: string; ownLine: boolean; endsLine: boolean }, depth: number): void {
    if (comment.ownLine && !this.#isFresh()) {
      this.#break(depth);
    } else if (this.#owesBreak) {
      this.#break(depth);
    } else if (!this.#isFresh()) {
      this.#blank();
    }
    this.#text += comment.text;
    this.#column += comment.text.length;
    this.#owesBreak = comment.endsLine;
  }
}

/** The width of a document on one line; undefined when it is wider than `room`. */
function flatWidth(root: Doc, room: number): number | undefined {
  let width = 0;
  const waiting: Doc[] = [root];
  for (let doc = waiting.pop(); doc !== undefined && width <= room; doc = waiting.pop()) {
    if (typeof doc === 'string') {
      width += doc.length;
    } else if (isList(doc)) {
      waiting.push(...doc.toReversed());
    } else if (doc.kind === 'indent' || doc.kind === 'group') {
      waiting.push(doc.content);
    } else if (doc.kind === 'comment') {
      width += doc.text.length + 1;
    } else if (doc.kind === 'space' || !doc.soft) {
      width++;
    }
  }
  return width <= room ? width : undefined;
}
