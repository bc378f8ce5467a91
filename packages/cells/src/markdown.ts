import MarkdownIt from 'markdown-it';

/** HTML in the text stays text (`html: false`); whoever shows the result sanitises it once more. */
const renderer = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** A `%md` paragraph's body as HTML. */
export function renderMarkdown(text: string): string {
  return renderer.render(text);
}
