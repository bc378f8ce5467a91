/** What the compiler knows of a table of the test connector `values`. */
import { parseTypeText } from '@riffle/columns';
import type { ChangelogMode, ConnectorDefinition, MetadataDefinition, OptionDefinition } from '@riffle/plan';

type Options = Readonly<Record<string, string>>;

const OPTION_KEYS = [
  'async',
  'bounded',
  'changelog-mode',
  'data-id',
  'disable-lookup',
  'enable-projection-push-down',
  'enable-watermark-push-down',
  'filterable-fields',
  'nested-projection-supported',
  'partition-list',
  'readable-metadata',
  'register-internal-data',
  'runtime-sink',
  'runtime-source',
  'sink-changelog-mode-enforced',
  'sink-insert-only',
  'sink.supports-delete-by-key',
  'source.produces-delete-by-key',
  'terminating',
  'writable-metadata',
];

/**
 * The definition of one table: what the connector can do depends on the table's options, so every table of a case has a
 * connector of its own.
 */
export function valuesDefinition(identifier: string, options: Options, bounded: boolean): ConnectorDefinition {
  return {
    identifier,
    description: 'Rows a test gives and takes.',
    options: OPTION_KEYS.map(stringOption),
    usesFormat: false,
    metadata: metadataOf(options),
    lookup: options['disable-lookup'] === 'false',
    source: (table) => ({
      changelog: withKeyOnlyDeletes(
        changelogOf(table.options['changelog-mode'] ?? 'I'),
        table.options['source.produces-delete-by-key'],
      ),
      bounded: table.options['bounded'] === undefined ? bounded : table.options['bounded'] === 'true',
      watermarkPerSplit: table.options['enable-watermark-push-down'] === 'true',
    }),
    sink: (table) => ({
      changelog: withKeyOnlyDeletes(
        changelogOf(
          table.options['sink-changelog-mode-enforced'] ?? (table.primaryKey.length > 0 ? 'I,UA,D' : 'I,UB,UA,D'),
        ),
        table.options['sink.supports-delete-by-key'],
      ),
    }),
  };
}

function stringOption(key: string): OptionDefinition {
  return { key, type: 'string', required: false, description: key };
}

/** `I,UB,UA,D` or a part of it. */
function changelogOf(text: string): ChangelogMode {
  const kinds = new Set(text.split(',').map((kind) => kind.trim()));
  return { updateBefore: kinds.has('UB'), updateAfter: kinds.has('UA'), delete: kinds.has('D') };
}

function withKeyOnlyDeletes(mode: ChangelogMode, option: string | undefined): ChangelogMode {
  return option === 'true' ? { ...mode, keyOnlyDeletes: true } : mode;
}

/** `name:TYPE,other:TYPE`. A column may be readable, writable or both. */
function metadataOf(options: Options): MetadataDefinition[] {
  const readable = parseMetadata(options['readable-metadata']);
  const writable = parseMetadata(options['writable-metadata']);
  const keys = [...new Set([...readable.keys(), ...writable.keys()])];
  return keys.map((key) => ({
    key,
    type: parseTypeText(readable.get(key) ?? writable.get(key) ?? 'STRING'),
    readable: readable.has(key),
    writable: writable.has(key),
  }));
}

/** Commas inside a type's parentheses or angle brackets belong to the type. */
function parseMetadata(text = ''): Map<string, string> {
  const entries = text.split(/,(?![^(<]*[)>])/).filter((entry) => entry.includes(':'));
  return new Map(
    entries.map((entry) => {
      const colon = entry.indexOf(':');
      return [
        entry.slice(0, colon).trim(),
        entry
          .slice(colon + 1)
          .trim()
          .toUpperCase(),
      ] as const;
    }),
  );
}
