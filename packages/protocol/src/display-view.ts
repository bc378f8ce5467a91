import { z } from 'zod';

/** What is open of a result. `split` is table and chart side by side. */
export const viewSchema = z.enum(['table', 'split', 'chart', 'changes', 'plan']);
export type ResultViewName = z.infer<typeof viewSchema>;

const aggregationSchema = z.enum(['sum', 'count', 'avg', 'min', 'max']);
export type AggregationName = z.infer<typeof aggregationSchema>;

/**
 * What a chart shows of a result, columns by name. Bars, lines, areas and pies are a pivot: rows that share their keys
 * make one place along the axis, each combination of groups is a series, values are aggregated. A scatter draws rows.
 */
export const chartSchema = z.object({
  kind: z.enum(['bar', 'line', 'area', 'pie', 'scatter']),
  keys: z.array(z.string()),
  groups: z.array(z.string()),
  values: z.array(z.object({ name: z.string(), aggregation: aggregationSchema })),
  /** Bars and areas: beside each other, on each other, or on each other as shares of 100 %. */
  stacking: z.enum(['none', 'stacked', 'share']),
  logScale: z.boolean(),
  scatter: z.object({
    x: z.string().optional(),
    y: z.string().optional(),
    group: z.string().optional(),
    size: z.string().optional(),
  }),
});
export type ChartSettings = z.infer<typeof chartSchema>;

/** How one result is shown. Without `chart` the columns' types decide. */
export const displaySchema = z.object({
  view: viewSchema,
  chart: chartSchema.optional(),
  /** Pixels of the output; absent means the usual. */
  height: z.number().min(120).max(2000).optional(),
});
export type ResultDisplay = z.infer<typeof displaySchema>;

/** A change of how one result is shown; what is absent stays. */
export const displayPatchSchema = displaySchema.partial().extend({ index: z.int().min(0) });
export type DisplayPatch = z.infer<typeof displayPatchSchema>;
