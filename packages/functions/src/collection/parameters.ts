import { type ArrayType, type LogicalType, types, withNullability } from '@riffle/columns';
import {
  commonType,
  isImplicit,
  isOfFamily,
  type Overload,
  type Parameter,
  type ResultRule,
} from '../signature/index.ts';

/** An ARRAY, with elements of any type. */
export const array: Parameter = {
  label: '<ARRAY>',
  accept: ({ type }) => {
    if (type.kind === 'NULL') {
      return types.array(types.null());
    }
    return type.kind === 'ARRAY' ? type : undefined;
  },
};

/** An ARRAY whose elements have an order. */
export const orderedArray: Parameter = {
  label: 'ARRAY<COMPARABLE>',
  accept: ({ type }) => (type.kind === 'ARRAY' && hasOrder(type.element) ? type : undefined),
};

const ORDERED = ['NUMERIC', 'DATETIME', 'CHARACTER_STRING', 'BINARY_STRING'] as const;

function hasOrder(type: LogicalType): boolean {
  return type.kind === 'NULL' || ORDERED.some((family) => isOfFamily(type, family));
}

export const stringArray: Parameter = {
  label: 'ARRAY<STRING>',
  accept: ({ type }) => (type.kind === 'ARRAY' && isOfFamily(type.element, 'CHARACTER_STRING') ? type : undefined),
};

/** Any argument here, fitted to the array's elements by `unifyElement`. */
export const element: Parameter = { label: '<ARRAY ELEMENT>', accept: ({ type }) => type };

/** Fits a value to an array's elements: it must become their type implicitly, but may be NULL. */
export const unifyElement: Overload['unify'] = ([arrayType, valueType]) => {
  const elementType = elementOf(arrayType);
  if (arrayType === undefined || valueType === undefined || elementType === undefined) {
    return undefined;
  }
  if (elementType.kind === 'NULL') {
    return [types.array(withNullability(valueType, true)), valueType];
  }
  const wanted = withNullability(elementType, true);
  return isImplicit(withNullability(valueType, true), wanted)
    ? [arrayType, withNullability(elementType, valueType.nullable || valueType.kind === 'NULL')]
    : undefined;
};

/** Makes all arguments of the least type they have in common, keeping which may be NULL. */
export const unifyCommon: Overload['unify'] = (given) => {
  const common = commonType(given);
  return common && given.map((type) => withNullability(common, type.nullable));
};

export function elementOf(type: LogicalType | undefined): LogicalType | undefined {
  return type?.kind === 'ARRAY' ? type.element : undefined;
}

/** The array's own type, whatever the other arguments are. */
export const sameArray: ResultRule = ({ types: [type] }) => type;

/** The array's type with elements that may be NULL when the added one may. */
export const arrayWithElement: ResultRule = ({ types: [arrayType, valueType] }) => {
  const elementType = elementOf(arrayType);
  if (arrayType === undefined || elementType === undefined || valueType === undefined) {
    return undefined;
  }
  const nullable = elementType.nullable || valueType.nullable;
  return { ...(arrayType as ArrayType), element: withNullability(elementType, nullable) };
};

/** The element's type, which is NULL for an empty array. */
export const nullableElement: ResultRule = ({ types: [type] }) => {
  const elementType = elementOf(type);
  return elementType && withNullability(elementType, true);
};
