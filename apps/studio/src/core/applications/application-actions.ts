/** What a person tells an application to do. A refusal stays on the application's page until the next try. */
import type { RequestInput, RequestName } from '@riffle/protocol';
import { type Connection, RequestFailure } from '../connection/connection.ts';
import type { ApplicationWatch } from './application-store.ts';

type ApplicationRequest = Extract<
  RequestName,
  | 'start-application'
  | 'stop-application'
  | 'update-application'
  | 'roll-back-application'
  | 'delete-application'
  | 'create-snapshot'
  | 'delete-snapshot'
  | 'tag-application'
>;

export interface ApplicationActions {
  /** Whether it was accepted; else why not stands in the store. */
  act<N extends ApplicationRequest>(op: N, body: RequestInput<N> & { readonly name: string }): Promise<boolean>;
  dismiss(name: string): void;
}

export function createApplicationActions(
  connection: Pick<Connection, 'request'>,
  { store }: Pick<ApplicationWatch, 'store'>,
): ApplicationActions {
  function setProblem(name: string, problem: string | undefined): void {
    store.setState(({ problems: { [name]: _, ...others } }) => ({
      problems: problem === undefined ? others : { ...others, [name]: problem },
    }));
  }
  return {
    async act(op, body) {
      try {
        await connection.request(op, body);
        setProblem(body.name, undefined);
        return true;
      } catch (failure) {
        if (!(failure instanceof RequestFailure)) {
          throw failure;
        }
        setProblem(body.name, failure.message);
        return false;
      }
    },
    dismiss: (name) => setProblem(name, undefined),
  };
}
