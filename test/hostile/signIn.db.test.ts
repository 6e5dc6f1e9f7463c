import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { openAuth } from '../../src/platform/auth/auth.ts';
import { databaseAt } from '../postgres.ts';
import { startWorld } from '../world.ts';

const world = await startWorld();
const database = world.ownerUrl;
const name = /\/([^/?]+)(?:\?|$)/.exec(database.slice(database.lastIndexOf('@')))?.[1] ?? '';
const signIn = openAuth({
  databaseUrl: databaseAt(database, name, 'yntymaq_auth'),
  secret: 'a secret that only this file knows, of 32 bytes',
  newId: uuidv7,
  origin: 'https://yntymaq.example',
});
afterAll(async () => {
  await signIn.close();
  await world.stop();
});

test('where the address has TLS, the cookie of the session is Secure and has its prefix', async () => {
  const { authCookies } = await signIn.auth.$context;
  const { sessionToken } = authCookies;
  expect(sessionToken.name).toMatch(/^__(Secure|Host)-/);
  expect(sessionToken.attributes).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax', path: '/' });
  expect(sessionToken.attributes.domain).toBeUndefined();
});

test.each([
  'қазақша сөз тіркесі',
  'only small letters here',
  ' spaces at both ends ',
  '𝄞'.repeat(20),
  'ё'.repeat(120),
  `'"\\$%{}<>;--`,
])('a password of any letters is taken, long ones too, and is compared exactly as it was typed', async (password) => {
  const { password: passwords } = await signIn.auth.$context;
  const kept = await passwords.hash(password);
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwords.verify({ hash: kept, password })).toBe(true);
  const others = [password.toUpperCase(), password.trim(), password.slice(0, -1), `${password} `];
  for (const other of others.filter((each) => each !== password))
    expect([other, await passwords.verify({ hash: kept, password: other })]).toEqual([other, false]);
});
