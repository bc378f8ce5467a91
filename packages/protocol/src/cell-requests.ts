import { z } from 'zod';
import { displayPatchSchema } from './display-view.ts';
import { resultCapSchema } from './result-view.ts';

const nothing = z.object({});
const cellPlace = { noteId: z.string(), cellId: z.string() };

/** What may be set about a cell beside its text; what is left out stays. */
const settings = {
  title: z.string().optional(),
  titleHidden: z.boolean().optional(),
  enabled: z.boolean().optional(),
  editorHidden: z.boolean().optional(),
  outputHidden: z.boolean().optional(),
  lineNumbers: z.boolean().optional(),
  /** Of twelve columns. */
  width: z.number().min(1).max(12).optional(),
  wide: z.boolean().optional(),
  display: displayPatchSchema.optional(),
  /** Whether choosing in one of its forms runs it again. */
  runOnSelection: z.boolean().optional(),
  dismissedAdvice: z.array(z.string()).optional(),
};

/** Cells as a person arranges them, and several of them at once. */
export const cellRequests = {
  'set-cell': { input: z.object({ ...cellPlace, ...settings }), output: nothing },
  /** The same settings for every cell of the note that is not text. */
  'set-cells': {
    input: z.object({
      noteId: z.string(),
      editorHidden: z.boolean().optional(),
      outputHidden: z.boolean().optional(),
      lineNumbers: z.boolean().optional(),
    }),
    output: nothing,
  },
  /** A copy of text and settings, without output, right below. */
  'clone-cell': { input: z.object(cellPlace), output: z.object({ cellId: z.string() }) },
  /** Runs the enabled ones among these in the note's order; the first that fails ends it. */
  'run-cells': {
    input: z.object({ noteId: z.string(), cellIds: z.array(z.string()), cap: resultCapSchema.optional() }),
    output: nothing,
  },
  /** Takes outputs away; what still runs is stopped. Gives the cells that had one. */
  'clear-cells': {
    input: z.object({ noteId: z.string(), cellIds: z.array(z.string()) }),
    output: z.object({ cellIds: z.array(z.string()) }),
  },
  /** Undoes `clear-cells` for those that have not run since. */
  'restore-outputs': { input: z.object({ noteId: z.string(), cellIds: z.array(z.string()) }), output: nothing },
} as const;
