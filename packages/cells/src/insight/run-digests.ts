import { changesSession, editorPaths, examineParagraph, type ParagraphDigest } from '@riffle/sql';
import type { RunRecord } from '../messages.ts';
import type { SqlSession } from '../session/sql-session.ts';

/**
 * What a paragraph comes to as it runs. One that only asks is looked at before, so that nothing which happens while it
 * runs is missed; one that also makes or sets things is looked at after, as it then finds what it made.
 */
export class RunDigests {
  readonly #session: SqlSession;
  readonly #text: string;
  readonly #mode: 'streaming' | 'batch';
  #before: ParagraphDigest | undefined;

  constructor(session: SqlSession, text: string, mode: 'streaming' | 'batch') {
    this.#session = session;
    this.#text = text;
    this.#mode = mode;
  }

  async before(): Promise<void> {
    this.#before = changesSession(this.#text) ? undefined : await this.#take();
  }

  async after(): Promise<Omit<RunRecord, 'sessionId'>> {
    return { body: this.#text, mode: this.#mode, digest: this.#before ?? (await this.#take()) };
  }

  async #take(): Promise<ParagraphDigest> {
    const env = await this.#session.environment(editorPaths(this.#text), this.#mode);
    return examineParagraph(this.#text, env).digest;
  }
}
