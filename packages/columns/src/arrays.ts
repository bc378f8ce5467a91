/**
 * Where the arrays of new vectors come from. An array may be longer than was asked for and holds anything: who asks
 * for it writes every value it will be read for.
 */
export interface VectorArrays {
  ints(length: number): Int32Array;
  doubles(length: number): Float64Array;
}

/** Makes every array anew. */
export const newArrays: VectorArrays = {
  ints: (length) => new Int32Array(length),
  doubles: (length) => new Float64Array(length),
};
