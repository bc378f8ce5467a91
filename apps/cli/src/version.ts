import manifest from '../package.json' with { type: 'json' };

/** Riffle's version. */
export const VERSION: string = manifest.version;
