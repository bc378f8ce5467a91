import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';

/** The token of this home: `RIFFLE_TOKEN` when set, else the one in `file`, made on first use (mode 600). */
export function loadToken(file: string, override: string | undefined): string {
  if (override !== undefined && override !== '') {
    return override;
  }
  try {
    const token = readFileSync(file, 'utf8').trim();
    if (token !== '') {
      chmodSync(file, 0o600);
      return token;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
  }
  const token = randomBytes(24).toString('base64url');
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
}

/** Whether two secrets are equal, in a time that does not depend on where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const key = 'compare';
  const digest = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** A short text signed with the home's token: `<payload>.<signature>`, both URL-safe. */
export function signText(token: string, text: string): string {
  const payload = Buffer.from(text).toString('base64url');
  return `${payload}.${createHmac('sha256', token).update(payload).digest('base64url')}`;
}

/** The text of `signText`, or null when the signature is not ours. */
export function verifySigned(token: string, signed: string): string | null {
  const [payload = '', signature = '', ...rest] = signed.split('.');
  const expected = createHmac('sha256', token).update(payload).digest('base64url');
  return rest.length === 0 && sameSecret(signature, expected) ? Buffer.from(payload, 'base64url').toString() : null;
}
