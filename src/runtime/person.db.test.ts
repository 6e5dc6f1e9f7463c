import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from '../../test/world.ts';
import { seatPerson } from './person.sql.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const powers = { isClinical: false, isInstallation: false };

test('the command line gives a first administrator, registers their organisation and lets them look after the installation', async () => {
  const somebody = await world.someone('viewer');
  const place = { name: 'Жаңа ұйым', kind: 'ministry', country: 'KZ' };
  const organisation = await seatPerson(world.ownerUrl, {
    person: () => Promise.resolve(somebody.person),
    role: 'administrator',
    organisation: place,
    isClinical: false,
    isInstallation: true,
  });
  const session = await world.as(somebody).get('/session', { 'yntymaq-organisation': organisation });
  expect(session.json<{ may: string[] }>().may).toEqual(
    expect.arrayContaining(['access.manage', 'installation.manage']),
  );
});

test('another role by the command line takes the place of the one before, which stays in the history', async () => {
  const somebody = await world.someone('viewer');
  const seat = { person: () => Promise.resolve(somebody.person), organisation: somebody.organisation, ...powers };
  await seatPerson(world.ownerUrl, { ...seat, role: 'officer' });
  const held = await world.seeAll('select role, ends_at is null as stands from membership where person = $1', [
    somebody.person,
  ]);
  expect(held).toEqual(
    expect.arrayContaining([
      { role: 'viewer', stands: false },
      { role: 'officer', stands: true },
    ]),
  );
  expect(held).toHaveLength(2);
});

test('an organisation that is not in the directory is refused, and nothing is given', async () => {
  const person = uuidv7();
  const seat = { person: () => Promise.resolve(person), role: 'viewer', organisation: uuidv7(), ...powers };
  await expect(seatPerson(world.ownerUrl, seat)).rejects.toThrow('is not in the directory');
  expect(await world.seeAll('select from membership where person = $1', [person])).toEqual([]);
});
