type Output = (text: string) => void;
type Command = { summary: string; run: (args: string[], out: Output, err: Output) => Promise<number> };

/** What each command needs is loaded when it is asked for. */
const commands: Record<string, Command> = {
  read: {
    summary: 'read FILE… [--json]   print the claims that a text or an HTML page makes',
    run: async (args, out, err) => (await import('./reader.cli.ts')).readFiles(args, out, err),
  },
  person: {
    summary: 'person --help         let somebody sign in, with a role in an organisation',
    run: async (args, out, err) => (await import('./runtime/person.cli.ts')).addPersonByHand(args, out, err),
  },
  intake: {
    summary: 'intake --help         take in every page and paper of a folder',
    run: async (args, out, err) => (await import('./runtime/folder.cli.ts')).intakeByHand(args, out, err),
  },
  codes: {
    summary: 'codes --help          load a classification such as ICD-10 from a file',
    run: async (args, out, err) => (await import('./runtime/codes.cli.ts')).codesByHand(args, out, err),
  },
  audit: {
    summary: 'audit --help          find out whether the audit is whole, or print its head',
    run: async (args, out, err) => (await import('./runtime/audit.cli.ts')).auditByHand(args, out, err),
  },
  backup: {
    summary: 'backup --help         take a backup, say which there are, or try whether they can be restored',
    run: async (args, out, err) => (await import('./runtime/backup.cli.ts')).backupByHand(args, out, err),
  },
  restore: {
    summary: 'restore --help        restore from a backup, to the latest or an earlier moment',
    run: async (args, out, err) => (await import('./runtime/restore.cli.ts')).restoreByHand(args, out, err),
  },
  worker: {
    summary: 'worker                run the jobs alone, beside programs that only serve',
    run: async (_args, out, err) => (await import('./worker.ts')).runWorker(out, err),
  },
  keys: {
    summary: 'keys --help           look after the keys that protect what is kept: list, check, rotate, keep a copy',
    run: async (args, out, err) => (await import('./runtime/keys.cli.ts')).keysByHand(args, out, err),
  },
  help: {
    summary: 'help                  print this',
    run: async (_args, out) => {
      out(usage());
      return 0;
    },
  },
};

const usage = (): string =>
  `Yntymaq\n\n${Object.values(commands)
    .map(({ summary }) => `  npx yntymaq ${summary}\n`)
    .join('')}`;

/** Runs one command. Returns the status to end with: 0 done, 1 failed, 2 no such command. */
export async function runCommand([name = 'help', ...args]: string[], out: Output, err: Output): Promise<number> {
  const asked = ['--help', '-h'].includes(name) ? 'help' : name;
  const command = Object.hasOwn(commands, asked) ? commands[asked] : undefined;
  if (command) return command.run(args, out, err);
  err(`There is no command "${name}".\n\n${usage()}`);
  return 2;
}

if (import.meta.main) {
  // A reader that goes away, as `head` does, is no error.
  process.stdout.on('error', () => process.exit(0));
  process.exitCode = await runCommand(
    process.argv.slice(2),
    (text) => process.stdout.write(text),
    (text) => process.stderr.write(text),
  );
}
