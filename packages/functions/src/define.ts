import type { CompiledCall, ScalarBody, ScalarFunction } from './contract.ts';
import { type Overload, overloads } from './signature/index.ts';

/** A scalar function as its family writes it: what is usual may be left out. */
export interface ScalarSpec
  extends Omit<ScalarFunction, 'kind' | 'infer' | 'nulls' | 'deterministic' | 'compile' | 'category'> {
  readonly overloads?: readonly Overload[] | undefined;
  readonly infer?: ScalarFunction['infer'] | undefined;
  /** `propagate` when left out. */
  readonly nulls?: ScalarFunction['nulls'] | undefined;
  /** True when left out. */
  readonly deterministic?: boolean | undefined;
  /** The body where it needs nothing of the call … */
  readonly body?: ScalarBody | undefined;
  /** … and where it does. */
  readonly compile?: ((call: CompiledCall) => ScalarBody) | undefined;
}

/** Makes the definitions of one family. */
export function defineFamily(category: string, specs: readonly ScalarSpec[]): readonly ScalarFunction[] {
  return specs.map((spec) => {
    const { overloads: choices, body, ...rest } = spec;
    const infer = spec.infer ?? overloads(spec.name, ...(choices ?? []));
    const compile = spec.compile ?? (() => body ?? missingBody(spec.name));
    return {
      ...rest,
      kind: 'scalar',
      category,
      infer,
      compile,
      nulls: spec.nulls ?? 'propagate',
      deterministic: spec.deterministic ?? true,
    };
  });
}

function missingBody(name: string): never {
  throw new Error(`the function ${name} has neither a body nor a compile`);
}
