import { type ChildProcess, fork } from 'node:child_process';
import type { Logger } from '@riffle/base';
import { type FromInterpreter, INTERPRETER_MAIN, type InterpreterSettings, type ToInterpreter } from '@riffle/cells';

export interface InterpreterEvents {
  message(message: FromInterpreter): void;
  /** The process is gone; `expected` when we ended it. */
  exited(expected: boolean): void;
}

/** How long an interpreter may take to end by itself before it is killed. */
const STOP_TIMEOUT_MS = 1_500;

/** The interpreter process of one notebook: started when needed, restartable, gone when the server is gone. */
export class InterpreterLink {
  readonly #settings: InterpreterSettings;
  readonly #events: InterpreterEvents;
  readonly #logger: Logger;
  #process: ChildProcess | null = null;
  #stopping = false;

  constructor(settings: InterpreterSettings, events: InterpreterEvents, logger: Logger) {
    this.#settings = settings;
    this.#events = events;
    this.#logger = logger;
  }

  get running(): boolean {
    return this.#process !== null;
  }

  get processId(): number | undefined {
    return this.#process?.pid;
  }

  /** Starts the process unless it runs. */
  start(): void {
    if (this.#process !== null) {
      return;
    }
    this.#stopping = false;
    const child = fork(INTERPRETER_MAIN, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: interpreterEnvironment(),
    });
    this.#process = child;
    child.on('message', (message) => this.#events.message(message as FromInterpreter));
    child.stdout?.on('data', (data: Buffer) => this.#logger.log('info', `interpreter: ${data.toString().trimEnd()}`));
    child.stderr?.on('data', (data: Buffer) => this.#logger.log('warn', `interpreter: ${data.toString().trimEnd()}`));
    child.on('error', (error) => this.#logger.log('error', 'the interpreter failed', { error: error.message }));
    child.on('exit', (code, signal) => {
      if (this.#process === child) {
        this.#process = null;
        this.#logger.log(this.#stopping ? 'info' : 'warn', 'the interpreter ended', { code, signal });
        this.#events.exited(this.#stopping);
      }
    });
    this.send({ op: 'configure', settings: this.#settings });
  }

  /** Starts the process if need be, and sends. */
  send(message: ToInterpreter): void {
    this.start();
    // A channel that has just broken is reported by `exit`; the send's own error says nothing more.
    this.#process?.send(message, () => undefined);
  }

  /** Ends the process; settles when it is gone. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (child === null) {
      return;
    }
    this.#stopping = true;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    child.disconnect();
    await gone;
    clearTimeout(kill);
  }
}

/** The interpreter gets no secrets of ours by its environment, and none of the user's AWS settings unless asked. */
function interpreterEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('RIFFLE_TOKEN') && (process.env['RIFFLE_AWS'] === 'real' || !name.startsWith('AWS_')),
  );
  return Object.fromEntries(kept);
}
