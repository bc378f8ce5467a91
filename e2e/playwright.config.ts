import { defineConfig } from '@playwright/test';

const report = process.env['RIFFLE_E2E_REPORT'];

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: '../.cache/e2e-results',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: report === undefined ? [['list']] : [['list'], ['json', { outputFile: `../${report}` }]],
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env['RIFFLE_CHROMIUM'] === undefined ? {} : { executablePath: process.env['RIFFLE_CHROMIUM'] }),
      args: [
        // Chromium refuses its sandbox to root, which is who runs tests in containers.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
