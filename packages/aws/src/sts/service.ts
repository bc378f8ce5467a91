import type { QueryService } from '../wire/query-protocol.ts';
import { ACCOUNT_ID } from '../wire/service.ts';

/** The one action of the Security Token Service that tools call to see who they are. */
export function createStsService(profileOf: (accessKeyId: string) => string | undefined): QueryService {
  return {
    signingName: 'sts',
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    actions: {
      GetCallerIdentity: ({ accessKeyId }) => {
        const user = profileOf(accessKeyId) ?? 'default';
        return { Arn: `arn:aws:iam::${ACCOUNT_ID}:user/${user}`, UserId: accessKeyId, Account: ACCOUNT_ID };
      },
    },
  };
}
