import { formatType, notNull, type RowField, type StructuredType, types, type Value } from '@riffle/columns';
import type { ArgumentInfo, CompiledCall, Inference, ScalarBody } from '../contract.ts';
import type { ScalarSpec } from '../define.ts';
import { isOfFamily } from '../signature/index.ts';

/** OBJECT_OF and OBJECT_UPDATE: structured values with named attributes. */

function inferObjectOf(args: readonly ArgumentInfo[]): Inference {
  const [className, ...rest] = args;
  const message = classComplaint(className) ?? pairsComplaint(rest) ?? namesComplaint(rest, 2);
  if (message !== undefined) {
    return { ok: false, message };
  }
  const fields = fieldsOf(rest);
  const resultType = notNull(types.structured(String(className?.literal), fields));
  return { ok: true, argumentTypes: args.map(({ type }) => type), resultType };
}

function classComplaint(className: ArgumentInfo | undefined): string | undefined {
  if (className !== undefined && !isOfFamily(className.type, 'CHARACTER_STRING')) {
    return `The first argument must be a non-nullable character string representing the class name, but was ${formatType(className.type)}.`;
  }
  return typeof className?.literal === 'string'
    ? undefined
    : 'The first argument must be a non-nullable character string literal representing the class name.';
}

function pairsComplaint(rest: readonly ArgumentInfo[]): string | undefined {
  return rest.length % 2 === 0 ? undefined : 'Each field needs a name and a value: an even number of arguments.';
}

/** `first` is the position people count the first name at. */
function namesComplaint(pairs: readonly ArgumentInfo[], first: number): string | undefined {
  const seen = new Set<string>();
  for (let i = 0; i < pairs.length; i += 2) {
    const { type, literal } = pairs[i] as ArgumentInfo;
    const place = `at position ${i + first}`;
    if (!isOfFamily(type, 'CHARACTER_STRING')) {
      return `The field key ${place} must be a non-nullable character string, but was ${formatType(type)}.`;
    }
    if (typeof literal !== 'string') {
      return `The field key ${place} must be a non-nullable character string literal.`;
    }
    if (seen.has(literal)) {
      return `The field name '${literal}' ${place} is repeated.`;
    }
    seen.add(literal);
  }
  return undefined;
}

function fieldsOf(pairs: readonly ArgumentInfo[]): readonly RowField[] {
  const names = pairs.filter((_, i) => i % 2 === 0);
  return names.map(({ literal }, i) => ({ name: String(literal), type: (pairs[2 * i + 1] as ArgumentInfo).type }));
}

function inferObjectUpdate(args: readonly ArgumentInfo[]): Inference {
  const [object, ...rest] = args;
  if (object === undefined || object.type.kind !== 'STRUCTURED') {
    return { ok: false, message: 'The first argument of OBJECT_UPDATE must be a structured type.' };
  }
  if (rest.length === 0) {
    return { ok: false, message: 'OBJECT_UPDATE needs at least one field to change: a name and a value.' };
  }
  const message = pairsComplaint(rest) ?? namesComplaint(rest, 2) ?? unknownField(object.type, rest);
  if (message !== undefined) {
    return { ok: false, message };
  }
  const changed = new Map(fieldsOf(rest).map(({ name, type }) => [name, type]));
  const fields = object.type.fields.map((field) => ({ ...field, type: changed.get(field.name) ?? field.type }));
  return { ok: true, argumentTypes: args.map(({ type }) => type), resultType: { ...object.type, fields } };
}

function unknownField(object: StructuredType, pairs: readonly ArgumentInfo[]): string | undefined {
  const names = object.fields.map(({ name }) => name);
  const at = pairs.findIndex(({ literal }, i) => i % 2 === 0 && !names.includes(String(literal)));
  return at < 0
    ? undefined
    : `The field name '${pairs[at]?.literal}' at position ${at + 2} is not part of the structured type attributes. Available attributes: [${names.join(', ')}].`;
}

function compileObjectUpdate({ argumentTypes, literals }: CompiledCall): ScalarBody {
  const [object] = argumentTypes;
  const names = object?.kind === 'STRUCTURED' ? object.fields.map(({ name }) => name) : [];
  const targets = literals.map((literal, i) => (i % 2 === 1 ? names.indexOf(String(literal)) : -1));
  return (...args) => {
    if (args[0] === null) {
      return null;
    }
    const fields = [...(args[0] as readonly Value[])];
    for (let i = 1; i < args.length; i += 2) {
      fields[targets[i] as number] = args[i + 1] as Value;
    }
    return fields;
  };
}

export const objectFunctions: readonly ScalarSpec[] = [
  {
    name: 'OBJECT_OF',
    signatures: ['OBJECT_OF(className [, fieldName, fieldValue]*)'],
    description: 'An object of a class with the given fields.',
    infer: inferObjectOf,
    nulls: 'handled',
    body: (_className, ...pairs) => pairs.filter((_, i) => i % 2 === 1),
  },
  {
    name: 'OBJECT_UPDATE',
    signatures: ['OBJECT_UPDATE(object, fieldName, fieldValue [, fieldName, fieldValue]*)'],
    description: 'An object with some of its fields changed.',
    infer: inferObjectUpdate,
    nulls: 'handled',
    compile: compileObjectUpdate,
  },
];
