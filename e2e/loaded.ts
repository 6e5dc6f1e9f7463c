import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from '../test/program.ts';
import { openBrowser } from './browser.ts';
import { loadedFolder } from './product.ts';

/**
 * Once per run: a data folder with the demonstration, which every journey copies instead of loading it anew. Meanwhile the browser is
 * unpacked, which two files at once must not do.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'yntymaq-loaded-'));
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  const program = startProgram({ settings: { YNTYMAQ_DATA: data } });
  const [browser] = await Promise.all([openBrowser(), program.address]);
  await browser.close();
  await program.end('SIGTERM');
  process.env[loadedFolder] = data;
  return () => rm(folder, { recursive: true, force: true });
}
