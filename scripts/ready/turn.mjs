import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const free = 'free';

/** When a process started, in ticks since the machine did; with its number it names one process for ever. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : fields[18];
  } catch {
    return undefined;
  }
}

const signature = () => `${process.pid} ${startOf(process.pid)}`;

/** The process that holds a turn, or undefined when its holder has ended. */
function holderOf(file) {
  const [pid, start] = readFileSync(file, 'utf8').split(' ');
  return pid !== free && startOf(pid) === start ? pid : undefined;
}

const highest = (folder) => Math.max(0, ...readdirSync(folder).map(Number).filter(Number.isInteger));

/** Tries once. Returns `{ number }` when the turn is ours, else `{ holder }` or nothing when it is worth another look. */
function tryTurn(folder) {
  const last = highest(folder);
  const holder = last > 0 ? holderOf(path.join(folder, `${last}`)) : undefined;
  if (holder) return { holder };
  const draft = path.join(folder, `draft-${process.pid}`);
  writeFileSync(draft, signature());
  try {
    linkSync(draft, path.join(folder, `${last + 1}`));
  } finally {
    rmSync(draft, { force: true });
  }
  const number = last + 1;
  // Somebody slow may find a number free that was used and removed meanwhile; a higher one tells.
  if (highest(folder) > number) {
    rmSync(path.join(folder, `${number}`));
    return {};
  }
  for (const name of readdirSync(folder)) if (Number(name) < number) rmSync(path.join(folder, name), { force: true });
  return { number };
}

/**
 * Lets processes prepare one after another. A turn is a numbered file that exactly one process can make, and numbers
 * only grow, so the turn of a process that was killed can be taken over by one and not by two.
 *
 * @param {string} folder
 * @param {(holder: string) => void} sayWaiting called once when another process has the turn
 * @returns {Promise<() => void>} gives the turn back
 */
export async function takeTurn(folder, sayWaiting) {
  mkdirSync(folder, { recursive: true });
  for (let hasSaid = false; ; ) {
    const { number, holder } = attempt(folder);
    if (number) return () => giveBack(folder, number);
    if (holder && !hasSaid) {
      sayWaiting(holder);
      hasSaid = true;
    }
    await delay(holder ? 200 : 5);
  }
}

function attempt(folder) {
  try {
    return tryTurn(folder);
  } catch (error) {
    // Somebody was faster, by making the number or by removing a lower one.
    if (error.code === 'EEXIST' || error.code === 'ENOENT') return {};
    throw error;
  }
}

function giveBack(folder, number) {
  const draft = path.join(folder, `draft-${process.pid}`);
  writeFileSync(draft, free);
  renameSync(draft, path.join(folder, `${number}`));
}
