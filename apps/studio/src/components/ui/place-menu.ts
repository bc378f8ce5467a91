/** Room between a menu and its button, and between it and the window's edge, in pixels. */
const GAP = 4;
const MARGIN = 8;

/** Puts an open menu below its button, or above where there is more room; never outside the window. */
export function placeMenu(menu: HTMLElement, button: HTMLElement, align: 'left' | 'right'): void {
  const at = button.getBoundingClientRect();
  const below = window.innerHeight - at.bottom - GAP - MARGIN;
  const above = at.top - GAP - MARGIN;
  const { width, height } = menu.getBoundingClientRect();
  const goesBelow = height <= below || below >= above;
  const shown = Math.min(height, goesBelow ? below : above);
  const left = align === 'left' ? at.left : at.right - width;
  menu.style.maxHeight = `${shown}px`;
  menu.style.left = `${Math.max(MARGIN, Math.min(left, window.innerWidth - width - MARGIN))}px`;
  menu.style.top = `${goesBelow ? at.bottom + GAP : at.top - GAP - shown}px`;
}
