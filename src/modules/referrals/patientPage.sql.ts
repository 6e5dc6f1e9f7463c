import { sql } from 'kysely';
import type { Database, Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import type { Ask } from './patientPage.ts';
import type { Handing, Holder, PageWay, SecondFactor } from './patientPage.ts';
import type { Stage } from './referral.ts';

/** A code as the staff's side may read it. */
export type PageRow = {
  id: string;
  referral_id: string;
  patient_id: string;
  owner_organisation: string;
  is_demo: boolean;
  holder: Holder;
  language: string;
  way: PageWay | null;
  handing: Handing;
  factor: SecondFactor;
  wrong: number;
  last_wrong_at: Date | null;
  opened_at: Date | null;
  issued_by: string;
  issued_at: Date;
  ended_at: Date | null;
  ended_because: 'by_hand' | 'replaced' | 'death' | null;
};
type PageInserted = Omit<PageRow, 'wrong' | 'last_wrong_at' | 'opened_at' | 'ended_at' | 'ended_because'> & {
  code_key: string;
  second_key: string | null;
  reach: Buffer;
};
export type MessageRow = {
  id: string;
  referral_id: string;
  patient_id: string;
  is_demo: boolean;
  page_id: string | null;
  holder: Holder | null;
  organisation_id: string | null;
  person: string | null;
  about: Ask;
  body: Buffer;
  at: Date;
  read_at: Date | null;
  read_by: string | null;
};
const tables = (tx: Tx) => tx.withTables<{ patient_page: PageRow; patient_message: MessageRow }>();

const shownColumns = [
  'id',
  'referral_id',
  'patient_id',
  'owner_organisation',
  'is_demo',
  'holder',
  'language',
  'way',
  'handing',
  'factor',
  'wrong',
  'last_wrong_at',
  'opened_at',
  'issued_by',
  'issued_at',
  'ended_at',
  'ended_because',
] as const;

/** Codes of a referral that the actor may see, the newest first. */
export const pagesOf = (tx: Tx, referral: string): Promise<PageRow[]> =>
  tables(tx)
    .selectFrom('patient_page')
    .select(shownColumns)
    .where('referral_id', '=', referral)
    .orderBy('issued_at', 'desc')
    .orderBy('id')
    .execute();

export const insertPage = async (tx: Tx, row: PageInserted): Promise<void> => {
  await tx.withTables<{ patient_page: PageInserted }>().insertInto('patient_page').values(row).execute();
};

/** Ends codes that still hold: one, or all of a holder. */
export const endPages = async (
  tx: Tx,
  which: { referral: string; id?: string; holder?: Holder },
  ended: { at: Date; because: 'by_hand' | 'replaced' },
): Promise<void> => {
  await tables(tx)
    .updateTable('patient_page')
    .set({ ended_at: ended.at, ended_because: ended.because })
    .where('referral_id', '=', which.referral)
    .where('ended_at', 'is', null)
    .$if(which.id !== undefined, (query) => query.where('id', '=', which.id ?? ''))
    .$if(which.holder !== undefined, (query) => query.where('holder', '=', which.holder ?? 'patient'))
    .execute();
};

export const messagesOf = (tx: Tx, referral: string): Promise<MessageRow[]> =>
  tables(tx)
    .selectFrom('patient_message')
    .selectAll()
    .where('referral_id', '=', referral)
    .orderBy('at')
    .orderBy('id')
    .execute();

export const insertMessage = async (tx: Tx, row: Omit<MessageRow, 'read_at' | 'read_by'>): Promise<void> => {
  await tx
    .withTables<{ patient_message: Omit<MessageRow, 'read_at' | 'read_by'> }>()
    .insertInto('patient_message')
    .values(row)
    .execute();
};

/** Notes once that staff opened what came from the page. */
export const markRead = async (tx: Tx, referral: string, { by, at }: { by: string; at: Date }): Promise<void> => {
  await tables(tx)
    .updateTable('patient_message')
    .set({ read_at: at, read_by: by })
    .where('referral_id', '=', referral)
    .where('page_id', 'is not', null)
    .where('read_at', 'is', null)
    .execute();
};

/** Does the work of somebody who types a code. */
export const atDoor = <T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().execute(async (tx) => {
    await sql`select enter_patient_door()`.execute(tx);
    return work(tx);
  });

type Session = { key: string; at: Date; idle: number; longest: number };
/** Does the work of an opened page; undefined where the session is none, or is over. Times in milliseconds. */
export const onPage = <T>(db: Database, session: Session, work: (tx: Tx, page: string) => Promise<T>) =>
  db.transaction().execute(async (tx): Promise<T | undefined> => {
    const { key, at, idle, longest } = session;
    const { rows } = await sql<{ page: string | null }>`
      select enter_patient_page(${key}, ${at}, make_interval(secs => ${idle / 1000}), make_interval(secs => ${longest / 1000})) as page`.execute(
      tx,
    );
    const page = rows[0]?.page;
    return page ? work(tx, page) : undefined;
  });

export type Behind = {
  id: string;
  referral_id: string;
  patient_id: string;
  number: string;
  stage: Stage;
  stage_since: Date;
  language: string;
  way: PageWay | null;
  factor: SecondFactor;
  second_key: string | null;
  reach: Buffer;
  wrong: number;
  last_wrong_at: Date | null;
  ended_at: Date | null;
  is_demo: boolean;
};
export const pageBehind = async (tx: Tx, codeKey: string): Promise<Behind | undefined> =>
  (await sql<Behind>`select * from patient_page_behind(${codeKey})`.execute(tx)).rows[0];

export type SentNumber = { id: string; number_key: string; sent_at: Date; wrong: number; used_at: Date | null };
export const numbersOf = async (tx: Tx, page: string, after: Date): Promise<SentNumber[]> =>
  (await sql<SentNumber>`select * from patient_page_numbers(${page}, ${after})`.execute(tx)).rows;

export const keepNumber = (tx: Tx, sent: { id: string; page: string; key: string; at: Date }) =>
  sql`select keep_patient_number(${sent.id}, ${sent.page}, ${sent.key}, ${sent.at})`.execute(tx);

export const noteWrong = (tx: Tx, tried: { page: string; number: string | null; at: Date }) =>
  sql`select patient_page_wrong(${tried.page}, ${tried.number}, ${tried.at})`.execute(tx);

export const openPage = (tx: Tx, opened: { id: string; page: string; number: string | null; key: string; at: Date }) =>
  sql`select open_patient_page(${opened.id}, ${opened.page}, ${opened.number}, ${opened.key}, ${opened.at})`.execute(
    tx,
  );

export const leavePage = (tx: Tx, at: Date) => sql`select leave_patient_page(${at})`.execute(tx);

type Organisation = { id: string; names: Names; place: string | null; country: string };
export type CaseRow = {
  number: string;
  stage: Stage;
  since: string;
  due: string | null;
  isDemo: boolean;
  /** Days, `YYYY-MM-DD`. */
  arrival: string | null;
  until: string | null;
  /** `HH:MM:SS` by the clock of the centre. */
  time: string | null;
  /** Of papers that its hospital has to bring and does not have yet. */
  papers: Names[];
  planned: number | null;
  done: number | null;
  holder: Holder;
  sender: Organisation;
  receiver: Organisation;
};
export async function caseShown(tx: Tx): Promise<CaseRow> {
  const { rows } = await sql<{ found: CaseRow }>`select patient_page_case() as found`.execute(tx);
  const [first] = rows;
  if (!first) throw new Error('an opened page has its referral');
  return first.found;
}

export type AccessRow = { at: Date; names: Names; role: string | null; kind: string; purpose: string; times: bigint };
export const accessesShown = async (tx: Tx, atMost: number): Promise<AccessRow[]> =>
  (await sql<AccessRow>`select * from patient_page_accesses(${atMost})`.execute(tx)).rows;

export type ConsentRow = {
  id: string;
  purpose: string;
  country: string;
  names: Names | null;
  given_on: string;
  stands_until: Date | null;
};
export const consentsShown = async (tx: Tx): Promise<ConsentRow[]> =>
  (await sql<ConsentRow>`select * from patient_page_consents()`.execute(tx)).rows;

export async function withdrawFromPage(tx: Tx, asked: { consent: string; event: string; at: Date }): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select withdraw_from_patient_page(${asked.consent}, ${asked.event}, ${asked.at}) as is`.execute(tx);
  return rows[0]?.is ?? false;
}

export const readByPatient = (tx: Tx, at: Date) => sql`select patient_page_read(${at})`.execute(tx);

export type Facts = { page: string; referral: string; patient: string };
export async function pageFacts(tx: Tx): Promise<Facts> {
  const { rows } = await sql<Facts>`
    select page_fact('page') as page, page_fact('referral') as referral, page_fact('patient') as patient`.execute(tx);
  const [first] = rows;
  if (!first) throw new Error('an opened page knows whose it is');
  return first;
}
