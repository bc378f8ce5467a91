import { formatType, type LogicalType, withNullability } from '@riffle/columns';
import type { ArgumentInfo, Inference } from '../contract.ts';
import type { Parameter } from './parameter.ts';

/** What the result type of a call is made from. */
export interface BoundArguments {
  /** After implicit casts. */
  readonly types: readonly LogicalType[];
  readonly infos: readonly ArgumentInfo[];
}

/** Gives the result type; undefined when the arguments do not go together. */
export type ResultRule = (args: BoundArguments) => LogicalType | undefined;

/** One way of calling a function. */
export interface Overload {
  readonly parameters: readonly Parameter[];
  /** How many of the last parameters may be left out. */
  readonly optional?: number | undefined;
  /** Any number of further arguments (at least `restMinimum`). */
  readonly rest?: Parameter | undefined;
  /** Makes the arguments of one type after each was accepted alone; undefined: they have none in common. */
  readonly unify?: ((types: readonly LogicalType[]) => readonly LogicalType[] | undefined) | undefined;
  readonly result: ResultRule;
}

/** An `infer` that takes the first overload the arguments fit, or says which there are. */
export function overloads(name: string, ...choices: readonly Overload[]): (args: readonly ArgumentInfo[]) => Inference {
  return (args) => {
    for (const choice of choices) {
      const found = bindOverload(choice, args);
      if (found !== undefined) {
        return found;
      }
    }
    return { ok: false, message: explainMisfit(name, choices, args) };
  };
}

function bindOverload(choice: Overload, args: readonly ArgumentInfo[]): Inference | undefined {
  const { parameters, optional = 0, rest } = choice;
  if (args.length < parameters.length - optional || (args.length > parameters.length && rest === undefined)) {
    return undefined;
  }
  const accepted: LogicalType[] = [];
  for (const [i, argument] of args.entries()) {
    const type = (parameters[i] ?? rest)?.accept(argument);
    if (type === undefined) {
      return undefined;
    }
    accepted.push(type);
  }
  const argumentTypes = choice.unify === undefined ? accepted : choice.unify(accepted);
  const resultType = argumentTypes && choice.result({ types: argumentTypes, infos: args });
  return argumentTypes && resultType ? { ok: true, argumentTypes, resultType } : undefined;
}

function explainMisfit(name: string, choices: readonly Overload[], args: readonly ArgumentInfo[]): string {
  const given = args.map(({ type }) => formatType(type)).join(', ');
  const signatures = choices.flatMap((choice) => signaturesOf(name, choice)).join('\n');
  const counts = choices.map(({ parameters, optional = 0, rest }) => ({
    least: parameters.length - optional,
    most: rest === undefined ? parameters.length : Number.POSITIVE_INFINITY,
  }));
  const countFits = counts.some(({ least, most }) => args.length >= least && args.length <= most);
  const cause = countFits ? 'Invalid input arguments.' : `Invalid number of arguments to function '${name}'.`;
  return `Invalid function call:\n${name}(${given})\n${cause} Expected signatures are:\n${signatures}`;
}

function signaturesOf(name: string, { parameters, optional = 0, rest }: Overload): string[] {
  const texts: string[] = [];
  for (let count = parameters.length - optional; count <= parameters.length; count++) {
    const labels = parameters.slice(0, count).map(({ label }) => label);
    texts.push(`${name}(${[...labels, ...(rest === undefined ? [] : [`${rest.label}...`])].join(', ')})`);
  }
  return texts;
}

/** `type`, nullable when an argument is. */
export function returns(type: LogicalType): ResultRule {
  return ({ types }) =>
    withNullability(
      type,
      types.some((argument) => argument.nullable),
    );
}

/** `type` exactly as given, whatever the arguments are. */
export function always(type: LogicalType): ResultRule {
  return () => type;
}

/** The type of argument `index`, nullable when any argument is. */
export function sameAs(index: number): ResultRule {
  return ({ types }) => {
    const type = types[index];
    return type === undefined
      ? undefined
      : withNullability(
          type,
          types.some((argument) => argument.nullable),
        );
  };
}
