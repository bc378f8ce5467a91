import { types } from '@riffle/columns';
import type { ScalarSpec } from '../define.ts';
import { parameter } from '../signature/index.ts';

const URL_PARTS =
  /^(?<protocol>[a-z][a-z0-9+.-]*):(?:\/\/(?<authority>[^/?#]*))?(?<path>[^?#]*)(?:\?(?<query>[^#]*))?(?:#(?<ref>.*))?$/is;
/** The protocols `java.net.URL` knows without further set-up. */
const PROTOCOLS = ['http', 'https', 'ftp', 'file', 'jar', 'mailto'];

/** A part of a URL, not decoded; NULL when the URL is none or lacks the part. */
function parseUrl(url: string, part: string, key: string | undefined): string | null {
  const parts = URL_PARTS.exec(url)?.groups;
  if (parts === undefined || !PROTOCOLS.includes((parts['protocol'] ?? '').toLowerCase())) {
    return null;
  }
  const { protocol = '', authority = '', path = '', query, ref } = parts;
  if (key !== undefined) {
    return part === 'QUERY' && query !== undefined ? queryValue(query, key) : null;
  }
  const at = authority.lastIndexOf('@');
  switch (part) {
    case 'PROTOCOL':
      return protocol;
    case 'AUTHORITY':
      return authority;
    case 'USERINFO':
      return at === -1 ? null : authority.slice(0, at);
    case 'HOST':
      return authority.slice(at + 1).replace(/:\d*$/, '');
    case 'PATH':
      return path;
    case 'FILE':
      return query === undefined ? path : `${path}?${query}`;
    case 'QUERY':
      return query ?? null;
    case 'REF':
      return ref ?? null;
    default:
      return null;
  }
}

function queryValue(query: string, key: string): string | null {
  const pair = query.split('&').find((candidate) => candidate.startsWith(`${key}=`));
  return pair === undefined ? null : pair.slice(key.length + 1);
}

export const PARSE_URL: ScalarSpec = {
  name: 'PARSE_URL',
  signatures: ['PARSE_URL(url, part [, key])'],
  description: 'A part of a URL: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY, USERINFO; or a key of its QUERY.',
  overloads: [
    { parameters: [parameter.text, parameter.text, parameter.text], optional: 1, result: () => types.string() },
  ],
  body: (url, part, key) => parseUrl(url as string, part as string, key as string | undefined),
};
