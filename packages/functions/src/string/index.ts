import { defineFamily } from '../define.ts';
import { basicFunctions } from './basic.ts';
import { encodingFunctions } from './encoding.ts';
import { likeFunctions } from './like.ts';
import { listFunctions } from './lists.ts';
import { PARSE_URL } from './parse-url.ts';
import { regexpFunctions } from './regexp.ts';

export { compileJavaRegex } from './java-regex.ts';

export const stringFunctions = defineFamily('string', [
  ...basicFunctions,
  ...likeFunctions,
  ...regexpFunctions,
  ...encodingFunctions,
  ...listFunctions,
  PARSE_URL,
]);
