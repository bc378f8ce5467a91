/** How far a row of the tree stands in. */
export function indent(level: number, extra = 0): { paddingLeft: number } {
  return { paddingLeft: 14 + (level - 1) * 16 + extra };
}
