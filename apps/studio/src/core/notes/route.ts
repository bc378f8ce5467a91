/** The note a page address asks for: `#/note/<id>`. */
export function noteOfHash(hash: string): string | undefined {
  const match = /^#\/note\/([^/?]+)/.exec(hash);
  return match?.[1] === undefined ? undefined : decodeURIComponent(match[1]);
}

export function hashOfNote(noteId: string): string {
  return `#/note/${encodeURIComponent(noteId)}`;
}
