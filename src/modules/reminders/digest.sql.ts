import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import type { Served } from '../../platform/serve.ts';
import type { Contents } from './digest.ts';

type DigestTable = { id: string; organisation_id: string; week: string; made_at: Date; contents: Contents };
type ChoiceTable = { person: string; organisation_id: string; by_mail: boolean; locale: Locale; changed_at: Date };
const tables = (tx: Tx) => tx.withTables<{ digest: DigestTable; reminder_choice: ChoiceTable }>();

/** What the acting organisation should look at now. `since` is when a change counts as new. */
export async function digestNow(tx: Tx, { today, since }: { today: string; since: Date }): Promise<Contents> {
  const { rows } = await sql<{ contents: Contents }>`select own_digest(${today}::date, ${since}) as contents`.execute(
    tx,
  );
  const [found] = rows;
  if (!found) throw new Error('a digest is asked for by somebody who acts for an organisation');
  return found.contents;
}

/** The last digests of the acting organisation, newest first. */
export const digests = (tx: Tx, limit: number): Promise<Omit<DigestTable, 'organisation_id'>[]> =>
  tables(tx)
    .selectFrom('digest')
    .select(['id', 'week', 'made_at', 'contents'])
    .orderBy('week', 'desc')
    .limit(limit)
    .execute();

/** What the actor chose for this organisation. */
export const choiceOf = ({ tx, actor }: Served): Promise<Pick<ChoiceTable, 'by_mail' | 'locale'> | undefined> =>
  tables(tx)
    .selectFrom('reminder_choice')
    .select(['by_mail', 'locale'])
    .where('person', '=', actor.person)
    .where('organisation_id', '=', actor.organisation)
    .executeTakeFirst();

export async function saveChoice(
  { tx, actor, now }: Served,
  { byMail, locale }: { byMail: boolean; locale: Locale },
): Promise<void> {
  const { person, organisation: organisation_id } = actor;
  const chosen = { by_mail: byMail, locale, changed_at: now };
  await tables(tx)
    .insertInto('reminder_choice')
    .values({ person, organisation_id, ...chosen })
    .onConflict((conflict) => conflict.columns(['person', 'organisation_id']).doUpdateSet(chosen))
    .execute();
}

/** Makes the digests of a week that are not there yet, as the worker. @returns how many */
export async function makeDigests(tx: Tx, asked: { week: string; today: string; now: Date }): Promise<number> {
  const { week, today, now } = asked;
  const { rows } = await sql<{ made: number }>`select make_digests(${week}, ${today}::date, ${now}) as made`.execute(
    tx,
  );
  return rows[0]?.made ?? 0;
}

export type DueMail = {
  digest: string;
  person: string;
  address: string;
  locale: string;
  organisation: string;
  week: string;
  contents: Contents;
};

/** Mails that nobody has sent yet, as the worker. */
export const mailsDue = async (tx: Tx, { since, atMost }: { since: Date; atMost: number }): Promise<DueMail[]> =>
  (await sql<DueMail>`select * from digests_to_mail(${since}, ${atMost})`.execute(tx)).rows;

export const markMailed = (tx: Tx, { digest, person }: Pick<DueMail, 'digest' | 'person'>, now: Date) =>
  sql`select digest_was_mailed(${digest}, ${person}, ${now})`.execute(tx);

/** Whether this installation sends mail at all. */
export async function sendsMail(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from installation where key = 'mail' and value = 'on') as is`.execute(tx);
  return rows[0]?.is ?? false;
}
