export { base64Bytes, base64Text, utf8Bytes, utf8Text } from './bytes-text.ts';
export {
  divideHalfUp,
  fitsPrecision,
  formatDecimal,
  parseScaled,
  powerOfTen,
  rescaleDecimal,
  type ScaledNumber,
  toUnscaled,
} from './decimal-text.ts';
export { type CodecOptions, type Formatter, formatterOf, formatValue } from './format-value.ts';
export { fromJson, toJson, ValueJsonError } from './json-value.ts';
export { formatDouble, formatFloat } from './number-text.ts';
export { fitBytes, fitText, type Parser, parserOf, parseValue } from './parse-value.ts';
export { formatVariant } from './variant-text.ts';
