/** Node's own way of making strings from bytes: what `toString` calls after looking at its arguments. */
declare global {
  interface Buffer {
    latin1Slice(start: number, end: number): string;
    utf8Slice(start: number, end: number): string;
  }
}

export {};
