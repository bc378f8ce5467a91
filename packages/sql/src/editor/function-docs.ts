/** Names, signatures and words about everything that can be called. */
import { formatType } from '@riffle/columns';
import { allFunctions, findFunction } from '@riffle/functions';
import type { CatalogSnapshot } from '@riffle/plan';

export interface CallableDoc {
  readonly name: string;
  readonly signatures: readonly string[];
  readonly description: string;
  readonly category: string;
}

const WINDOW_COLUMNS = 'Adds the columns window_start, window_end and window_time.';

/** Functions over a whole table, in FROM. */
export const TABLE_FUNCTIONS: readonly CallableDoc[] = [
  {
    name: 'TUMBLE',
    signatures: ['TUMBLE(TABLE data, DESCRIPTOR(timecol), size [, offset])'],
    description: `Puts every row into the one window of fixed size it falls in. ${WINDOW_COLUMNS}`,
    category: 'window',
  },
  {
    name: 'HOP',
    signatures: ['HOP(TABLE data, DESCRIPTOR(timecol), slide, size [, offset])'],
    description: `Puts every row into all windows of fixed size it falls in; a window begins every slide. ${WINDOW_COLUMNS}`,
    category: 'window',
  },
  {
    name: 'CUMULATE',
    signatures: ['CUMULATE(TABLE data, DESCRIPTOR(timecol), step, size [, offset])'],
    description: `Windows that begin together and grow by a step until they reach the size. ${WINDOW_COLUMNS}`,
    category: 'window',
  },
  {
    name: 'SESSION',
    signatures: ['SESSION(TABLE data [PARTITION BY key], DESCRIPTOR(timecol), gap)'],
    description: `Windows that end when no row has come for the length of the gap. ${WINDOW_COLUMNS}`,
    category: 'window',
  },
];

/** Built-in functions that are called with parentheses or stand alone as a word. */
export function builtInFunctions(): readonly CallableDoc[] {
  return allFunctions()
    .filter(({ name }) => /^[A-Z][A-Z0-9_]*$/.test(name))
    .flatMap((definition) => {
      const signatures = definition.signatures.filter((signature) => signature.startsWith(definition.name));
      const category = definition.kind === 'table' ? 'table' : definition.category;
      return signatures.length === 0
        ? []
        : [{ name: definition.name, signatures, description: definition.description, category }];
    });
}

/** The user's own functions. */
export function registeredFunctions(catalog: CatalogSnapshot): readonly CallableDoc[] {
  return [...new Set(catalog.functionNames())].flatMap((name) => {
    const registered = catalog.findFunction([name]);
    if (registered === undefined) {
      return [];
    }
    const args = registered.argumentTypes?.map(formatType).join(', ') ?? '…';
    return [
      {
        name: registered.name,
        signatures: [`${registered.name}(${args}) → ${formatType(registered.resultType)}`],
        description: `A ${registered.definition.language.toLowerCase()} function of this session.`,
        category: registered.kind,
      },
    ];
  });
}

/** What is known of a function by the name a query uses; `inFrom` prefers those over tables. */
export function findCallable(name: string, catalog: CatalogSnapshot, inFrom = false): CallableDoc | undefined {
  const upper = name.toUpperCase();
  const overTable = TABLE_FUNCTIONS.find((one) => one.name === upper);
  if (inFrom && overTable !== undefined) {
    return overTable;
  }
  const found = findFunction(name);
  if (found !== undefined) {
    const category = found.kind === 'table' ? 'table' : found.category;
    return { name: found.name, signatures: found.signatures, description: found.description, category };
  }
  return registeredFunctions(catalog).find((one) => one.name.toLowerCase() === name.toLowerCase()) ?? overTable;
}

/** Signatures as code, then the description. */
export function callableMarkdown(doc: CallableDoc): string {
  return `${doc.signatures.map((signature) => `\`${signature}\``).join('  \n')}\n\n${doc.description}`;
}
