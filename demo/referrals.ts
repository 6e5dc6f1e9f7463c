import type { FastifyInstance } from 'fastify';
import { addDays } from '../src/platform/time/calendar.ts';
import type { ActInput } from '../src/modules/referrals/schemas.ts';
import { demoId } from './ids.ts';
import { approvedTexts, registered } from './patients.ts';
import type { DemoPatient } from './patientsKnown.ts';
import { demoPassword } from './people.ts';
import { childOf, demoCases, type Doer, type Step, waysTo } from './referralCases.ts';
import { type House, inTurn, referralHouse } from './referralHouse.ts';
import { enterImages } from './referralImages.ts';
import { children, commission } from './referralPlan.ts';
import { type Session, sessionAt } from './session.ts';

type Id = { id: string };
type Shown = Id & { version: number; patient: string; acted: { act: string }[]; isStopPending: boolean };
type People = Record<Doer, Session> & { member: Session };
type Given = { consents: { id: string; receivingOrganisation: string | null }[] };

/** Records what the mother allowed to an organisation, once. @returns the consent */
async function allowed(
  session: Session,
  patient: string,
  to: { organisation: string; country: string; text: string; by: string; on: string },
) {
  const organisation = demoId('organisation', to.organisation);
  const { consents } = await session.get<Given>(`/patients/${patient}`);
  const known = consents.find(({ receivingOrganisation }) => receivingOrganisation === organisation);
  if (known) return known.id;
  const { id } = await session.post<Id>(`/patients/${patient}/consents`, {
    purpose: 'treatment',
    receivingCountry: to.country,
    receivingOrganisation: organisation,
    text: to.text,
    givenBy: 'representative',
    representative: to.by,
    givenHow: 'paper',
    givenOn: to.on,
    from: null,
    until: null,
    witness: null,
    supersedes: null,
  });
  return id;
}

const reasons = {
  kk: 'Ойдан шығарылған негіздеме',
  ru: 'Вымышленное обоснование',
};
const words = 'Ойдан шығарылған түсіндірме';

type Doing = {
  consent: string;
  commissionConsent: string;
  onward: string;
  today: string;
  isOver: boolean;
  fractions: number;
};

/** What each act is told. Whoever is to come comes in ten days, at nine by the clock of the centre. */
function told(what: ActInput['act'], { consent, commissionConsent, onward, today, isOver, fractions }: Doing): object {
  const more: Partial<Record<ActInput['act'], object>> = {
    submit: { consent, commissionConsent },
    returnForRevision: { reason: 'papers_missing', words },
    approveHome: { reasons },
    accept: { reasons },
    decline: { reason: 'no_capacity', reasons },
    referOnward: { reason: 'better_treated_elsewhere', reasons, quota: onward },
    schedule: { arrival: isOver ? today : addDays(today, 10), time: '09:00', until: addDays(today, 40) },
    startTreatment: { fractions },
    cancel: { reason: 'treated_elsewhere', words },
    requestStop: { reason: 'continued_elsewhere', words },
    recordDeath: { on: today },
  };
  return { act: what, ...more[what] };
}

type Case = Id & { round: number; state: string };

/** Everybody who has a seat on the board votes before its chair says what was decided. */
async function vote(voters: readonly Session[], referral: string, says: 'for' | 'against'): Promise<void> {
  await inTurn(voters, async (session) => {
    const cases = await session.get<Case[]>(`/boards/cases?subject=${referral}`);
    const open = cases.find(({ state }) => state === 'open');
    if (!open) throw new Error('no board was asked');
    const reason = { language: 'kk', text: 'Ойдан шығарылған дауыс негізі' };
    await session.post(`/boards/cases/${open.id}/votes`, { round: open.round, vote: says, reason });
  });
}

type Part = { kind: string; version: number };
/** The letter and the plan with which somebody goes home. */
async function letters(session: Session, referral: string): Promise<void> {
  const { parts } = await session.get<{ parts: Part[] }>(`/referrals/${referral}/case`);
  const plan = {
    language: 'ru',
    items: [{ what: 'Осмотр через месяц', due: null, by: 'sender' }],
    words: 'Наблюдение дома',
  };
  const contents = [
    { kind: 'discharge-letter', language: 'ru', text: 'Вымышленная выписка: лечение проведено.', on: null },
    { kind: 'follow-up-plan', ...plan },
  ];
  await inTurn(contents, async (content) => {
    if (parts.some(({ kind }) => kind === content.kind)) return;
    await session.post(`/referrals/${referral}/case`, { version: 0, content });
  });
}

