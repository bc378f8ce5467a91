import type { VariantContent } from '../values.ts';
import { base64Text } from './bytes-text.ts';

/** A VARIANT as JSON text without blanks: 64-bit numbers with all digits, bytes in Base64. */
export function formatVariant(content: VariantContent): string {
  if (typeof content === 'bigint') {
    return String(content);
  }
  if (content instanceof Uint8Array) {
    return JSON.stringify(base64Text(content));
  }
  if (Array.isArray(content)) {
    return `[${(content as readonly VariantContent[]).map(formatVariant).join(',')}]`;
  }
  if (content instanceof Map) {
    const fields = [...(content as ReadonlyMap<string, VariantContent>)];
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${formatVariant(field)}`).join(',')}}`;
  }
  return JSON.stringify(content);
}
