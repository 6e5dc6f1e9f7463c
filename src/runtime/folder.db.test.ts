import { afterAll, expect, test } from 'vitest';
import { startWorld } from '../../test/world.ts';
import { asPerson } from '../platform/database.ts';
import { intakeByHand } from './folder.cli.ts';
import { endVisit, startVisit } from './folder.sql.ts';

const world = await startWorld();
afterAll(() => world.stop());
const [almaty, seoul] = await Promise.all([world.organisation(), world.organisation()]);
const partnership = await world.partnership('almaty-korea', [almaty, seoul]);
const officer = await world.someone('officer', almaty);
const email = `${officer.person}@example.org`;
const visit = (asked: Partial<Parameters<typeof startVisit>[1]>) =>
  startVisit(world.ownerUrl, { as: email, partnership: 'almaty-korea', ...asked });
const roleOf = (token: string, organisation: string) =>
  asPerson(world.db, { token, organisation }, (_tx, entry) =>
    Promise.resolve('refused' in entry ? entry.refused : entry.actor.role),
  );

test('who takes in a folder acts as the person they name, and no longer than that takes', async () => {
  const { token, organisation, partnership: id } = await visit({ as: email.toUpperCase() });
  expect([organisation, id]).toEqual([almaty, partnership.id]);
  expect(await roleOf(token, organisation)).toBe('officer');
  await endVisit(world.ownerUrl, token);
  expect(await roleOf(token, organisation)).toBe('sign-in-first');
  expect(await roleOf(officer.cookie.split('=')[1]?.split('.')[0] ?? '', almaty)).toBe('officer');
});

test('who is not known, takes no part, or takes part twice is told what to name', async () => {
  await expect(visit({ as: 'nobody@example.org' })).rejects.toThrow('nobody signs in as');
  await expect(visit({ partnership: 'elsewhere' })).rejects.toThrow('there is no "elsewhere"');
  await expect(visit({ organisation: seoul })).rejects.toThrow('takes part in');
  const stranger = await world.someone('officer');
  await expect(visit({ as: `${stranger.person}@example.org` })).rejects.toThrow('no organisation of');
  await world.seeAll('insert into membership (person, organisation_id, role) values ($1, $2, $3)', [
    officer.person,
    seoul,
    'viewer',
  ]);
  await expect(visit({})).rejects.toThrow('name one');
  expect((await visit({ organisation: seoul })).organisation).toBe(seoul);
});

test.each([
  [['--help'], 0, ''],
  [[], 2, '--partnership'],
  [['--partnership', 'x', '--as', 'a@example.org'], 2, 'name one folder'],
  [['/nowhere/at/all', '--partnership', 'x', '--as', 'a@example.org'], 2, 'is not a folder'],
  [['/tmp', '--partnership', 'X Y', '--as', 'a@example.org'], 2, '--partnership'],
  [['/tmp', '--partnership', 'x', '--as', 'nobody'], 2, '--as'],
  [['/tmp', '--password', 'x'], 2, 'password'],
])('%j ends with %i', async (args, status, said) => {
  let text = '';
  const note = (part: string) => {
    text += part;
  };
  expect(await intakeByHand(args, note, note)).toBe(status);
  expect(text).toContain(status === 0 ? 'npx yntymaq intake FOLDER' : said);
});
