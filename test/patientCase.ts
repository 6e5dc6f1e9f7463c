import { v7 as uuidv7 } from 'uuid';
import { sealedFor } from '../src/platform/outbox/message.ts';
import { placeOf } from '../src/platform/outbox/outbox.sql.ts';
import { openQuotaIn, quotaParties } from './quota.ts';
import type { Someone, World } from './world.ts';

/** Hospital and centre with their people, a path and a quota: what a referral needs to be there at all. */
export async function caseHouse(world: World, slug: string) {
  const parties = await quotaParties(world, slug);
  await world.seeAll(`update organisation set country = 'JP', names = $2 where id = $1`, [
    parties.centre,
    { kk: 'Орталық', ja: '治療センター' },
  ]);
  const at = (organisation: string, role: 'officer' | 'coordinator') =>
    world.someone(role, organisation, { isClinical: true });
  const sender = await at(parties.hospital, 'officer');
  const [second, receiver] = [await at(parties.hospital, 'coordinator'), await at(parties.centre, 'coordinator')];
  const path = uuidv7();
  await world.seeAll(
    `insert into referral_path (id, owner_organisation, partnership_id, side_id, is_demo, names, version, changed_at)
       values ($1, $2, $3, $4, false, '{"kk": "Жол"}', 1, now())`,
    [path, parties.owner, parties.partnership.id, parties.partnership.sides[0]],
  );
  const names = { kk: 'Төлқұжат көшірмесі', ja: '旅券の写し' };
  const paper = { code: 'passport', names, kind: 'paper', required: true, from: 'sender' };
  const steps = [
    { stage: 'submitted', days: 3, board: null, papers: [paper] },
    { stage: 'board', days: 14, board: null, papers: [] },
    { stage: 'accepted', days: 14, board: null, papers: [] },
  ];
  await world.seeAll(
    `insert into referral_path_version (path_id, number, config, written_by, written_at, approved_by, approved_at)
       values ($1, 1, $2, $3, now(), $3, now())`,
    [path, { steps, receiverSeesEarly: true }, sender.person],
  );
  const quota = await openQuotaIn(world, parties, { path });
  return { parties, sender, coordinator: second, receiver, path, quota };
}
export type CaseHouse = Awaited<ReturnType<typeof caseHouse>>;

const identity = {
  names: [{ family: 'Құпиябекова', given: 'Айсұлу', patronymic: null, tag: 'kk', by: 'document' }],
  identifiers: [],
  birthDate: '2015-03-05',
  sex: 'female',
  phone: '+77001234567',
  address: null,
  languages: ['kk'],
  representatives: [
    {
      id: '01980000-0000-7000-8000-00000000aaaa',
      name: 'Құпиябекова Гүлнәр',
      relation: 'mother',
      phone: '+77007654321',
      ground: 'туу туралы куәлік',
      validFrom: null,
      validUntil: null,
    },
  ],
  deceased: null,
};
export const mother = identity.representatives[0]?.id ?? '';

/** Eight letters that nobody else has: a name that is no duplicate. */
const anybody = (): string =>
  Array.from({ length: 8 }, () => String.fromCodePoint(0x430 + Math.floor(Math.random() * 32))).join('');

/** A patient whose consent lets the centre in, and a referral of theirs that was submitted. */
export async function caseOf(world: World, house: CaseHouse, given: { birthDate?: string | null } = {}) {
  const { sender, coordinator, parties, path, quota } = house;
  const names = [{ ...identity.names[0], family: `${identity.names[0]?.family}${anybody()}`, given: anybody() }];
  const registered = await world.as(sender).post('/patients', { identity: { ...identity, names, ...given } });
  const patient = registered.json<{ id?: string }>().id;
  if (!patient) throw new Error(`not registered: ${registered.body}`);
  const wording = 'Емделу үшін мәліметімді көрсетілген ұйымға ашуға келісемін.';
  const told = { purpose: 'treatment', language: 'kk', title: 'Келісім', wording };
  const text = (await world.as(coordinator).post('/consents/texts', told)).json<{ id: string }>().id;
  const consented = await world.as(sender).post(`/patients/${patient}/consents`, {
    purpose: 'treatment',
    receivingCountry: 'JP',
    receivingOrganisation: parties.centre,
    text,
    givenBy: 'patient',
    representative: null,
    givenHow: 'paper',
    givenOn: '2026-11-20',
    from: null,
    until: null,
    witness: null,
    supersedes: null,
  });
  const consent = consented.json<{ id: string }>().id;
  await world.as(sender).post(`/patients/${patient}/care`, { organisation: parties.centre, consent });
  const id = uuidv7();
  const [numbered] = await world.seeAll('select next_referral_number(2026) as number');
  await world.seeAll(
    `insert into referral (id, number, owner_organisation, partnership_id, is_demo, receiver_organisation, patient_id, quota_id, path_id,
       path_version, state, round, stops, priority, consent_id, created_by, created_at, asked_at, stage, stage_since, version, changed_at)
     values ($1, $2, $3, $4, false, $5, $6, $7, $8, 1, 'submitted', 1, 0, 'soon', $9, $10, now(), now(), 'submitted', now(), 1, now())`,
    [
      id,
      numbered?.['number'],
      parties.hospital,
      parties.partnership.id,
      parties.centre,
      patient,
      quota,
      path,
      consent,
      sender.person,
    ],
  );
  return { id, number: String(numbered?.['number']), patient, consent };
}

/** Gives out a code as staff do. `reach` left out: an SMS to the telephone on record. */
export async function codeOf(world: World, who: Someone, referral: string, given: object = {}) {
  const reply = await world.as(who).post(`/referrals/${referral}/patient-pages`, {
    representative: null,
    language: 'kk',
    handing: 'printed',
    reach: { way: 'sms', to: '+77001234567' },
    ...given,
  });
  return {
    status: reply.statusCode,
    ...reply.json<{ code: string; secondCode: string | null; page: { id: string } }>(),
  };
}

/** What was queued about referrals so far, opened: the last one last, whatever the clock said. */
export async function saidOf(world: World) {
  const rows = await world.seeAll(
    `select m.id, m.sealed_for::text as day, m.recipient, m.body, m.state, m.locale, m.channel from outbox_message m
       where m.purpose = 'referral' order by m.id`,
  );
  return rows.map(({ id, day, recipient, body, state, locale, channel }) => {
    const open = (part: 'recipient' | 'body', sealed: unknown) =>
      world.vault.open(sealedFor(String(day)), sealed as Buffer, placeOf(String(id), part)).toString();
    return { id: String(id), to: open('recipient', recipient), text: open('body', body), state, locale, channel };
  });
}
