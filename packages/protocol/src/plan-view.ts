import { z } from 'zod';

/** One kind of change, as Flink writes it: insert, the row before an update, the row after it, delete. */
export const changeKindSchema = z.enum(['+I', '-U', '+U', '-D']);
export type ChangeKind = z.infer<typeof changeKindSchema>;

const planNodeSchema = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  detail: z.string(),
  description: z.string(),
  changes: z.array(changeKindSchema),
  state: z.enum(['none', 'windows', 'keyed']),
  setsWatermark: z.boolean(),
});

/** What one statement runs: its operators, and the same as the text of EXPLAIN. */
export const statementPlanSchema = z.object({
  /** How the statement begins. */
  statement: z.string(),
  nodes: z.array(planNodeSchema),
  edges: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      distribution: z.string().optional(),
      changes: z.array(changeKindSchema),
    }),
  ),
  text: z.string(),
});
export type StatementPlan = z.infer<typeof statementPlanSchema>;

export const planRequests = {
  /** The plan a result was made by. */
  'result-plan': { input: z.object({ resultId: z.string() }), output: z.object({ plan: statementPlanSchema }) },
  /** What a paragraph's statements would run, compiled with the session's catalogs; runs nothing. */
  explain: {
    /** Of `cell`, the values of its forms count. */
    input: z.object({ text: z.string(), cell: z.object({ noteId: z.string(), cellId: z.string() }).optional() }),
    output: z.object({
      plans: z.array(statementPlanSchema),
      /** Why there is no plan from some statement on, as a sentence. */
      problem: z.string().optional(),
    }),
  },
} as const;
