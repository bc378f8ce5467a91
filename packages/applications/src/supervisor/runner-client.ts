import { request } from 'node:http';
import type { ControlRequests } from '../process/control-server.ts';
import type { RunnerControl, RunStatus } from '../process/run-spec.ts';

const STATUS_TIMEOUT_MS = 5_000;
/** A stop waits for barriers to pass and sinks to flush. */
const SAVE_TIMEOUT_MS = 600_000;

/** The runner answered that it could not. */
export class RunnerRefusal extends Error {
  override readonly name = 'RunnerRefusal';
}

/** Asks a runner's process. Rejects with `RunnerRefusal` when it could not, with another error when it was not reached. */
export class RunnerClient {
  readonly control: RunnerControl;

  constructor(control: RunnerControl) {
    this.control = control;
  }

  status(): Promise<RunStatus> {
    return this.#call('GET', '/status', undefined, STATUS_TIMEOUT_MS) as Promise<RunStatus>;
  }

  /** Whether there was state to save. */
  async save(file: string | null, stop: boolean): Promise<boolean> {
    const body: ControlRequests['/save'] = { file, stop };
    const { saved } = (await this.#call('POST', '/save', body, SAVE_TIMEOUT_MS)) as { saved: boolean };
    return saved;
  }

  async restart(reason: string): Promise<void> {
    const body: ControlRequests['/restart'] = { reason };
    await this.#call('POST', '/restart', body, STATUS_TIMEOUT_MS);
  }

  #call(method: string, path: keyof ControlRequests, body: object | undefined, timeout: number): Promise<object> {
    const { port, token } = this.control;
    return new Promise((resolve, reject) => {
      const call = request({
        host: '127.0.0.1',
        port,
        path,
        method,
        headers: { authorization: `Bearer ${token}` },
        timeout,
        agent: false,
      });
      call.on('timeout', () => call.destroy(new Error(`the runner did not answer within ${timeout / 1000} s`)));
      call.on('error', reject);
      call.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const answer = JSON.parse(Buffer.concat(chunks).toString()) as { message?: string };
          if (response.statusCode === 200) {
            resolve(answer);
          } else {
            reject(new RunnerRefusal(answer.message ?? `the runner answered ${response.statusCode}`));
          }
        });
      });
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
