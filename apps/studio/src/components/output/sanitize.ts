/** Makes HTML from notes and query results safe to show: no scripts, no handlers, no forms, nothing fetched from anywhere. */
import createPurifier from 'dompurify';
import { isLinkAllowed, isSourceAllowed, withoutUrls } from '../../core/language/html-rules.ts';

const purifier = createPurifier(window);
const FETCHING = ['src', 'srcset', 'poster', 'background', 'data', 'xlink:href'];

purifier.addHook('afterSanitizeAttributes', (node) => {
  for (const name of FETCHING) {
    const value = node.getAttribute(name);
    if (value !== null && !isSourceAllowed(value)) {
      node.removeAttribute(name);
    }
  }
  const style = node.getAttribute('style');
  if (style !== null) {
    node.setAttribute('style', withoutUrls(style));
  }
  const link = node.getAttribute('href');
  if (link === null) {
    return;
  }
  if (node.tagName === 'A' && isLinkAllowed(link)) {
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer');
  } else {
    node.removeAttribute('href');
  }
});

export function sanitize(html: string): string {
  return purifier.sanitize(html, {
    FORBID_TAGS: [
      'style',
      'link',
      'meta',
      'base',
      'form',
      'input',
      'button',
      'textarea',
      'select',
      'iframe',
      'object',
      'embed',
    ],
    FORBID_ATTR: ['id', 'name', 'autofocus', 'tabindex'],
  });
}
