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

/** A template of a single-row result: `{0}` stands for the first column's value, as text. */
export function fillTemplate(template: string, values: readonly (string | null)[]): string {
  return template.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const value = values[Number(index)];
    return value === undefined ? whole : escapeHtml(value ?? '');
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
