import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { iinCheckDigit } from '../src/modules/patients/identifier.ts';
import { type PathConfig, type Step, stepStages } from '../src/modules/referrals/path.ts';
import type { Stage } from '../src/modules/referrals/referral.ts';
import type { ActInput, Referral } from '../src/modules/referrals/schemas.ts';
import { openQuotaIn, quotaParties } from './quota.ts';
import type { Someone, World } from './world.ts';

const clinical = { isClinical: true };
/** What is wanted of a path in a test: without what, with which papers. */
export type PathGiven = {
  without?: readonly Stage[];
  papers?: Partial<Record<Stage, Step['papers']>>;
  receiverSeesEarly?: boolean;
  days?: number | null;
};
export type Given = PathGiven & { seats?: number };

let serial = 5000;
const iin = (): string => {
  const eleven = `1603054${serial++}`;
  const check = iinCheckDigit(eleven);
  return check === null ? iin() : `${eleven}${check}`;
};

/** A board with a chair who has an account, as the owner of the database sets it up. */
export async function boardIn(world: World, organisation: string, kind: 'home_commission' | 'receiving_board') {
  const chair = await world.someone('officer', organisation, clinical);
  const [id, member] = [uuidv7(), uuidv7()];
  await world.seeAll(
    `insert into board (id, owner_organisation, is_demo, names, kind, quorum, majority, chair_breaks_ties, priority_rule, clock_days,
       languages, votes_elsewhere, version, changed_at)
     values ($1, $2, false, '{"kk": "Консилиум"}', $3, 1, 'simple', true, 'urgency_waiting', 10, '{kk,ru}', false, 1, now())`,
    [id, organisation, kind],
  );
  await world.seeAll(
    `insert into board_member (id, board_id, person, name, function, specialty, since)
     values ($1, $2, $3, 'Төраға', 'chair', '{"kk": {"text": "Онколог", "by": "person"}}', '2026-01-01')`,
    [member, id, chair.person],
  );
  return { id, chair, member };
}

/** An approved path of the partnership, as the owner of the database enters it. */
export async function pathIn(
  world: World,
  of: { owner: string; partnership: { id: string; sides: string[] } },
  { home, receiving, ...given }: PathGiven & { home: string; receiving: string },
): Promise<string> {
  const boards: Partial<Record<Stage, string>> = { commission: home, board: receiving };
  const steps = stepStages
    .filter((stage) => !given.without?.includes(stage))
    .map((stage) => ({
      stage,
      days: given.days === undefined ? 7 : given.days,
      board: boards[stage] ?? null,
      papers: given.papers?.[stage] ?? [],
    }));
  const config: PathConfig = { steps, receiverSeesEarly: given.receiverSeesEarly === true };
  const [id, person] = [uuidv7(), uuidv7()];
  await world.seeAll(
    `insert into referral_path values ($1, $2, $3, $4, false, '{"kk": "Жол", "ru": "Путь", "en": "Path"}', 1, now())`,
    [id, of.owner, of.partnership.id, of.partnership.sides[0]],
  );
  await world.seeAll(`insert into referral_path_version values ($1, 1, $2, $3, now(), $3, now())`, [
    id,
    JSON.stringify(config),
    person,
  ]);
  return id;
}

/** A hospital that sends, the ministry whose commission decides at home, a centre with a board, a quota between them; and their people. */
export async function referralsIn(world: World, slug: string, given: Given = {}) {
  const parties = await quotaParties(world, slug);
  const { hospital, centre, beneficiary } = parties;
  const at = (role: 'viewer' | 'officer' | 'coordinator', organisation: string) =>
    world.someone(role, organisation, clinical);
  const home = await boardIn(world, beneficiary, 'home_commission');
  const receiving = await boardIn(world, centre, 'receiving_board');
  const people = {
    viewer: await at('viewer', hospital),
    officer: await at('officer', hospital),
    coordinator: await at('coordinator', hospital),
    commission: await at('coordinator', beneficiary),
    commissionChair: home.chair,
    receiverViewer: await at('viewer', centre),
    receiver: await at('officer', centre),
    receiverCoordinator: await at('coordinator', centre),
    chair: receiving.chair,
    stranger: await world.someone('coordinator', undefined, clinical),
    administrator: await world.someone('administrator', hospital),
  };
  const path = await pathIn(world, parties, { ...given, home: home.id, receiving: receiving.id });
  const quota = await openQuotaIn(world, parties, { seats: given.seats ?? 30, path });
  const elsewhere = await world.organisation('Басқа орталық', 'hospital');
  await world.seeAll('insert into side_organisation values ($1, $2, $3)', [
    parties.partnership.id,
    elsewhere,
    parties.partnership.sides[0],
  ]);
  const there = await boardIn(world, elsewhere, 'receiving_board');
  const pathThere = await pathIn(world, parties, { ...given, home: home.id, receiving: there.id });
  const onward = await openQuotaIn(world, { ...parties, centre: elsewhere }, { seats: 100, path: pathThere });
  const text = await post<{ id: string }>(world, people.coordinator, '/consents/texts', {
    purpose: 'treatment',
    language: 'kk',
    title: 'Келісім',
    wording: 'Емделу үшін мәліметімді көрсетілген ұйымға ашуға келісемін.',
  });
  return { parties, people, path, quota, onward, text: text.id, boards: { home, receiving } };
}
export type Referrals = Awaited<ReturnType<typeof referralsIn>>;

