import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** How the day's application is made to open with no network. Part of `vite build --mode day`; the browser never loads this file. */

/** Where the service worker expects the list of everything that it has to keep. */
const place = 'self.__WB_MANIFEST';
const isHashed = (name: string): boolean => name.startsWith('assets/');
const revisionOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 16);

type Entry = { url: string; revision: string | null };
const entryOf = (base: string, name: string, content: string | Uint8Array): Entry => ({
  url: base + name,
  revision: isHashed(name) ? null : revisionOf(content),
});

/** Writes into the service worker which files of this build it has to keep, with what tells one build's from another's. */
export function precached({ base, publicFolder }: { base: string; publicFolder: string }): Plugin {
  return {
    name: 'precached',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') throw new Error('the build has no service worker');
        const built = Object.values(bundle)
          .filter(({ fileName }) => fileName !== 'sw.js' && !fileName.endsWith('.map') && !fileName.startsWith('.vite'))
          .map((file) => entryOf(base, file.fileName, file.type === 'chunk' ? file.code : file.source));
        const lying = readdirSync(publicFolder).map((name) =>
          entryOf(base, name, readFileSync(join(publicFolder, name))),
        );
        const list = [...built, ...lying].toSorted((one, other) => (one.url < other.url ? -1 : 1));
        if (!worker.code.includes(place)) throw new Error('the service worker does not ask for the list of files');
        worker.code = worker.code.replace(place, JSON.stringify(list));
      },
    },
  };
}
