// The entry of every Riffle command. The compile cache must be on before anything else is loaded.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { runCli } = await import('./cli.ts');
process.exitCode = await runCli(process.argv.slice(2));
