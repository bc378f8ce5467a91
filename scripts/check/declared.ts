import { importsOf, isTestFile, packageNameOf, type SourceFile } from './imports.ts';

/** A package.json, as much of it as says what the package uses. */
export interface Manifest {
  /** The folder it stands in, from the repository's root; empty for the root itself. */
  readonly folder: string;
  readonly name: string;
  /** Versions by name. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  /** The pinned Node.js for each platform. */
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Used by name on a command line or by the compiler, so no import tells that they are needed. */
const TOOLS = /^(?:typescript|vitest|@biomejs\/biome|@types\/.+)$/;

/**
 * What a package declares against what it imports, one sentence a difference. `dependencies` are what its own code
 * imports, `devDependencies` what only its tests do. The root declares what benches, journeys and scripts import.
 */
export function declarationProblems(manifests: readonly Manifest[], files: readonly SourceFile[]): string[] {
  return manifests.flatMap((manifest) => {
    const own = files.filter(({ path }) => ownerOf(path, manifests) === manifest);
    const inCode = importedBy(manifest, own, (path) => !isTestFile(path));
    const inTests = importedBy(manifest, own, isTestFile);
    return manifest.folder === ''
      ? rootProblems(manifest, inCode.union(inTests))
      : problemsOf(manifest, inCode, inTests);
  });
}

/** Two packages that use the same thing use the same version of it. */
export function versionProblems(manifests: readonly Manifest[]): string[] {
  const first = new Map<string, { version: string; place: string }>();
  return manifests.flatMap((manifest) =>
    Object.entries(versionsOf(manifest)).flatMap(([name, version]) => {
      const known = first.get(name) ?? { version, place: placeOf(manifest) };
      first.set(name, known);
      return known.version === version
        ? []
        : [`${placeOf(manifest)} wants ${name} ${version}, ${known.place} ${known.version}.`];
    }),
  );
}

/** Every foreign package stands with its reason in the architecture's table, and nothing else does. */
export function reasonProblems(manifests: readonly Manifest[], architecture: string): string[] {
  const table = architecture.split(/^## /m).find((part) => part.startsWith('Dependencies')) ?? '';
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  const explained = new Set(rows.flatMap((row) => (row.split('|')[1] ?? '').match(/[^`\s,]+/g) ?? []));
  const used = new Set(manifests.flatMap((manifest) => Object.keys(versionsOf(manifest)).filter(isForeign)));
  return [
    ...[...used.difference(explained)].map((name) => `ARCHITECTURE.md gives no reason for ${name}.`),
    ...[...explained.difference(used)].map((name) => `ARCHITECTURE.md explains ${name}, which no package declares.`),
  ];
}

function isForeign(name: string): boolean {
  return !name.startsWith('@riffle/');
}

function versionsOf(manifest: Manifest): Readonly<Record<string, string>> {
  return { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
}

function placeOf({ folder }: Manifest): string {
  return folder === '' ? 'package.json' : `${folder}/package.json`;
}

function ownerOf(path: string, manifests: readonly Manifest[]): Manifest | undefined {
  return (
    manifests.find(({ folder }) => folder !== '' && path.startsWith(`${folder}/`)) ??
    manifests.find(({ folder }) => folder === '')
  );
}

function importedBy(manifest: Manifest, files: readonly SourceFile[], wanted: (path: string) => boolean): Set<string> {
  const names = files.filter(({ path }) => wanted(path)).flatMap(({ text }) => importsOf(text).map(packageNameOf));
  return new Set(names.filter((name) => name !== undefined && name !== manifest.name && !TOOLS.test(name)) as string[]);
}

function problemsOf(manifest: Manifest, inCode: Set<string>, inTests: Set<string>): string[] {
  return [
    ...differences(manifest, 'dependencies', inCode),
    ...differences(manifest, 'devDependencies', inTests.difference(inCode)),
  ];
}

function differences(manifest: Manifest, field: 'dependencies' | 'devDependencies', imported: Set<string>): string[] {
  const declared = new Set(Object.keys(manifest[field]));
  const place = placeOf(manifest);
  return [
    ...[...imported.difference(declared)].map((name) => `${place} lacks ${name} in its ${field}.`),
    ...[...declared.difference(imported)].map(
      (name) => `${place} has ${name} in its ${field}, which nothing there imports.`,
    ),
  ];
}

/** The root's own code imports workspaces by name, which npm links without a declaration. */
function rootProblems(manifest: Manifest, imported: Set<string>): string[] {
  const declared = new Set(
    Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter((name) => !TOOLS.test(name)),
  );
  const wanted = [...imported].filter(isForeign);
  return [
    ...wanted.filter((name) => !declared.has(name)).map((name) => `package.json lacks ${name}.`),
    ...[...declared.difference(imported)].map((name) => `package.json has ${name}, which nothing imports.`),
  ];
}
