/** Parts of the page that commands reach by cell, whatever they are made of. */
export interface Handles<T> {
  /** Makes a part known; the returned function takes it back. */
  set(cellId: string, handle: T): () => void;
  get(cellId: string): T | undefined;
}

export interface EditorHandle {
  focus(): void;
  /** Takes the focus, with the text between two offsets selected. */
  select(from: number, to: number): void;
  /** Where the cursor is, as an offset in the text. */
  cursor(): number;
  /** Puts text where the cursor is. */
  insert(text: string): void;
  /** Shows and selects a place; lines and columns from 1. */
  reveal(line: number, column: number): void;
}

/** The frame around a cell, which has the focus in command mode. */
export interface FrameHandle {
  focus(): void;
}

export function createHandles<T>(): Handles<T> {
  const handles = new Map<string, T>();
  return {
    set(cellId, handle) {
      handles.set(cellId, handle);
      return () => {
        if (handles.get(cellId) === handle) {
          handles.delete(cellId);
        }
      };
    },
    get: (cellId) => handles.get(cellId),
  };
}
