import { useMemo } from 'react';
import { sanitize } from './sanitize.ts';

/** HTML from a note or a query, made harmless first. */
export function SafeHtml({ html, className }: { html: string; className: string }) {
  const safe = useMemo(() => sanitize(html), [html]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: this is the one place, and what it gets is sanitised above
  return <div className={className} dangerouslySetInnerHTML={{ __html: safe }} />;
}
