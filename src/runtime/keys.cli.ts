import { join, resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { CannotStart } from '../platform/cannotStart.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { exportVault, importVault, newPassphrase } from '../platform/crypto/escrow.ts';
import { addWrappingKey, keyRingOf } from '../platform/crypto/installationKeys.ts';
import { newWrappingKey } from '../platform/crypto/keyRing.ts';
import { openVault, type Vault } from '../platform/crypto/vault.ts';
import { checkedText, listedText } from './keys.text.ts';
import { forgetOld, renew, sealFiles } from './keysInDatabase.ts';

type Output = (text: string) => void;

const usage = `Looks after the keys that protect what is kept.

  npx yntymaq keys list                the keys of the installation, and how many keys each of them wraps
  npx yntymaq keys check               opens every wrapped key
  npx yntymaq keys new ID              makes a key of the installation, above the others of the key file
  npx yntymaq keys rotate              wraps every key with the newest one
  npx yntymaq keys renew SUBJECT       gives a subject (patient:ID, organisation:ID) a further key and seals anew what is theirs
  npx yntymaq keys renew --all         the same for every patient and organisation
  npx yntymaq keys forget --before DAY forgets keys that were replaced before that day: no older backup can be read then
  npx yntymaq keys files               seals files that were kept before files were sealed
  npx yntymaq keys export FILE         a copy of the vault under a passphrase, printed once (--passphrase-stdin: your own)
  npx yntymaq keys import FILE         takes in what is missing here; asks for the passphrase with --passphrase-stdin

The settings are those of npm start. It does not matter whether Yntymaq is running. See docs/runbooks/keys.md.
`;
const options = {
  all: { type: 'boolean' },
  before: { type: 'string' },
  'passphrase-stdin': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Values = { all?: boolean; before?: string; 'passphrase-stdin'?: boolean; help?: boolean };
type Asked = { config: Config; vault: Vault; names: string[]; values: Values; err: Output };
type Command = (asked: Asked) => Promise<{ said: string; status?: number }>;

const oneName = (names: readonly string[], what: string): string => {
  const [name, ...others] = names;
  if (name === undefined || others.length > 0) throw new CannotStart(`name one ${what}`);
  return name;
};

const commands: Record<string, Command> = {
  list: async ({ config, vault }) => ({ said: listedText(keyRingOf(config)(), vault) }),
  async check({ vault }) {
    const checked = vault.care.check();
    return { said: checkedText(checked), status: checked.broken.length > 0 ? 1 : 0 };
  },
  async new({ config, names }) {
    const id = oneName(names, 'identifier, such as 2026-12');
    if (config.keys)
      return { said: `Put this pair first in YNTYMAQ_KEYS and start every process anew:\n${newWrappingKey(id)}\n` };
    const file = addWrappingKey(config, id);
    return { said: `${file} has the key ${id}. Keep a copy of the file, then run: npx yntymaq keys rotate\n` };
  },
  async rotate({ config, vault }) {
    const [{ id }] = keyRingOf(config)();
    return { said: `${await vault.care.rewrap()} keys are now wrapped with ${id}.\n` };
  },
  async renew({ config, vault, names, values, err }) {
    const { keys, sealed } = await renew({ config, vault, err }, values.all ? 'all' : oneName(names, 'subject'));
    return {
      said: `${keys} further keys; ${sealed} texts and files were sealed anew. The old keys stay until: keys forget\n`,
    };
  },
  async forget({ config, vault, values, err }) {
    const before = new Date(`${values.before ?? ''}T00:00:00Z`);
    if (Number.isNaN(before.getTime())) throw new CannotStart('--before: expected a day, such as 2026-11-30');
    return { said: `${await forgetOld({ config, vault, err }, before)} old keys are forgotten.\n` };
  },
  async files({ config, vault, err }) {
    const { sealed, unknown, erased } = await sealFiles({ config, vault, err });
    const left = unknown > 0 ? ` ${unknown} belong to no document: look at them and delete them.` : '';
    return { said: `${sealed} files were sealed, ${erased} of erased patients deleted.${left}\n` };
  },
  async export({ vault, names, values }) {
    const file = resolve(oneName(names, 'file'));
    const passphrase = values['passphrase-stdin'] ? await readPassphrase() : newPassphrase();
    await exportVault(vault, file, passphrase);
    const shown = values['passphrase-stdin'] ? '' : `Passphrase: ${passphrase}\n`;
    return { said: `${file} holds the vault. Keep it apart from the keys of the installation.\n${shown}` };
  },
  async import({ vault, names, values }) {
    if (!values['passphrase-stdin'])
      throw new CannotStart('--passphrase-stdin: write the passphrase to standard input');
    const { added, destroyed } = await importVault(vault, resolve(oneName(names, 'file')), await readPassphrase());
    return { said: `${added} keys were missing and are here now; ${destroyed} are known to be destroyed.\n` };
  },
};

async function readPassphrase(): Promise<string> {
  const passphrase = (await textOf(process.stdin)).trim();
  if (passphrase.length < 12) throw new CannotStart('a passphrase has at least 12 characters');
  return passphrase;
}

/** `npx yntymaq keys`: returns the status to end with, 1 when a key does not open. */
export async function keysByHand(args: string[], out: Output, err: Output): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [name = 'help', ...names] = positionals;
    const command = Object.hasOwn(commands, name) && !values.help ? commands[name] : undefined;
    if (!command) {
      (values.help || name === 'help' ? out : err)(usage);
      return values.help || name === 'help' ? 0 : 2;
    }
    const read = readConfig(process.env);
    if ('problems' in read) throw new CannotStart(read.problems.join('\n'));
    const { config } = read;
    const vault = openVault(join(config.dataFolder, 'vault'), keyRingOf(config));
    try {
      const { said, status = 0 } = await command({ config, vault, names, values, err });
      out(said);
      return status;
    } finally {
      vault.close();
    }
  } catch (error) {
    err(`${(error as Error).message}\n`);
    return error instanceof CannotStart || error instanceof TypeError ? 2 : 1;
  }
}
