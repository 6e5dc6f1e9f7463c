import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * How to call npm: by the program and the Node that called us, because the Node in node_modules goes away while npm
 * replaces the packages; otherwise whatever the machine calls npm.
 */
function npmCommand() {
  const { npm_execpath: program = '', npm_node_execpath: node = process.execPath } = process.env;
  return /npm-cli\.c?js$/.test(program) && existsSync(program) && existsSync(node) ? [node, program] : ['npm'];
}

/**
 * Runs npm, keeps what it says, and gives a sign of life every ten seconds.
 *
 * @param {string[]} options
 * @param {{ cwd: string, say: (line: string) => void }} how
 * @returns {Promise<{ succeeded: boolean, output: string }>}
 */
export async function npm(options, { cwd, say }) {
  const [program, ...rest] = npmCommand();
  const began = Date.now();
  const signOfLife = setInterval(() => say(`  … ${Math.round((Date.now() - began) / 1000)} s`), 10_000);
  try {
    return await new Promise((resolve) => {
      const child = spawn(program, [...rest, ...options], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
      let output = '';
      const keep = (text) => {
        output = (output + text).slice(-20_000);
      };
      child.stdout.setEncoding('utf8').on('data', keep);
      child.stderr.setEncoding('utf8').on('data', keep);
      child.once('error', (error) => resolve({ succeeded: false, output: `npm: ${error.message}` }));
      child.once('close', (status) => resolve({ succeeded: status === 0, output }));
    });
  } finally {
    clearInterval(signOfLife);
  }
}
