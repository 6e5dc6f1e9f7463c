import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../src/platform/hash.ts';
import type { Asking, Place } from './actors.ts';
import { reached, runAs } from './bySql.ts';
import { type MatrixWorld, startMatrix } from './world.ts';

/** Patients' records as they really are, tried by everybody: over HTTP, and by SQL as the application's role. */
let matrix: MatrixWorld;
const name = 'Матрицабекова';
const cases = ['own', 'shared', 'withdrawn', 'glass'] as const;
type Case = (typeof cases)[number];
const patients = {} as Record<Case, string>;
let signature = '';

/** Which organisations take part in the care; behind broken glass is one person of another. */
const custodians: Readonly<Record<Case, Place>> = {
  own: 'owner',
  shared: 'owner',
  withdrawn: 'owner',
  glass: 'elsewhere',
};
const carers: Readonly<Record<Case, readonly Place[]>> = {
  own: ['owner'],
  shared: ['owner', 'across'],
  withdrawn: ['owner'],
  glass: ['elsewhere'],
};
const isBreaker = (actor: Asking): boolean => actor.place === 'owner' && actor.name === 'clinical viewer';
const isClinical = ({ kind, isClinical: it }: Asking): boolean => kind === 'person' && it;
const isInCare = (of: Case, actor: Asking): boolean => isClinical(actor) && carers[of].includes(actor.place);
const isOpen = (of: Case, actor: Asking): boolean => isInCare(of, actor) || (of === 'glass' && isBreaker(actor));
const isChanger = (of: Case, actor: Asking): boolean =>
  isClinical(actor) && actor.place === custodians[of] && actor.role !== 'viewer';

type Put = (table: string, row: Readonly<Record<string, unknown>>) => Promise<void>;

async function putPatient(put: Put, of: Case): Promise<void> {
  const [id, custodian] = [uuidv7(), matrix.seats[custodians[of]]];
  patients[of] = id;
  const identity = {
    names: [{ family: name, given: 'Сынақ', patronymic: null, tag: 'kk', by: 'document' }],
    identifiers: [],
    birthDate: '1987-03-05',
    sex: 'female',
    phone: null,
    address: null,
    languages: ['kk'],
    representatives: [],
    deceased: null,
  };
  const sealed = matrix.world.vault.seal(`patient:${id}`, JSON.stringify(identity), 'patient.identity');
  await put('patient', { id, custodian, identity: sealed, merged_into: null });
  const since = '2020-12-23T00:00:00Z';
  await put('care_part', { patient_id: id, organisation_id: custodian, ground: 'custodian', consent_id: null, since });
  await put('patient_key', { patient_id: id, kind: 'identifier', hash: sha256(id) });
  if (of === 'own' || of === 'glass') return;
  const [consent, text, receiver] = [uuidv7(), uuidv7(), matrix.seats.across];
  const asked = { owner_organisation: custodian, purpose: 'treatment' };
  await put('consent_text', {
    ...asked,
    id: text,
    language: of === 'shared' ? 'kk' : 'ru',
    title: 'Келісім',
    wording: 'Емделу үшін келісемін, сынақ.',
  });
  const details = matrix.world.vault.seal(`patient:${id}`, '{"standing":null,"witness":null}', 'consent.details');
  await put('consent', {
    ...asked,
    id: consent,
    patient_id: id,
    text_id: text,
    details,
    given_by: 'patient',
    given_how: 'paper',
    receiving_country: 'KZ',
    receiving_organisation: receiver,
  });
  await put('care_part', { patient_id: id, organisation_id: receiver, ground: 'consent', consent_id: consent, since });
  if (of === 'withdrawn')
    await put('consent_end', {
      consent_id: consent,
      how: 'withdrawn',
      by_whom: 'patient',
      recorded_by: uuidv7(),
      recorded_organisation: custodian,
    });
  else {
    signature = uuidv7();
    await put('signature', {
      id: signature,
      owner_organisation: custodian,
      visibility: 'own_side',
      subject: 'consent',
      subject_id: consent,
      kind: 'passkey',
      statement: Buffer.from('{}'),
      evidence_hash: sha256(consent),
      key_id: 'k',
    });
  }
}

