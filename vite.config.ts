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
      '/ws': { target: 'http://127.0.0.1:8080', ws: true },
      '/api': 'http://127.0.0.1:8080',
    },
  },
};
