import { z } from 'zod';
import { formValueSchema } from './form-view.ts';

const nothing = z.object({});

/** What a person does with the fields of forms. */
export const formRequests = {
  /** Without `cellId`, the note's own form. A password is kept until the server stops; anything else with the note. */
  'set-form': {
    input: z.object({ noteId: z.string(), cellId: z.string().optional(), name: z.string(), value: formValueSchema }),
    output: nothing,
  },
  /** Takes a form of the note and its value away, until a cell that uses it is changed or run. */
  'remove-form': { input: z.object({ noteId: z.string(), name: z.string() }), output: nothing },
} as const;