beforeAll(async () => {
  matrix = await startMatrix();
  const { world, filled, seats, actors } = matrix;
  await world.seeAll(`update organisation set country = 'KZ' where id = $1`, [seats.across]);
  const put: Put = async (table, given) => {
    const row = await filled(table, given, 'x');
    const names = Object.keys(row);
    const holes = names.map((_, index) => `$${index + 1}`);
    await world.seeAll(`insert into ${table} (${names.join(', ')}) values (${holes.join(', ')})`, Object.values(row));
  };
  for (const of of cases) await putPatient(put, of);
  const breaker = actors.find(isBreaker);
  const [person] = await world.seeAll('select "userId" as id from auth.session where token = $1', [
    sha256(breaker?.session ?? ''),
  ]);
  const glass = { patient_id: patients.glass, person: person?.['id'], organisation_id: seats.owner };
  await put('broken_glass', { ...glass, reason: 'Есінен танып түскен адам' });
});
afterAll(() => matrix.world.stop());

const get = async (actor: Asking, url: string) =>
  matrix.world.app.inject({ method: 'GET', url: `/api${url}`, headers: actor.headers });

/** What is answered about a record, to whom it is open and to whom it is not. */
function statusFor(actor: Asking, needs: string, isSeen: boolean): number {
  if (actor.kind === 'nobody' || actor.kind === 'gone') return 401;
  if (!actor.may.has(needs)) return 403;
  return isSeen ? 200 : 404;
}

test.each(cases)(
  'the record of a patient (%s) opens over HTTP to who takes part in the care, and to nobody else',
  async (of) => {
    const wrong: string[] = [];
    let opened = 0;
    for (const actor of matrix.actors) {
      const { statusCode, body } = await get(actor, `/patients/${patients[of]}`);
      const wanted = statusFor(actor, 'patients.read', isOpen(of, actor));
      opened += statusCode === 200 ? 1 : 0;
      if (statusCode !== wanted || body.includes(name) !== (wanted === 200))
        wrong.push(`${actor.name} (${actor.place}): ${statusCode}, not ${wanted}`);
    }
    expect(wrong).toEqual([]);
    expect(opened).toBe(4 * carers[of].length + (of === 'glass' ? 1 : 0));
  },
);

test('the signature on a consent opens over HTTP to who takes part in the care, and to nobody else', async () => {
  const wrong: string[] = [];
  for (const actor of matrix.actors) {
    const { statusCode } = await get(actor, `/signatures/${signature}`);
    const wanted = statusFor(actor, 'signatures.read', isOpen('shared', actor));
    if (statusCode !== wanted) wrong.push(`${actor.name} (${actor.place}): ${statusCode}, not ${wanted}`);
  }
  expect(wrong).toEqual([]);
});

test.each(cases)(
  'by SQL too the rows of a patient (%s) are there for who takes part in the care, and changed by the custodian alone',
  async (of) => {
    const wrong: string[] = [];
    for (const actor of matrix.actors)
      await runAs(matrix.world.db, actor, async (tx) => {
        const id = patients[of];
        const parts = of === 'own' || of === 'glass' ? 1 : 2;
        const tried: [string, string, number][] = [
          ['patient', `select from patient where id = '${id}'`, isOpen(of, actor) ? 1 : 0],
          ['key', `select from patient_key where patient_id = '${id}'`, isInCare(of, actor) ? 1 : 0],
          ['care', `select from care_part where patient_id = '${id}'`, isOpen(of, actor) ? parts : 0],
          ['consent', `select from consent where patient_id = '${id}'`, isOpen(of, actor) ? parts - 1 : 0],
          ['change', `update patient set version = version where id = '${id}'`, isChanger(of, actor) ? 1 : 0],
          ['custodian', `update patient set custodian = '${actor.organisation}' where id = '${id}'`, 0],
          ['delete', `delete from patient where id = '${id}'`, 0],
        ];
        for (const [what, statement, wanted] of tried) {
          const found = await reached(tx, statement);
          if (found !== wanted) wrong.push(`${what}: ${actor.name} (${actor.place}): ${found}, not ${wanted}`);
        }
      });
    expect(wrong).toEqual([]);
  },
);
