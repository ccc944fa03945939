import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env['SERVER_URL'] ?? 'http://127.0.0.1:3000';
const lib = (name: string) => at(`../libs/${name}/src/index.ts`);

export default defineConfig({
  root: at('.'),
  plugins: [vue()],
  resolve: {
    alias: {
      '@tideboard/contracts': lib('contracts'),
      '@tideboard/board-sync': lib('board-sync'),
      '@tideboard/rebalance': lib('rebalance'),
    },
  },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  // Not the root's dist/: `nest build` empties that folder.
  build: { outDir: at('./dist'), emptyOutDir: true, target: 'es2022' },
  server: { port: 5173, strictPort: true, proxy: { '/api': server, '/socket.io': { target: server, ws: true } } },
});
