// Tokens that clients hand back unread: encrypted and authenticated, so they can be neither read nor made up.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Seals small JSON values into text and opens them again. */
export interface TokenSealer {
  seal(value: unknown): string;
  /** The sealed value, or undefined for a text that this sealer did not make. */
  open(token: string): unknown;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `purpose` keeps tokens of one kind from being taken for another; `key` has 32 bytes. */
export function createTokenSealer(key: Uint8Array, purpose: string): TokenSealer {
  const associated = Buffer.from(purpose);
  return {
    seal(value) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated);
      const body = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(token) {
      const bytes = Buffer.from(token, 'base64');
      if (bytes.length <= NONCE_BYTES + TAG_BYTES) {
        return undefined;
      }
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
        .setAAD(associated)
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        const body = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
        return JSON.parse(body.toString());
      } catch {
        return undefined;
      }
    },
  };
}
