// Reads a request by its shape: wrong types answer SerializationException, broken limits one ValidationException
// that lists them all. Unknown members are dropped, nulls count as absent, blobs become bytes.
import { must } from '@riffle/base';
import { AwsError, serializationError } from '../wire/errors.ts';
import { type Constraint, constraintsOf } from './constraints.ts';
import { describeValue } from './describe-value.ts';
import type { ListShape, MapShape, ServiceModel, Shape, StructureShape } from './shapes.ts';

/** A request that kept to its shape. */
export type CheckedInput = Readonly<Record<string, unknown>>;

type Read = (value: unknown, path: string, problems: string[]) => unknown;

const MOST_PROBLEMS = 10;

/** Returns a function that checks the input of any operation of `model`; its readers are built on first use. */
export function createChecker(model: ServiceModel): (operation: string, input: unknown) => CheckedInput {
  const readers = new Map<string, Read>();
  const readerOf = (name: string): Read => {
    const known = readers.get(name);
    if (known !== undefined) {
      return known;
    }
    // Shapes may contain themselves, so the entry must exist before its parts are built.
    let built: Read | undefined;
    readers.set(name, (value, path, problems) => must(built)(value, path, problems));
    built = buildReader(must(model.shapes[name]), readerOf);
    readers.set(name, built);
    return built;
  };
  return (operation, input) => {
    const shapeName = model.inputs[operation];
    if (shapeName === null || shapeName === undefined) {
      return {};
    }
    const problems: string[] = [];
    const checked = readerOf(shapeName)(input, '', problems) as CheckedInput;
    if (problems.length > 0) {
      throw validationError(problems.slice(0, MOST_PROBLEMS));
    }
    return checked;
  };
}

function validationError(problems: readonly string[]): AwsError {
  const count = problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
  return new AwsError('ValidationException', `${count} detected: ${problems.join('; ')}`);
}

function problem(value: unknown, path: string, text: string): string {
  return `Value ${describeValue(value)} at '${path}' failed to satisfy constraint: ${text}`;
}

function buildReader(shape: Shape, readerOf: (name: string) => Read): Read {
  switch (shape.type) {
    case 'structure':
      return structureReader(shape, readerOf);
    case 'list':
      return listReader(shape, readerOf);
    case 'map':
      return mapReader(shape, readerOf);
    default:
      return plainReader(shape);
  }
}

function plainReader(shape: Shape): Read {
  const convert = CONVERSIONS[shape.type as PlainType];
  const constraints = constraintsOf(shape);
  return (value, path, problems) => {
    const converted = convert(value);
    report(constraints, { value: converted, path, problems });
    return converted;
  };
}

function report(
  constraints: readonly Constraint[],
  at: { readonly value: unknown; readonly path: string; readonly problems: string[] },
): void {
  for (const constraint of constraints) {
    if (!constraint.holds(at.value)) {
      at.problems.push(problem(at.value, at.path, constraint.text));
    }
  }
}

function structureReader(shape: StructureShape, readerOf: (name: string) => Read): Read {
  const members = Object.entries(shape.members).map(([name, shapeName]) => ({
    name,
    label: name.charAt(0).toLowerCase() + name.slice(1),
    read: readerOf(shapeName),
    required: shape.required?.includes(name) ?? false,
  }));
  return (value, path, problems) => {
    const record = plainObject(value);
    const checked: Record<string, unknown> = {};
    for (const member of members) {
      const inner = Object.hasOwn(record, member.name) ? record[member.name] : undefined;
      if (inner !== undefined && inner !== null) {
        const innerPath = path === '' ? member.label : `${path}.${member.label}`;
        checked[member.name] = member.read(inner, innerPath, problems);
      } else if (member.required) {
        const innerPath = path === '' ? member.label : `${path}.${member.label}`;
        problems.push(problem(null, innerPath, 'Member must not be null'));
      }
    }
    return checked;
  };
}

function listReader(shape: ListShape, readerOf: (name: string) => Read): Read {
  const constraints = constraintsOf(shape);
  const read = readerOf(shape.member);
  return (value, path, problems) => {
    if (!Array.isArray(value)) {
      throw serializationError(
        typeof value === 'object' ? 'Start of structure or map found where not expected.' : 'Expected list or null',
      );
    }
    report(constraints, { value, path, problems });
    return value.map((element, index) => read(element, `${path}.${index + 1}.member`, problems));
  };
}

function mapReader(shape: MapShape, readerOf: (name: string) => Read): Read {
  const constraints = constraintsOf(shape);
  const readKey = readerOf(shape.key);
  const readValue = readerOf(shape.value);
  return (value, path, problems) => {
    const entries = Object.entries(plainObject(value)).filter(([, inner]) => inner !== null);
    report(constraints, { value, path, problems });
    return Object.fromEntries(
      entries.map(([key, inner]) => [
        readKey(key, `${path}.key`, problems),
        readValue(inner, `${path}.${key}.member`, problems),
      ]),
    );
  };
}

function plainObject(value: unknown): Record<string, unknown> {
  if (Array.isArray(value)) {
    throw serializationError('Start of list found where not expected');
  }
  if (typeof value !== 'object' || value === null) {
    throw serializationError('Expected a structure or map');
  }
  return value as Record<string, unknown>;
}

type PlainType = 'string' | 'integer' | 'long' | 'float' | 'double' | 'boolean' | 'blob' | 'timestamp';

const CONVERSIONS: Readonly<Record<PlainType, (value: unknown) => unknown>> = {
  string: (value) => (typeof value === 'string' ? value : mistyped(value, 'a String')),
  integer: (value) => wholeNumber(value, 'an Integer', 2_147_483_647),
  long: (value) => wholeNumber(value, 'a Long', Number.MAX_SAFE_INTEGER),
  float: (value) => (typeof value === 'number' ? value : mistyped(value, 'a Float')),
  double: (value) => (typeof value === 'number' ? value : mistyped(value, 'a Double')),
  boolean: readBoolean,
  blob: readBlob,
  timestamp: (value) => (typeof value === 'number' ? value : mistyped(value, 'milliseconds since epoch')),
};

function wholeNumber(value: unknown, wanted: string, limit: number): number {
  if (typeof value !== 'number') {
    return mistyped(value, wanted);
  }
  return Math.max(-limit - 1, Math.min(limit, Math.trunc(value)));
}

/** The real services take the words as well as the values. */
function readBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') {
    return value;
  }
  const word = typeof value === 'string' ? value.toLowerCase() : undefined;
  return word === 'true' || word === 'false' ? word === 'true' : mistyped(value, 'a Boolean');
}

function readBlob(value: unknown): Buffer {
  if (typeof value !== 'string') {
    return mistyped(value, 'a Blob');
  }
  const bytes = Buffer.from(value, 'base64');
  const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0;
  if (value.length % 4 !== 0 || bytes.length !== (value.length / 4) * 3 - padding) {
    throw serializationError('a Blob must be valid Base64, its length a multiple of 4 characters');
  }
  return bytes;
}

function mistyped(value: unknown, wanted: string): never {
  if (Array.isArray(value)) {
    throw serializationError('Start of list found where not expected');
  }
  if (typeof value === 'object') {
    throw serializationError('Start of structure or map found where not expected.');
  }
  throw serializationError(`${(typeof value).toUpperCase()}_VALUE can not be converted to ${wanted}`);
}
