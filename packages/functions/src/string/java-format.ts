import { formatDouble, type LogicalType, type Long, type Value } from '@riffle/columns';
import { decimalToDouble } from '../runtime/index.ts';

const DIRECTIVE = /%(?:(\d+)\$)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/** An argument, as Java's Formatter sees it: its value, its type and its text. */
export interface FormatArgument {
  readonly value: Value;
  readonly type: LogicalType;
  readonly text: string;
}

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly conversion: string;
}

/** `java.lang.String.format` for the conversions b, s, c, d, o, x, e, f, g, n and %; undefined when the format is wrong. */
export function formatJava(format: string, args: readonly FormatArgument[]): string | undefined {
  let next = 0;
  let isWrong = format.replace(DIRECTIVE, '').includes('%');
  const text = format.replace(DIRECTIVE, (_, position, flags, width, precision, conversion) => {
    if (conversion === '%' || conversion === 'n') {
      return conversion === '%' ? '%' : '\n';
    }
    const argument = args[position === undefined ? next++ : Number(position) - 1];
    const directive = {
      flags,
      width: Number(width ?? 0),
      precision: precision === undefined ? undefined : Number(precision),
      conversion,
    };
    const formatted = argument === undefined ? undefined : formatOne(directive, argument);
    isWrong ||= formatted === undefined;
    return formatted ?? '';
  });
  return isWrong ? undefined : text;
}

function formatOne(directive: Directive, argument: FormatArgument): string | undefined {
  const text = argument.value === null ? nullText(directive) : convert(directive, argument);
  if (text === undefined) {
    return undefined;
  }
  const cased = directive.conversion === directive.conversion.toUpperCase() ? text.toUpperCase() : text;
  return directive.flags.includes('-') ? cased.padEnd(directive.width) : cased.padStart(directive.width);
}

function nullText({ conversion }: Directive): string {
  return conversion.toLowerCase() === 'b' ? 'false' : 'null';
}

function convert(directive: Directive, argument: FormatArgument): string | undefined {
  const { value, type, text } = argument;
  switch (directive.conversion.toLowerCase()) {
    case 'b':
      return String(typeof value === 'boolean' ? value : true);
    case 's':
      return text.slice(0, directive.precision);
    case 'c':
      return typeof value === 'number' ? String.fromCodePoint(value) : text.slice(0, 1);
    case 'd':
      return isWhole(value, type) ? signed(directive, String(value), value as Long) : undefined;
    case 'o':
    case 'x':
      return isWhole(value, type) ? inBase(directive, value as Long, type) : undefined;
    case 'e':
    case 'f':
    case 'g':
      return formatFloating(directive, argument);
    default:
      return undefined;
  }
}

function isWhole(value: Value, type: LogicalType): boolean {
  const kinds = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT'];
  return kinds.includes(type.kind) && (typeof value === 'number' || typeof value === 'bigint');
}

function inBase({ conversion, flags, width }: Directive, value: Long, type: LogicalType): string {
  const bits = type.kind === 'BIGINT' ? 64 : 32;
  const base = conversion.toLowerCase() === 'x' ? 16 : 8;
  const digits = BigInt.asUintN(bits, BigInt(value)).toString(base);
  return flags.includes('0') ? digits.padStart(width, '0') : digits;
}

function formatFloating(directive: Directive, { value, type }: FormatArgument): string | undefined {
  const kinds = ['FLOAT', 'DOUBLE', 'DECIMAL'];
  if (!kinds.includes(type.kind)) {
    return undefined;
  }
  const number = type.kind === 'DECIMAL' ? decimalToDouble(value as Long, type.scale) : (value as number);
  if (!Number.isFinite(number)) {
    return formatDouble(number);
  }
  const precision = directive.precision ?? 6;
  const size = Math.abs(number);
  const digits =
    directive.conversion.toLowerCase() === 'e'
      ? size.toExponential(precision).replace(/e([+-])(\d)$/, 'e$10$2')
      : size.toFixed(precision);
  return signed(directive, number < 0 ? `-${digits}` : digits, number);
}

/** Applies the flags `+`, blank, `,`, `(` and `0` to a number's digits. */
function signed({ flags, width }: Directive, text: string, value: Long): string {
  const digits = text.replace(/^-/, '');
  const grouped = flags.includes(',') ? digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : digits;
  const sign = value < 0 ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  if (value < 0 && flags.includes('(')) {
    return `(${grouped})`;
  }
  return sign + (flags.includes('0') ? grouped.padStart(width - sign.length, '0') : grouped);
}