export async function post<T>(world: World, who: Someone, url: string, body: object): Promise<T> {
  const reply = await world.as(who).post(url, body);
  if (reply.statusCode >= 400) throw new Error(`${url}: ${reply.statusCode} ${reply.body}`);
  return reply.json<T>();
}

/** Names that nobody else has, in letters. */
const familyName = (nth: number): string =>
  `Үлгі${`${nth}`.replaceAll(/\d/g, (digit) => 'абдежзикло'[Number(digit)] ?? '')}`;

/** What is to be known of a patient besides a name. */
export type PatientGiven = { sex?: 'female' | 'male'; birthDate?: string; place?: string };

/** A child of the hospital's. */
export async function patientOf(
  world: World,
  { people }: Pick<Referrals, 'people'>,
  { sex = 'female', birthDate, place }: PatientGiven = {},
): Promise<string> {
  const identifier = iin();
  const identity = {
    names: [{ family: familyName(serial), given: 'Айгүл', patronymic: null, tag: 'kk', by: 'document' }],
    identifiers: [{ system: 'kz_iin', country: 'KZ', value: identifier }],
    birthDate: birthDate ?? `${2009 + (serial % 15)}-03-${10 + (serial % 18)}`,
    sex,
    phone: null,
    address: place === undefined ? null : { place, text: null },
    languages: ['kk'],
    representatives: [],
    deceased: null,
  };
  return (await post<{ id: string }>(world, people.officer, '/patients', { identity })).id;
}

/** Recorded by the hospital; in the name of the patient, for any organisation of the country. */
export const consentOf = async (
  world: World,
  { people, text }: Pick<Referrals, 'people' | 'text'>,
  { patient, ...more }: { patient: string; receivingCountry?: string; receivingOrganisation?: string },
): Promise<string> =>
  (
    await post<{ id: string }>(world, people.officer, `/patients/${patient}/consents`, {
      purpose: 'treatment',
      receivingCountry: 'KZ',
      receivingOrganisation: null,
      text,
      givenBy: 'patient',
      representative: null,
      givenHow: 'paper',
      givenOn: '2026-11-20',
      from: null,
      until: null,
      witness: null,
      supersedes: null,
      ...more,
    })
  ).id;

/** A draft of a new patient who has consented. */
export async function draftIn(world: World, referrals: Referrals, given: PatientGiven = {}) {
  const patient = await patientOf(world, referrals, given);
  const consent = await consentOf(world, referrals, { patient });
  const created = await post<Referral>(world, referrals.people.officer, '/referrals', {
    quota: referrals.quota,
    patient,
    priority: 'soon',
  });
  return { id: created.id, patient, consent };
}

export const readIn = async (world: World, who: Someone, id: string) =>
  (await world.as(who).get(`/referrals/${id}`)).json<Referral>();

/** Does something as whoever it is with the version that whoever may see it sees. */
export async function tryAct(
  world: World,
  who: Someone,
  { id, version, does }: { id: string; version: number; does: ActInput },
) {
  return world.as(who).post(`/referrals/${id}/acts`, { version, does }, { 'idempotency-key': randomUUID() });
}

