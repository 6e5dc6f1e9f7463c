import { stepStages } from '../src/modules/referrals/path.ts';
import { demoId } from './ids.ts';
import { instrumentOf } from './instrument.ts';
import {
  capacitySource,
  children,
  commission,
  demoDays,
  demoPapers,
  type DemoQuota,
  demoQuotas,
  priorityWords,
  proton,
  quotaInstrument,
  referralPartnership,
} from './referralPlan.ts';
import { said } from './said.ts';
import type { Session } from './session.ts';

/** What referrals need before there is one: boards, paths and quotas, each entered once. */

const { slug } = referralPartnership;
type Id = { id: string };
type Versioned = Id & { version: number };

/** One after the other; the first that fails ends it. */
export async function inTurn<T, R>(things: readonly T[], work: (thing: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const thing of things) done.push(await work(thing));
  return done;
}

type Board = Id & { kind: string };
type BoardPage = { members: { person: string }[]; people: { person: string; name: string }[] };
type Seats = readonly { name: string; function: 'chair' | 'member' }[];

const specialty = said('Балалар онкологиясы', 'Детская онкология', 'Children’s oncology');

/** A board of the session's organisation with those of its people who have a seat. */
export async function boardOf(
  session: Session,
  kind: 'home_commission' | 'receiving_board',
  { names, seats }: { names: Record<string, string>; seats: Seats },
): Promise<string> {
  const known = (await session.get<Board[]>('/boards?scope=own')).find((board) => board.kind === kind);
  const rule = {
    quorum: Math.min(2, seats.length),
    majority: 'simple',
    chairBreaksTies: true,
    priorityRule: 'urgency_waiting',
  };
  const asked = { names, kind, ...rule, clockDays: 10, languages: ['kk', 'ru'], votesElsewhere: false };
  const { id } = known ?? (await session.post<Id>('/boards', asked));
  const page = await session.get<BoardPage>(`/boards/${id}`);
  await inTurn(seats, async ({ name, function: role }) => {
    const person = page.people.find((each) => each.name === name)?.person;
    if (person === undefined || page.members.some((member) => member.person === person)) return;
    await session.post(`/boards/${id}/members`, { person, function: role, specialty });
  });
  return id;
}

const pathNames = (centre: string) =>
  centre === children
    ? { kk: 'Балалар орталығына жолдама', ru: 'Направление в детский центр', en: 'Referral to the children’s centre' }
    : { kk: 'Протон орталығына жолдама', ru: 'Направление в протонный центр', en: 'Referral to the proton centre' };

/** How referrals to a centre go: through both boards, with what they are asked for. */
async function pathTo(session: Session, centre: string, boards: { home: string; receiving: string }): Promise<string> {
  type Path = Versioned & { names: { en?: string }; approved: number | null };
  const names = pathNames(centre);
  const asked: Record<string, readonly object[]> = demoPapers;
  const at: Record<string, string> = { commission: boards.home, board: boards.receiving };
  const steps = stepStages.map((stage) => ({
    stage,
    days: demoDays[stage],
    board: at[stage] ?? null,
    papers: (asked[stage] ?? []).map((paper) => ({ ...paper, required: false, from: 'sender' })),
  }));
  const known = (await session.get<Path[]>(`/referral-paths?partnership=${slug}`)).find(
    (each) => each.names.en === names.en,
  );
  const config = { steps, receiverSeesEarly: false };
  const path = known ?? (await session.post<Path>('/referral-paths', { partnership: slug, names, config }));
  if (path.approved === null) await session.post(`/referral-paths/${path.id}/approval`, { version: path.version });
  return path.id;
}

