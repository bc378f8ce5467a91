import { invalidInput } from './scope.ts';

/**
 * Whether a table name matches a GetTables expression: a regular expression over the whole name. As in Hive, a star
 * that has nothing to repeat stands for any text, so `stock*` finds `stocks_2` as well as `stoc`.
 */
export function tableNameFilter(expression: string | undefined): (name: string) => boolean {
  if (expression === undefined || expression === '') {
    return () => true;
  }
  // A repeated group that repeats inside can take forever to fail.
  if (/\([^)]*[*+{][^)]*\)\s*[*+{]/.test(expression)) {
    throw invalidInput(`The expression '${expression}' repeats a repetition, which is not allowed.`);
  }
  const patterns = [expression, expression.replace(/(?<![.\])}])\*/g, '.*')];
  const regexes = patterns.flatMap((pattern) => {
    try {
      return [new RegExp(`^(?:${pattern})$`, 'i')];
    } catch {
      return [];
    }
  });
  if (regexes.length === 0) {
    throw invalidInput(`The expression '${expression}' is no regular expression.`);
  }
  return (name) => regexes.some((regex) => regex.test(name));
}
