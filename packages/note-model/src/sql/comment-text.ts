/** The words of a block of comments: without `--`, `/*`, and rules of dashes or stars. */
export function commentText(comment: string): string {
  return comment
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*(?:--+|\/\*+|\*+(?!\/))? ?/, '')
        .replace(/\s*\*+\/\s*$/, '')
        .trimEnd(),
    )
    .filter((line) => !/^[-=*#\s]{3,}$/.test(line))
    .join('\n')
    .trim();
}