async function instrument(session: Session): Promise<string> {
  type Titled = { id: string; title: { en?: { text: string } } };
  const { items } = await session.get<{ items: Titled[] }>(`/instruments?partnership=${slug}&limit=100`);
  const known = items.find(({ title }) => title.en?.text === quotaInstrument.en?.text);
  if (known) return known.id;
  const { today } = await session.get<{ today: string }>('/reminders/now');
  const step = { state: 'signed', taken: null, knownOn: today, manner: null, claim: null };
  const parties = [referralPartnership.owner, commission];
  const described = instrumentOf(quotaInstrument, { kind: 'memorandum', parties });
  return (await session.post<Id>('/instruments', { partnership: slug, instrument: described, step, claims: [] })).id;
}

type Quota = Versioned & { centre: string; state: string };

/** What a centre can do in a year, said once. */
async function sayCapacity(session: Session, told: DemoQuota, year: number): Promise<void> {
  const centre = demoId('organisation', told.centre);
  const { items } = await session.get<{ items: unknown[] }>(`/centre-capacity?centre=${centre}`);
  if (items.length > 0) return;
  const { diseaseGroup, capacity: seats } = told;
  const capacity = { partnership: slug, centre, diseaseGroup, year, seats, comparator: 'gt' };
  await session.post('/centre-capacity', { ...capacity, claim: null, source: capacitySource, isShared: true });
}

/** A quota of this year, open, and what its centre can do beside it. */
async function openQuota(session: Session, told: DemoQuota, by: { path: string; instrument: string; year: number }) {
  const centre = demoId('organisation', told.centre);
  const known = (await session.get<{ items: Quota[] }>(`/quotas?partnership=${slug}`)).items.find(
    (each) => each.centre === centre,
  );
  const given = {
    instrument: by.instrument,
    provision: null,
    diseaseGroup: told.diseaseGroup,
    centre,
    beneficiary: demoId('organisation', commission),
    region: null,
    year: by.year,
    unit: 'seat',
    currency: null,
    amount: String(told.seats),
    reservationDays: 30,
    priorityRule: { words: priorityWords, order: ['urgent_first', 'waiting_longest'] },
    path: by.path,
  };
  const quota = known ?? (await session.post<Quota>('/quotas', { partnership: slug, ...given }));
  if (quota.state === 'draft') await session.post(`/quotas/${quota.id}/opening`, { version: quota.version });
  return quota.id;
}

export type House = { quota: string; onward: string };
type Seated = { granting: Session; home: Session; receiving: Session; proton: Session };

/** Boards with their members, paths through them, and quotas that are open. */
export async function referralHouse(sessions: Seated): Promise<House> {
  const home = await boardOf(sessions.home, 'home_commission', {
    names: { kk: 'Үлгү комиссиясы', ru: 'Комиссия «Үлгү»', en: 'Ulgu commission', ky: 'Үлгү комиссиясы' },
    seats: [{ name: 'Комиссия төрагасы', function: 'chair' }],
  });
  const names = { kk: 'Қабылдаушы консилиум', ru: 'Принимающий консилиум', en: 'Receiving board' };
  const receiving = await boardOf(sessions.receiving, 'receiving_board', {
    names,
    seats: [
      { name: 'Консилиум төрағасы', function: 'chair' },
      { name: 'Балалар дәрігері', function: 'member' },
      { name: 'Балалар хирургі', function: 'member' },
    ],
  });
  const other = await boardOf(sessions.proton, 'receiving_board', {
    names,
    seats: [{ name: 'Протон консилиумының төрағасы', function: 'chair' }],
  });
  const { granting } = sessions;
  const rests = await instrument(granting);
  const year = new Date().getUTCFullYear();
  const [quota, onward] = await inTurn(demoQuotas, async (told) => {
    const board = told.centre === proton ? other : receiving;
    await sayCapacity(granting, told, year);
    const path = await pathTo(granting, told.centre, { home, receiving: board });
    return openQuota(granting, told, { path, instrument: rests, year });
  });
  if (quota === undefined || onward === undefined) throw new Error('the quotas of the demonstration');
  return { quota, onward };
}