async function act(people: People, referral: string, { step, doing }: { step: Step; doing: Doing }): Promise<void> {
  const session = people[step.by];
  const voters = step.by === 'commission' ? [people.commission] : [people.member, people.chair];
  if (step.votes) await vote(voters, referral, step.votes);
  if (step.act === 'discharge') await letters(session, referral);
  const { version } = await session.get<Shown>(`/referrals/${referral}`);
  await session.post(`/referrals/${referral}/acts`, { version, does: told(step.act, doing) });
}

/** A code for the mother, once, and a first word from her hospital. */
async function page(session: Session, referral: string, representative: string): Promise<void> {
  const { items } = await session.get<{ items: Id[] }>(`/referrals/${referral}/patient-pages`);
  if (items.length > 0) return;
  const reach = { way: 'sms', to: '+996555000999' };
  await session.post(`/referrals/${referral}/patient-pages`, {
    representative,
    language: 'ky',
    handing: 'printed',
    reach,
  });
  await session.post(`/referrals/${referral}/patient-messages`, {
    text: 'Саламатсызбы! Суроолоруңуз болсо, ушул жерге жазыңыз.',
  });
}

type Entering = { people: People; house: House; text: string; today: string };
type Told = (typeof demoCases)[number];

/** A child with the consents of the mother: for the centre, and for the commission at home. */
async function agreed({ people, text, today: on }: Entering, child: DemoPatient) {
  const by = child.representatives?.[0]?.id ?? '';
  const patient = await registered(people.doctor, child);
  const to = { text, by, on };
  const consent = await allowed(people.doctor, patient, { ...to, organisation: children, country: 'KZ' });
  const commissionConsent = await allowed(people.doctor, patient, { ...to, organisation: commission, country: 'KG' });
  return { patient, by, consent, commissionConsent };
}

/** One referral, as far as it is to come; what an interrupted load has done already is not done again. */
async function enterCase({ people, house, text, today }: Entering, { one, number }: { one: Told; number: number }) {
  const child = childOf(number);
  const { patient, by, consent, commissionConsent } = await agreed({ people, house, text, today }, child);
  const { items } = await people.doctor.get<{ items: Shown[] }>(`/referrals?patient=${patient}&quota=${house.quota}`);
  const begun = { quota: house.quota, patient, priority: one.priority };
  const { id } = items[0] ?? (await people.doctor.post<Id>('/referrals', begun));
  const shown = await people.doctor.get<Shown>(`/referrals/${id}`);
  const done = shown.acted.filter(({ act: name }) => name !== 'create' && name !== 'change').length;
  const isOver = one.stage !== 'scheduled';
  const doing = {
    consent,
    commissionConsent,
    onward: house.onward,
    today,
    isOver,
    fractions: one.stage === 'in_treatment' ? 20 : 4,
  };
  const way = [...waysTo[one.stage], ...(one.isStopAsked ? [{ by: 'coordinator', act: 'requestStop' } as const] : [])];
  const isEnded = ['declined', 'referred_onward', 'cancelled', 'died', 'completed'].includes(one.stage);
  if (!isEnded || done < way.length) await page(people.doctor, id, by);
  await inTurn(way.slice(done), (step) => act(people, id, { step, doing }));
  if (one.hasImages) await enterImages(people.doctor, { patient, referral: id });
}

/** Referrals in every stage, through the doors that people use. */
export async function enterReferrals(app: FastifyInstance): Promise<void> {
  const at = (email: string) => sessionAt(app, { email, password: demoPassword });
  const people: People = {
    doctor: await at('doctor@ulgu.example'),
    coordinator: await at('coordinator@ulgu.example'),
    commission: await at('commission@ulgu.example'),
    chair: await at('chair@balalar.example'),
    treating: await at('doctor@balalar.example'),
    member: await at('member@balalar.example'),
  };
  const house = await referralHouse({
    granting: await at('coordinator@quotas.example'),
    home: people.commission,
    receiving: people.chair,
    proton: await at('chair@proton.example'),
  });
  const texts = await approvedTexts(people.coordinator);
  const text = texts.get('treatment ru');
  if (text === undefined) throw new Error('the text of a consent');
  const { today } = await people.doctor.get<{ today: string }>('/reminders/now');
  const entering = { people, house, text, today };
  await inTurn(
    demoCases.map((one, number) => ({ one, number })),
    (numbered) => enterCase(entering, numbered),
  );
  // One more child, whom nobody has referred yet.
  await agreed(entering, childOf(demoCases.length));
}
