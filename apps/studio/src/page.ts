/** The one studio of this page, with the browser behind it. */
import type { ExportedNote } from '@riffle/note-model';
import { lineHeightOf } from './components/editor/measures.ts';
import { socketAddress } from './core/connection/address.ts';
import type { SocketLike } from './core/connection/connection.ts';
import { hashOfNote, noteOfHash } from './core/notes/route.ts';
import { pageOfHash } from './core/pages/page-route.ts';
import { onBrowserFrame } from './core/results/result-store.ts';
import type { Settings } from './core/settings/settings.ts';
import { createStudio } from './core/studio.ts';

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

export const studio = createStudio({
  socketUrl: socketAddress(location),
  createSocket: (url) => new WebSocket(url) as SocketLike,
  storage: localStorage,
  darkQuery: matchMedia('(prefers-color-scheme: dark)'),
  applyTheme: (theme) => {
    document.documentElement.dataset['theme'] = theme;
  },
  applySettings: showSettings,
  onFrame: onBrowserFrame,
  schedule: (work, millis) => {
    const timer = setTimeout(work, millis);
    return () => clearTimeout(timer);
  },
  now: () => Date.now(),
  random: () => Math.random(),
  noteOfAddress: () => noteOfHash(location.hash),
  pageOfAddress: () => pageOfHash(location.hash),
  call: (path, method) => fetch(path, { method }),
  later: (callback, milliseconds) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
  hidden: () => document.visibilityState === 'hidden',
  goToNote,
  goToHash: (hash) => {
    location.hash = hash;
  },
  saveFile,
  pickFiles,
  narrow: () => ({
    side: matchMedia('(max-width: 899px)').matches,
    inspector: matchMedia('(max-width: 1199px)').matches,
  }),
});

/** What styles need to know of the settings. */
function showSettings({ fontSize, flash }: Settings): void {
  const { dataset, style } = document.documentElement;
  dataset['flash'] = flash ? 'on' : 'off';
  style.setProperty('--code-size', `${fontSize}px`);
  style.setProperty('--code-line', `${lineHeightOf(fontSize)}px`);
}

function goToNote(noteId: string, how: 'push' | 'replace'): void {
  if (location.hash === hashOfNote(noteId)) {
    studio.addressChanged();
  } else if (how === 'replace') {
    location.replace(hashOfNote(noteId));
  } else {
    location.hash = hashOfNote(noteId);
  }
}

function saveFile({ fileName, mediaType, text }: ExportedNote): void {
  saveBlob(fileName, new Blob([text], { type: mediaType }));
}

/** Hands a file to the browser's downloads. */
export function saveBlob(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The browser's own dialog for files; empty when the person gives up. */
function pickFiles(extensions: readonly string[]): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const field = document.createElement('input');
    field.type = 'file';
    field.multiple = true;
    field.accept = extensions.join(',');
    field.addEventListener('change', () => resolve([...(field.files ?? [])]));
    field.addEventListener('cancel', () => resolve([]));
    field.click();
  });
}
