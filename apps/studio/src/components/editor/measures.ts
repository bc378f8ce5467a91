/** Sizes that the stand-in and the editor share, in pixels, so that one takes the other's place unseen. */
export const PADDING_TOP = 6;
export const EDITOR_PADDING = PADDING_TOP + 12;
/** A longer text scrolls inside its cell. */
export const EDITOR_LINES = 40;

/** The height of a line of that font size: 21 of 12.5. */
export function lineHeightOf(fontSize: number): number {
  return Math.round(fontSize * 1.68);
}
