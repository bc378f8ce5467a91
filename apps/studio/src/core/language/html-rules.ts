/** What foreign HTML may point at. Showing it must fetch nothing, so only data in the text itself is a source. */
export function isSourceAllowed(value: string): boolean {
  return /^data:image\/(?:png|jpeg|gif|webp|svg\+xml)[;,]/i.test(value.trim());
}

/** A link is followed only by a person's click. */
export function isLinkAllowed(value: string): boolean {
  return /^(?:https?:|mailto:|#)/i.test(value.trim());
}

/** CSS text without anything that could fetch or move over the page. */
export function withoutUrls(css: string): string {
  return css
    .split(';')
    .filter((rule) => !/url\s*\(|image-set|@import|expression|\\|position\s*:\s*(?:fixed|sticky)/i.test(rule))
    .join(';');
}
