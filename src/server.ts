import { demoSignIns } from '../demo/people.ts';
import { CannotStart } from './platform/cannotStart.ts';
import { readConfig } from './platform/config.ts';
import { type Running, startYntymaq } from './runtime/start.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const read = readConfig(process.env);
  if ('problems' in read) {
    read.problems.forEach(complain);
    process.exitCode = 1;
    return;
  }
  const stop = stopOnSignals();
  try {
    const running = await startYntymaq(read.config, say);
    greet(running);
    stop.when(running);
  } catch (error) {
    complain(error instanceof CannotStart ? error.message : ((error as Error).stack ?? String(error)));
    process.exit(1);
  }
}

/** A signal that comes while everything still starts is obeyed as soon as there is something to stop. */
function stopOnSignals() {
  let running: Running | undefined;
  let isAsked = false;
  const stop = async (): Promise<void> => {
    isAsked = true;
    if (!running) return;
    const stopping = running;
    running = undefined;
    say('Stopping');
    await stopping.stop();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
  return {
    when: (started: Running): void => {
      running = started;
      if (isAsked) void stop();
    },
  };
}

function greet({ address, hasDemo }: Running): void {
  say(`Yntymaq: ${address}`);
  if (!hasDemo) return;
  say(`Staff:   ${address}/app`);
  say('Demonstration sign-ins:');
  for (const { email, password, note } of demoSignIns) say(`  ${email}  ${password}  ${note}`);
}

await main();
