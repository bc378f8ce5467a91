import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

// The studio is the one part that goes through a bundler; everything else runs as it is.
export default defineConfig(({ command }) => {
  if (command === 'build') {
    // A build started from a test run must not be React's slow development build.
    process.env['NODE_ENV'] = 'production';
  }
  return studio;
});

/** Where the server of `npm run dev` listens. */
const server = `127.0.0.1:${process.env['RIFFLE_DEV_PORT'] ?? 8080}`;

const studio: UserConfig = {
  root: 'apps/studio',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../dist/studio',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 5000,
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/ws': { target: `http://${server}`, ws: true },
      '/api': `http://${server}`,
    },
  },
};
