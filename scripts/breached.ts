// node scripts/breached.ts <file>: makes src/platform/auth/breached.bin, the list of passwords that are refused.
//
// The file is lib/frequency_lists.js of the package zxcvbn 4.4.2 (MIT, © Dan Wheeler and Dropbox, Inc.): the commonest of
// leaked passwords, English words, given names and surnames, the commonest first. Words of this region that those lists
// do not know are added here. Only the first four bytes of each SHA-256 are kept.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { shortHash } from '../src/platform/auth/breached.ts';

/** How many of each list: what comes late in a list of words is no likelier than anything else. */
const taken: Readonly<Record<string, number>> = {
  passwords: 30_000,
  english_wikipedia: 10_000,
  female_names: 4000,
  male_names: 1000,
  surnames: 10_000,
};
const ofHere =
  'yntymaq ынтымақ kazakhstan qazaqstan казахстан қазақстан kazakh qazaq казах қазақ almaty алматы astana астана ' +
  'nursultan нурсултан shymkent шымкент karaganda qaragandy караганда қарағанды aktobe ақтөбе atyrau атырау taraz тараз ' +
  'pavlodar павлодар turkistan түркістан туркестан bishkek бишкек tashkent ташкент kyrgyzstan кыргызстан uzbekistan узбекистан ' +
  'densaulyk densaulyq денсаулық здоровье емхана аурухана больница поликлиника министерство министрлік ministry minzdrav ' +
  'пароль parol құпиясөз администратор әкімші админ привет сәлем любовь махаббат солнышко qwerty йцукен фывапролдж ячсмить ' +
  'administrator password123 passw0rd letmein123 welcome123 changeme default secret coordinator officer viewer hospital clinic ' +
  'patient doctor health nurse medical password qwertyuiop asdfghjkl zxcvbnm';

const [given] = process.argv.slice(2);
if (!given) throw new Error('node scripts/breached.ts <lib/frequency_lists.js of zxcvbn 4.4.2>');
const lists = createRequire(import.meta.url)(resolve(given)) as Record<string, string | string[]>;
const words = Object.entries(taken).flatMap(([name, count]) => {
  const list = lists[name] ?? [];
  return (typeof list === 'string' ? list.split(',') : list).slice(0, count);
});
const hashes = [
  ...new Set([...words, ...ofHere.split(' ')].map((word) => shortHash(word.normalize('NFKC').toLowerCase()))),
];
const bytes = Buffer.alloc(hashes.length * 4);
for (const [at, hash] of hashes.toSorted((one, other) => one - other).entries()) bytes.writeUInt32BE(hash, at * 4);
writeFileSync(join(import.meta.dirname, '../src/platform/auth/breached.bin'), bytes);
process.stdout.write(`${hashes.length} passwords and words, ${bytes.length} bytes\n`);
