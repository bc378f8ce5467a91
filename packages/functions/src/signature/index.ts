export { commonType } from './common-type.ts';
export { type Digits, decimalResult, digitsOf } from './decimal.ts';
export { FAMILIES, isOfFamily, isSameShape, type TypeFamily } from './families.ts';
export { isImplicit } from './implicit-cast.ts';
export { always, type BoundArguments, type Overload, overloads, type ResultRule, returns, sameAs } from './overload.ts';
export type { Parameter } from './parameter.ts';
export * as parameter from './parameter.ts';
