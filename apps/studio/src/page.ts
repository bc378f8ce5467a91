/** The one studio of this page, with the browser behind it. */
import { exportAddresses, socketAddress } from './core/connection/address.ts';
import type { SocketLike } from './core/connection/connection.ts';
import { splitPath } from './core/notes/paths.ts';
import { hashOfNote, noteOfHash } from './core/notes/route.ts';
import { pageOfHash } from './core/pages/page-route.ts';
import { onBrowserFrame } from './core/results/result-store.ts';
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
  download,
  narrow: () => ({
    side: matchMedia('(max-width: 899px)').matches,
    inspector: matchMedia('(max-width: 1199px)').matches,
  }),
});

function goToNote(noteId: string, how: 'push' | 'replace'): void {
  if (location.hash === hashOfNote(noteId)) {
    studio.addressChanged();
  } else if (how === 'replace') {
    location.replace(hashOfNote(noteId));
  } else {
    location.hash = hashOfNote(noteId);
  }
}

/** Fetches the note's file and hands it to the browser's downloads; gives a sentence when that fails. */
async function download(noteId: string): Promise<string | undefined> {
  try {
    for (const address of exportAddresses(location, noteId)) {
      const response = await fetch(address);
      if (response.ok) {
        saveFile(fileName(noteId), noteFile(await response.text()));
        return undefined;
      }
    }
    return 'the server has no file of this note.';
  } catch {
    return 'the server does not answer.';
  }
}

/** The export call wraps the file's text in its usual envelope. */
function noteFile(answer: string): string {
  const envelope: unknown = JSON.parse(answer);
  if (typeof envelope === 'object' && envelope !== null && 'body' in envelope && typeof envelope.body === 'string') {
    return envelope.body;
  }
  return answer;
}

function fileName(noteId: string): string {
  const path = studio.notes.getState().open?.path ?? noteId;
  return `${splitPath(path).name}.zpln`;
}

function saveFile(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
