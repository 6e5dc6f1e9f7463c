import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';
import { precached } from './src/day/build.ts';
import { compressed, neededAtOnce, staffTexts, thinContracts } from './src/web/build.ts';

/**
 * Three builds (`npm run build`).
 * - `vite build`: the staff application, hashed, in dist/client, served under /app/; dist/client/.vite/manifest.json says which
 *   file is which (key `src/web/main.tsx`).
 * - `vite build --ssr`: the public pages with their stylesheet as one module, dist/ssr/render.js. React is bundled as its production build, because the
 *   server may run without NODE_ENV and React's development build renders several times slower.
 * - `vite build --mode day`: the application of a mission's day, which opens with no network, dist/day, served under /day.
 */
export default defineConfig(({ isSsrBuild, mode }) =>
  isSsrBuild ? publicPages : mode === 'day' ? dayApplication : staffApplication,
);

const staffApplication: UserConfig = {
  base: '/app/',
  plugins: [thinContracts(), staffTexts(), react(), compressed('dist/client')],
  publicDir: 'src/design/static',
  build: {
    outDir: 'dist/client',
    manifest: true,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { app: 'src/web/main.tsx' },
      // Libraries that every page needs are one file: it compresses better, and outlives many of our own changes. What the
      // start needs of our own is one file too.
      output: {
        codeSplitting: {
          groups: [
            { name: 'libraries', test: /node_modules\/(react|react-dom|scheduler|@tanstack|@orpc)\//, priority: 1 },
            { name: neededAtOnce('src/web/main.tsx') },
          ],
        },
      },
    },
  },
};

const publicPages: UserConfig = {
  plugins: [react()],
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  ssr: { noExternal: ['react', 'react-dom'] },
  build: {
    outDir: 'dist/ssr',
    ssr: true,
    emptyOutDir: true,
    minify: false,
    cssMinify: true,
    rollupOptions: { input: { render: 'src/public/render.tsx' }, output: { entryFileNames: '[name].js' } },
  },
};

const dayFolder = join(import.meta.dirname, 'src/day/ui');

const dayApplication: UserConfig = {
  root: dayFolder,
  base: '/day/',
  plugins: [
    react(),
    precached({ base: '/day/', publicFolder: join(dayFolder, 'static') }),
    compressed(join(import.meta.dirname, 'dist/day')),
  ],
  publicDir: 'static',
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: join(import.meta.dirname, 'dist/day'),
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { app: join(dayFolder, 'index.html'), sw: join(dayFolder, 'sw.ts') },
      output: {
        // The address of a service worker must stay.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // One file for what the first screen needs, because each further one is a further question on a slow network. What shares the
        // day with others comes after it.
        codeSplitting: {
          groups: [
            {
              name: neededAtOnce('src/day/ui/main.tsx'),
              test: /^(?!.*(?:day\/(?:transport|qr)|zod)\/).*(?:\/src\/day\/ui\/|\/src\/platform\/|\/src\/design\/)/,
            },
          ],
        },
      },
    },
  },
};
