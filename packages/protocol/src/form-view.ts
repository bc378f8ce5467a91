import { z } from 'zod';

/** The text of a field; of a checkbox, the values that are ticked. */
export const formValueSchema = z.union([z.string().max(100_000), z.array(z.string().max(100_000)).max(1000)]);

/** A field that a text asks for with `${…}`, and its value. Hidden forms have no field and are not sent. */
export const formViewSchema = z.object({
  name: z.string(),
  kind: z.enum(['textbox', 'password', 'select', 'checkbox']),
  /** What the person reads. */
  label: z.string(),
  /** Of a password always empty. */
  value: formValueSchema,
  /** Whether a password has been entered. */
  entered: z.boolean().optional(),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
});
export type FormView = z.infer<typeof formViewSchema>;
