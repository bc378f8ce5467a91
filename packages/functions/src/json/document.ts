import { evaluateJsonPath } from './evaluate-path.ts';
import type { JsonNode } from './node.ts';
import { parseJson } from './parser.ts';
import { type JsonPath, parseJsonPath } from './path.ts';

/** What became of looking a path up: a value (undefined: nothing there), or why it failed. */
export type Lookup =
  | { readonly ok: true; readonly node: JsonNode | undefined; readonly mode: JsonPath['mode'] }
  | { readonly ok: false; readonly error: Error };

type Parsed = { readonly ok: true; readonly node: JsonNode } | { readonly ok: false; readonly error: Error };

let lastText: string | undefined;
let lastParsed: Parsed | undefined;

/** Several calls on one row ask about the same document, so the last one read is kept. */
function parseOnce(text: string): Parsed {
  if (lastParsed === undefined || text !== lastText) {
    lastText = text;
    lastParsed = attempt(() => parseJson(text));
  }
  return lastParsed;
}

function attempt<T>(run: () => T): { ok: true; node: T } | { ok: false; error: Error } {
  try {
    return { ok: true, node: run() };
  } catch (error) {
    return { ok: false, error: error as Error };
  }
}

/** A function that looks `path` up in a document; a constant path is read once. */
export type PathLookup = (text: string, path: string) => Lookup;

export function pathLookup(): PathLookup {
  let lastPath: string | undefined;
  let path: ReturnType<typeof attempt<JsonPath>> | undefined;
  return (text, pathText) => {
    if (path === undefined || pathText !== lastPath) {
      lastPath = pathText;
      path = attempt(() => parseJsonPath(pathText));
    }
    return path.ok ? lookUp(text, path.node) : path;
  };
}

/** In lax mode JSON's null is as good as nothing, in strict mode it is an error. */
function withoutNull(found: Lookup): Lookup {
  if (!found.ok || found.node !== null) {
    return found;
  }
  return found.mode === 'lax'
    ? { ...found, node: undefined }
    : { ok: false, error: new Error('Strict jsonpath mode requires a value, but the path leads to null.') };
}

function lookUp(text: string, path: JsonPath): Lookup {
  const parsed = parseOnce(text);
  if (!parsed.ok) {
    return path.mode === 'lax' ? { ok: true, node: undefined, mode: path.mode } : parsed;
  }
  if (parsed.node === null) {
    return { ok: false, error: new Error('The JSON text is the literal null: no path leads into it.') };
  }
  const found = attempt(() => evaluateJsonPath(path, parsed.node));
  return found.ok ? withoutNull({ ok: true, node: found.node, mode: path.mode }) : found;
}

/** The document as a node, or why it is none. */
export function readDocument(text: string): Parsed {
  return parseOnce(text);
}
