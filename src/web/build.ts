import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type AnyContractRouter, minifyContractRouter } from '@orpc/contract';
import type { Plugin } from 'vite';

/** How the staff application is made smaller than its sources. Part of `vite build`; the browser never loads this file. */

const isContract = (id: string): boolean => /\/src\/modules\/[^/]+\/contract\.ts$/.test(id);

type Route = { method?: string; path?: string };
type Thin = { '~orpc': { route: Route; meta?: { needs?: string } } } | { [name: string]: Thin };
const isEndpoint = (node: object): node is Extract<Thin, { '~orpc': unknown }> => '~orpc' in node;

/** How an endpoint is called and whom it needs, which its buttons ask: what it is for the documentation knows. */
function thinned(node: Thin): object {
  if (!isEndpoint(node)) return Object.fromEntries(Object.entries(node).map(([name, inner]) => [name, thinned(inner)]));
  const { route, meta } = node['~orpc'];
  const { method, path } = route;
  return { '~orpc': { route: { method, path }, meta: { needs: meta?.needs } } };
}

/**
 * A page needs to know where an endpoint is and how it is called. What goes in and comes out the types have checked, and
 * the server checks again, so the schemas stay at home.
 */
export const thinContracts = (): Plugin => ({
  name: 'thin-contracts',
  enforce: 'pre',
  async load(id) {
    if (!isContract(id)) return null;
    const exported = (await import(pathToFileURL(id).href)) as Record<string, AnyContractRouter>;
    return Object.entries(exported)
      .filter(([name]) => name.endsWith('Contract'))
      .map(([name, contract]) => `export const ${name} = ${JSON.stringify(thinned(minifyContractRouter(contract)))};`)
      .join('\n');
  },
});

/** Texts that only the server writes: the public pages, heads of files and faults of their rows (the directory and the boards
 * show their own), and what it says of a request that failed. */
const serverOnly = /^(public|accords\.csv|problem|(?!(?:directory|audit|protection|boards)\.)\w+\.(column|cause))\./;
const saidHereToo: readonly string[] = ['problem.unavailable', 'problem.field.custom'];
/** Whether the staff application says this text itself. */
export const isStaffText = (key: string): boolean => !serverOnly.test(key) || saidHereToo.includes(key);

/** One part of a catalogue, without what the staff application never says. */
export const staffTexts = (): Plugin => ({
  name: 'staff-texts',
  enforce: 'pre',
  transform(code, id) {
    if (!/\/src\/generated\/texts\/[^/]+\.json$/.test(id)) return null;
    const entries = Object.entries(JSON.parse(code) as Record<string, unknown>);
    const kept = entries.filter(([key]) => isStaffText(key));
    return { code: JSON.stringify(Object.fromEntries(kept)), map: null };
  },
});

type Modules = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null };

/** Puts all that an entry imports, however far behind, into one file `shell`: many small ones compress badly. */
export function neededAtOnce(entry: string): (id: string, modules: Modules) => string | null {
  const first = join(import.meta.dirname, '../..', entry);
  let needed: Set<string> | undefined;
  const behind = (id: string, modules: Modules, seen = new Set<string>()): Set<string> => {
    for (const next of modules.getModuleInfo(id)?.importedIds ?? [])
      if (!seen.has(next)) behind(next, modules, seen.add(next));
    return seen;
  };
  return (id, modules) => (!id.endsWith('.css') && (needed ??= behind(first, modules)).has(id) ? 'shell' : null);
}

const fewestBytesWorthIt = 1024;

/** Compresses once what would otherwise be compressed for every visitor. */
export const compressed = (folder: string): Plugin => ({
  name: 'compressed',
  // Not closeBundle: that also runs after a build that failed, and would hide its cause.
  writeBundle() {
    const assets = join(folder, 'assets');
    for (const name of readdirSync(assets).filter((it) => /\.(js|css|svg)$/.test(it))) {
      const bytes = readFileSync(join(assets, name));
      if (bytes.length < fewestBytesWorthIt) continue;
      writeFileSync(join(assets, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
      writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes, { params: quality }));
    }
  },
});
