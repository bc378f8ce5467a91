import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The studio is the one part that goes through a bundler; everything else runs as it is.
export default defineConfig({
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
});
