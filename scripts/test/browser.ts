import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium to test with: an installed one, else Playwright's own, else (as root on Debian) the package; null when none can be had. */
export function findBrowser(announce: (step: string) => void): string | null {
  return installedBrowser() ?? playwrightBrowser(announce) ?? debianBrowser(announce);
}

function installedBrowser(): string | null {
  const asked = process.env['RIFFLE_CHROMIUM'];
  return [...(asked === undefined ? [] : [asked]), ...INSTALLED].find((path) => existsSync(path)) ?? null;
}

function playwrightBrowser(announce: (step: string) => void): string | null {
  if (existsSync(chromium.executablePath())) {
    return chromium.executablePath();
  }
  announce('fetching Playwright’s Chromium');
  spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    stdio: 'ignore',
    timeout: 120_000,
  });
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

function debianBrowser(announce: (step: string) => void): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return null;
  }
  announce('installing Debian’s chromium');
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return installedBrowser();
}
