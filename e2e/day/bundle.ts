import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { build } from 'vite';

/** As strict as the product: nothing from elsewhere, and the camera for this page alone. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'",
  'permissions-policy': 'camera=(self)',
};

/** Builds the page of these journeys and answers with it. */
export async function dayPage(): Promise<RequestListener> {
  const built = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'silent',
    build: {
      write: false,
      rollupOptions: { input: join(import.meta.dirname, 'page.ts'), output: { entryFileNames: 'page.js' } },
    },
  });
  if (!('output' in built)) throw new Error('the page was not built');
  const files = new Map(
    built.output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  );
  return ({ url = '/' }, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const script = files.get(url);
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(
      script ??
        '<!doctype html><html lang="kk"><title>Күн</title><script type="module" src="/page.js"></script></html>',
    );
  };
}

/** A script of these journeys as one text, for a browser that runs it before every page. */
export async function scriptOf(name: string): Promise<string> {
  const built = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'silent',
    build: {
      write: false,
      modulePreload: { polyfill: false },
      rollupOptions: { input: join(import.meta.dirname, name), output: { format: 'iife' } },
    },
  });
  const [chunk] = 'output' in built ? built.output : [];
  if (!chunk) throw new Error(`${name} was not built`);
  return chunk.code;
}
