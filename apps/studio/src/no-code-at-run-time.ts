/** Comes before every schema: they must not compile code at run time, which the page's security policy forbids. */
import { config } from 'zod';

config({ jitless: true });
