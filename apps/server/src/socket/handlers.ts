import type { RequestInput, RequestName, RequestOutput } from '@riffle/protocol';

/** What answers each request. */
export type Handlers<N extends RequestName = RequestName> = {
  readonly [Name in N]: (input: RequestInput<Name>) => Promise<RequestOutput<Name>>;
};
