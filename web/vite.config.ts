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
      // The build without the message compiler: i18n/index.ts makes the messages functions, and the full one costs 6 kB gzip.
      'vue-i18n': 'vue-i18n/dist/vue-i18n.runtime.mjs',
    },
  },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    // Messages are functions here: the compiler for texts would be a tenth of what a wall has to load.
    __INTLIFY_DROP_MESSAGE_COMPILER__: true,
  },
  // Not the root's dist/: `nest build` empties that folder.
  build: {
    outDir: at('./dist'),
    emptyOutDir: true,
    target: 'es2022',
    // Its polyfill would be an inline script, which the content security policy refuses.
    modulePreload: { polyfill: false },
    // The charts are the one large part, and only a report asks for them.
    chunkSizeWarningLimit: 800,
    // A constant taken from the contracts must not bring their schemas (and the schema library) into the browser.
    rolldownOptions: { treeshake: { moduleSideEffects: [{ test: /[\\/](libs|typebox)[\\/]/, sideEffects: false }] } },
  },
  server: { port: 5173, strictPort: true, proxy: { '/api': server, '/socket.io': { target: server, ws: true } } },
});
