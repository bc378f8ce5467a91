/** Sizes that the stand-in and the editor share, in pixels, so that one takes the other's place unseen. */
export const LINE_HEIGHT = 21;
export const FONT_SIZE = 12.5;
export const PADDING_TOP = 6;
export const EDITOR_PADDING = PADDING_TOP + 12;
/** A longer text scrolls inside its cell. */
export const EDITOR_LINES = 40;
