import type { EvaluationContext } from '@riffle/functions';
import type { SessionConfig } from '@riffle/plan';

/** For constants: they know the session's time zone, and neither the time nor chance. */
export function evaluationContext(config: SessionConfig): EvaluationContext {
  const zone = config['table.local-time-zone'];
  return {
    zone: zone === undefined || zone === 'default' ? 'UTC' : zone,
    now: () => notConstant('the current time'),
    random: () => notConstant('a random number'),
  };
}

function notConstant(what: string): never {
  throw new Error(`${what} is no constant`);
}