/** Who usually does what, and with which words. */
export const usual = (referrals: Referrals, consent: string) => {
  const { people } = referrals;
  const reasons = { kk: 'Шешім негізі', ru: 'Основание решения' };
  const words = 'Түсіндірме';
  const as = (who: Someone, does: ActInput) => ({ who, does });
  return {
    submit: as(people.officer, { act: 'submit', consent, commissionConsent: consent }),
    check: as(people.coordinator, { act: 'check' }),
    returnForRevision: as(people.coordinator, { act: 'returnForRevision', reason: 'papers_missing', words }),
    approveHome: as(people.commissionChair, { act: 'approveHome', reasons }),
    declineHome: as(people.commissionChair, { act: 'declineHome', reason: 'not_indicated', reasons }),
    accept: as(people.chair, { act: 'accept', reasons }),
    decline: as(people.chair, { act: 'decline', reason: 'not_indicated', reasons }),
    referOnward: as(people.chair, { act: 'referOnward', reason: 'no_capacity', reasons, quota: referrals.onward }),
    schedule: as(people.receiver, { act: 'schedule', arrival: '2026-12-10' }),
    arrive: as(people.receiver, { act: 'arrive' }),
    startTreatment: as(people.receiver, { act: 'startTreatment', fractions: 2 }),
    recordFraction: as(people.receiver, { act: 'recordFraction' }),
    discharge: as(people.receiver, { act: 'discharge' }),
    startFollowUp: as(people.officer, { act: 'startFollowUp' }),
    complete: as(people.officer, { act: 'complete' }),
    noShow: as(people.receiver, { act: 'noShow' }),
    closeNoShow: as(people.receiverCoordinator, { act: 'closeNoShow' }),
    cancel: as(people.officer, { act: 'cancel', reason: 'patient_refused' }),
    requestStop: as(people.coordinator, { act: 'requestStop', reason: 'patient_refused' }),
    acceptStop: as(people.receiverCoordinator, { act: 'acceptStop' }),
    refuseStop: as(people.receiverCoordinator, { act: 'refuseStop', reason: 'other', words }),
    recordDeath: as(people.officer, { act: 'recordDeath', on: '2026-11-20' }),
  } as const;
};
export type UsualAct = keyof ReturnType<typeof usual>;

const deciding: Partial<Record<UsualAct, 'for' | 'against'>> = {
  approveHome: 'for',
  accept: 'for',
  declineHome: 'against',
  decline: 'against',
  referOnward: 'against',
};
/** The chair votes in the name of the board before which it lies. */
export async function vote(
  world: World,
  chair: Someone,
  { referral, says }: { referral: string; says: 'for' | 'against' | 'defer' },
) {
  const [open] = await world.seeAll(
    `select c.id, c.round from board_case c where c.subject_id = $1 and c.state = 'open' and c.owner_organisation = $2`,
    [referral, chair.organisation],
  );
  if (!open) throw new Error('no board has been asked');
  await post(world, chair, `/boards/cases/${open['id'] as string}/votes`, {
    round: open['round'],
    vote: says,
    reason: { language: 'kk', text: 'Негізі' },
  });
}

/** The letter and the plan with which a patient goes home. */
export async function writeLetters(world: World, { people }: Referrals, id: string): Promise<void> {
  const contents = [
    { kind: 'discharge-letter', language: 'kk', text: 'Ем аяқталды.', on: null },
    {
      kind: 'follow-up-plan',
      language: 'kk',
      items: [{ what: 'Бақылау', due: null, by: 'sender' }],
      words: 'Жоспар',
    },
  ];
  for (const content of contents) await post(world, people.receiver, `/referrals/${id}/case`, { version: 0, content });
}

/** Does something by whoever usually does it, with the votes and letters that it wants. */
export async function doUsual(
  world: World,
  referrals: Referrals,
  { id, consent, act }: { id: string; consent: string; act: UsualAct },
): Promise<Referral> {
  const { who, does } = usual(referrals, consent)[act];
  const says = deciding[act];
  if (says) await vote(world, who, { referral: id, says });
  if (act === 'discharge') await writeLetters(world, referrals, id);
  const { version } = await readIn(world, who, id);
  return post<Referral>(world, who, `/referrals/${id}/acts`, { version, does });
}

const line: readonly UsualAct[] = [
  'submit',
  'check',
  'check',
  'approveHome',
  'accept',
  'schedule',
  'arrive',
  'startTreatment',
  'discharge',
  'startFollowUp',
  'complete',
];
/** How each stage is come to, on a path with every step. */
export const waysTo: Record<Stage, readonly UsualAct[]> = {
  draft: [],
  submitted: line.slice(0, 1),
  completeness: line.slice(0, 2),
  commission: line.slice(0, 3),
  board: line.slice(0, 4),
  accepted: line.slice(0, 5),
  scheduled: line.slice(0, 6),
  arrived: line.slice(0, 7),
  in_treatment: line.slice(0, 8),
  discharged: line.slice(0, 9),
  follow_up: line.slice(0, 10),
  completed: line,
  returned: [...line.slice(0, 2), 'returnForRevision'],
  declined: [...line.slice(0, 4), 'decline'],
  referred_onward: [...line.slice(0, 4), 'referOnward'],
  no_show: [...line.slice(0, 6), 'noShow'],
  cancelled: [...line.slice(0, 5), 'cancel'],
  died: [...line.slice(0, 5), 'recordDeath'],
};

/** A referral of a new patient, at a stage. */
export async function referralAt(world: World, referrals: Referrals, stage: Stage) {
  const draft = await draftIn(world, referrals);
  for (const act of waysTo[stage]) await doUsual(world, referrals, { ...draft, act });
  return draft;
}
