// The process of one running application: `main.ts <application folder> <epoch>`. It outlives the server.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { runApplication } = await import('./run-application.ts');
const [folder = '', epoch = ''] = process.argv.slice(2);
process.exitCode = await runApplication(folder, Number(epoch));
// What is left of timers and sockets must not keep the process.
process.exit();
