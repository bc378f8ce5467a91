/** `Source: ticks[1] -> Watermark[2]` as its operators, without the numbers that make names unique. */
export function operatorsOf(vertexName: string): string[] {
  return vertexName.split(' -> ').map((name) => name.replace(/\[\d+\]$/, ''));
}

/** The head of a vertex, without what kind of end it is. */
export function headOf(vertexName: string): string {
  return (operatorsOf(vertexName)[0] ?? vertexName).replace(/^(Source|Sink): /, '');
}
