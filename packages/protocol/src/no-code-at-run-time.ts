import { config } from 'zod';

/**
 * Comes before every schema, whatever pieces the studio is built of: in a page, schemas must not compile code at run time,
 * which its security policy forbids.
 */
if ('document' in globalThis) {
  config({ jitless: true });
}
