import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** Markdown as HTML; it still has to be made safe before it is shown. */
export function renderMarkdown(text: string): string {
  return markdown.render(text);
}
