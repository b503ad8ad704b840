import { defineConfig } from 'vite';

// `npm run dev` sends requests for data to a running console. It accepts only requests of its own origin, so the
// proxy says that it is one.
const console = process.env.PERMANENCE_CONSOLE ?? 'https://localhost:9443';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../../target/classes/org/permanence/console/page/files',
    emptyOutDir: true,
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'], // Those that know light-dark().
    assetsInlineLimit: 0, // The policy for content refuses data: addresses.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    license: { fileName: 'licences.md' }, // Of the packages that are part of the pages.
  },
  server: {
    proxy: { '/api': { target: console, changeOrigin: true, secure: false, headers: { origin: console } } },
  },
});
