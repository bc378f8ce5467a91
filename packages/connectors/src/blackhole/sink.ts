import type { Json } from '@riffle/base';
import type { SinkWriter } from '@riffle/engine';

/** Takes every row and keeps none. */
export class BlackholeWriter implements SinkWriter {
  write(): void {}

  ready(): null {
    return null;
  }

  async prepareCommit(): Promise<Json> {
    return null;
  }

  async commit(): Promise<void> {}

  snapshot(): Json {
    return null;
  }

  async finish(): Promise<void> {}

  async close(): Promise<void> {}
}
