/** Keys pressed together, written `Mod+Shift+Enter`: Mod is ⌘ on a Mac and Ctrl elsewhere. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  /** The key's place on the keyboard, `KeyF`: with Alt, Macs give another letter. */
  readonly code?: string;
}

/** The chord of a key press; Shift is not named where the key already tells (`?`). */
export function chordOf(press: KeyPress, mac: boolean): string {
  const mod = mac ? press.metaKey : press.ctrlKey;
  const otherMod = mac ? press.ctrlKey : press.metaKey;
  const pressed = press.altKey && press.code?.startsWith('Key') === true ? press.code.slice(3) : press.key;
  const key = pressed.length === 1 ? pressed.toLowerCase() : pressed;
  const shift = press.shiftKey && (pressed.length > 1 || /[a-z]/i.test(pressed));
  return [mod ? 'Mod' : '', otherMod ? 'Other' : '', press.altKey ? 'Alt' : '', shift ? 'Shift' : '', key]
    .filter((part) => part !== '')
    .join('+');
}

const MAC_SIGNS: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Backspace: '⌫',
};
const OTHER_SIGNS: Readonly<Record<string, string>> = { ...MAC_SIGNS, Mod: 'Ctrl', Alt: 'Alt', Shift: '⇧' };

/** A chord as a person reads it: `⇧⌘↵`, or `Ctrl ⇧ ↵` off the Mac. */
export function chordText(chord: string, mac: boolean): string {
  const signs = mac ? MAC_SIGNS : OTHER_SIGNS;
  // The plus key itself stands last too: `Mod++`.
  const key = chord.endsWith('+') ? '+' : chord.slice(chord.lastIndexOf('+') + 1);
  const parts = chord.slice(0, -key.length).split('+').filter(Boolean);
  const order = mac ? ['Alt', 'Shift', 'Mod'] : ['Mod', 'Alt', 'Shift'];
  const mods = order.filter((name) => parts.includes(name)).map((name) => signs[name] ?? name);
  const last = signs[key] ?? (parts.length > 0 ? key.toUpperCase() : key);
  return [...mods, last].join(mac ? '' : ' ');
}
