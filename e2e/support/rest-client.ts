import type { RiffleServer } from './riffle-server.ts';

/** An answer of the REST API: its HTTP status and its JSON. */
export interface RestAnswer {
  readonly status: number;
  // The shapes are Zeppelin's; a test reads what it expects.
  readonly json: { readonly status: string; readonly message: string; readonly body: never };
}

/** Plain HTTP calls with the server's token, as a script would make them. */
export function restClient(server: Pick<RiffleServer, 'origin' | 'token'>) {
  return async (method: string, path: string, body?: unknown): Promise<RestAnswer> => {
    const response = await fetch(`${server.origin}${path}`, {
      method,
      headers: { Authorization: `Bearer ${server.token}` },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as RestAnswer['json'] };
  };
}
