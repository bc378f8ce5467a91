/**
 * Grammar rules that can hold one another are generators: where a rule needs another it yields it instead of calling it,
 * and `run` keeps the rules under way on a list of its own. So the depth of brackets in a statement is bounded by
 * memory and by `MAX_DEPTH`, not by the JavaScript stack.
 */
export type Rule<T> = Generator<Rule<unknown>, T, unknown>;

/** How many rules may be open at once; a level of brackets opens two or three. */
export const MAX_DEPTH = 300_000;

/** Runs `rule` as a step of the current one: `const e = yield* nested(expression(p))`. */
export function* nested<T>(rule: Rule<T>): Rule<T> {
  return (yield rule) as T;
}

/** Runs a rule and all it needs. `tooDeep` is called, and must throw, when more than `MAX_DEPTH` are open. */
export function run<T>(rule: Rule<T>, tooDeep: () => never): T {
  const open: Rule<unknown>[] = [rule];
  let value: unknown;
  let failure: { readonly error: unknown } | undefined;
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    try {
      const step: IteratorResult<Rule<unknown>, unknown> = failure === undefined
        ? top.next(value)
        : top.throw(failure.error);
      failure = undefined;
      if (step.done) {
        open.pop();
        value = step.value;
      } else {
        if (open.length >= MAX_DEPTH) {
          tooDeep();
        }
        open.push(step.value);
        value = undefined;
      }
    } catch (error) {
      open.pop();
      failure = { error };
    }
  }
  if (failure !== undefined) {
    throw failure.error;
  }
  return value as T;
}
