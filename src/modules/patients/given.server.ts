import type { Served } from '../../platform/serve.ts';
import { consentOf, textsOfIds } from './consent.sql.ts';

/** A consent as it was given and with the words that were read. Moments in ISO 8601, `givenOn` a day. */
type GivenConsent = {
  id: string;
  givenOn: string;
  from: string | null;
  until: string | null;
  text: { title: string; wording: string; language: string };
};

/** The consents of these ids that are open to the actor, with the texts that were agreed to; the others are left out. */
export async function consentsAsGiven({ tx }: Pick<Served, 'tx'>, ids: readonly string[]): Promise<GivenConsent[]> {
  const found = (await Promise.all([...new Set(ids)].map((id) => consentOf(tx, id)))).filter(
    (row) => row !== undefined,
  );
  const texts = await textsOfIds(
    tx,
    found.map(({ text_id }) => text_id),
  );
  return found.map((row) => {
    const text = texts.find(({ id }) => id === row.text_id);
    return {
      id: row.id,
      givenOn: row.given_on,
      from: row.stands_from?.toISOString() ?? null,
      until: row.stands_until?.toISOString() ?? null,
      text: { title: text?.title ?? '', wording: text?.wording ?? '', language: text?.language ?? 'kk' },
    };
  });
}
