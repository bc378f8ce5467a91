import { formValue, paragraphForms, type ScopedValues } from '@riffle/note-model';

/** Shorter ones are hidden only where they stand as a whole SQL literal: they are parts of too many other words. */
const SHORTEST_ANYWHERE = 4;
const HIDDEN = '•••';

/** The passwords a paragraph's forms have been given. */
export function secretsOf(text: string, values: ScopedValues): string[] {
  return paragraphForms(text)
    .occurrences.filter(({ form }) => form.kind === 'password')
    .map(({ form }) => String(formValue(form, values[form.scope])))
    .filter((secret) => secret !== '');
}

/** The same data with the secrets taken out of every text: statements, plans and messages are kept and shown. */
export function withoutSecrets<T>(data: T, secrets: readonly string[]): T {
  return secrets.length === 0 ? data : (hide(data, secrets) as T);
}

function hide(data: unknown, secrets: readonly string[]): unknown {
  if (typeof data === 'string') {
    return secrets.reduce(hideOne, data);
  }
  if (Array.isArray(data)) {
    return data.map((each) => hide(each, secrets));
  }
  if (typeof data === 'object' && data !== null) {
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, hide(value, secrets)]));
  }
  return data;
}

function hideOne(text: string, secret: string): string {
  const quoted = secret.replaceAll("'", "''");
  const withoutLiterals = text.replaceAll(`'${quoted}'`, `'${HIDDEN}'`);
  return secret.length < SHORTEST_ANYWHERE
    ? withoutLiterals
    : withoutLiterals.replaceAll(quoted, HIDDEN).replaceAll(secret, HIDDEN);
}
