import { z } from 'zod';

/** Help while a paragraph is written. Places are UTF-16 offsets in the paragraph's whole text, header included. */
const place = { start: z.int(), end: z.int() };

export const textProblemSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  hint: z.string().optional(),
  ...place,
  /** A text edit that would mend it. */
  fix: z.object({ title: z.string(), ...place, replacement: z.string() }).optional(),
});
export type TextProblem = z.infer<typeof textProblemSchema>;

export const completionSchema = z.object({
  label: z.string(),
  kind: z.enum([
    'column',
    'table',
    'view',
    'database',
    'catalog',
    'function',
    'keyword',
    'type',
    'unit',
    'option',
    'value',
  ]),
  insert: z.string(),
  /** `insert` is a snippet: `$0` is where the cursor goes. */
  snippet: z.boolean().optional(),
  detail: z.string().optional(),
  /** Markdown. */
  documentation: z.string().optional(),
});
export type CompletionView = z.infer<typeof completionSchema>;

/** The text that is replaced, and what by, likeliest first. */
export const completionListSchema = z.object({ ...place, items: z.array(completionSchema) });
export type CompletionListView = z.infer<typeof completionListSchema>;

/** Markdown about what stands at a place. */
export const hoverSchema = z.object({ ...place, text: z.string() });
export type HoverView = z.infer<typeof hoverSchema>;

export const signatureHelpSchema = z.object({
  signatures: z.array(
    z.object({
      label: z.string(),
      documentation: z.string(),
      /** Places in `label`. */
      parameters: z.array(z.object(place)),
    }),
  ),
  activeSignature: z.int(),
  activeParameter: z.int(),
});
export type SignatureHelpView = z.infer<typeof signatureHelpSchema>;
