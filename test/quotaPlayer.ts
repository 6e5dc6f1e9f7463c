// A program that moves seats at random until it is killed: `node test/quotaPlayer.ts <what it plays, as JSON>`. What was acknowledged it
// says on a line of its own, after the commit.
import { openDatabase } from '../src/platform/database.ts';
import { playOne, type Playing, randomFrom } from './quota.ts';

type Told = Omit<Playing, 'db' | 'random'> & { url: string; seed: number };
const { url, seed, ...playing } = JSON.parse(process.argv[2] ?? '{}') as Told;
const db = openDatabase(url, 4);
const random = randomFrom(seed);

async function play(): Promise<never> {
  const { transaction } = await playOne({ ...playing, db, random });
  if (transaction !== null) process.stdout.write(`${transaction}\n`);
  return play();
}
await Promise.all([play(), play(), play(), play()]);
