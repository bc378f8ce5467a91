import type { noteRequests } from '@riffle/protocol';
import { createExample, listExamples } from '../examples/example-notes.ts';
import type { Notebook } from '../notebook/notebook.ts';
import type { Handlers } from './handlers.ts';

/** Answers the requests about notes as things: copies, folders, files, examples and revisions. */
export function noteHandlers({ notes, files, history }: Notebook): Handlers<keyof typeof noteRequests> {
  return {
    'clone-note': async ({ noteId, path }) => {
      const copy = await files.cloneNote(noteId, path);
      return { noteId: copy, path: (await notes.open(copy)).path };
    },
    'move-folder': async ({ from, to }) => {
      await files.moveFolder(from, to);
      return {};
    },
    'delete-folder': async ({ path }) => ({ noteIds: await files.removeFolder(path) }),
    'restore-notes': async ({ noteIds }) => {
      await files.restoreNotes(noteIds);
      return {};
    },
    'import-note': (source) => files.importNote(source),
    'export-note': ({ noteId, format }) => files.exportNote(noteId, format),
    'list-examples': async () => ({ examples: listExamples() }),
    'create-example': async ({ exampleId }) => ({ noteId: await createExample(notes, exampleId) }),
    'list-revisions': async ({ noteId }) => ({ revisions: await history.list(noteId) }),
    'read-revision': async ({ noteId, revisionId }) => {
      const { paragraphs } = await history.read(noteId, revisionId);
      return {
        cells: paragraphs.map(({ id, title = '', text = '', config }) => ({
          id,
          title,
          text,
          enabled: config['enabled'] !== false,
        })),
      };
    },
    'save-revision': async ({ noteId, message }) => ({ revision: await history.save(noteId, message) }),
    'restore-revision': async ({ noteId, revisionId }) => ({ before: await history.restore(noteId, revisionId) }),
  };
}
