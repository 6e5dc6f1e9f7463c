import { organisationsOf } from '../directory/index.ts';
import type { Served } from '../../platform/serve.ts';
import { shellOf } from './create.server.ts';
import type { Order, Position } from './list.ts';
import { countsOf, listedOf, type Sought, type Turns, unreadReferrals } from './list.sql.ts';
import { optionalStages, parties, stages } from './referral.ts';
import { foundOf } from './referral.sql.ts';
import { truthsAt, turnOf } from './transitions.ts';

const everyStage = new Set(optionalStages);
/** In which stages each party has the next step, as the table of acts says. */
export const turns: Turns = parties.map((party) => ({
  party,
  stages: stages.filter(
    (stage) =>
      turnOf({ truths: truthsAt(stage), applying: everyStage }).includes(party) ||
      turnOf({ truths: truthsAt(stage), applying: new Set() }).includes(party),
  ),
}));

type Page = { order: Order; after: Position | null; limit: number };

/** A page of referrals that the acting organisation takes part in. */
export async function listReferrals(context: Served, sought: Sought, { order, after, limit }: Page) {
  const { tx, now } = context;
  const listed = await listedOf(tx, { sought, turns, slice: { order, after, limit: limit + 1, now } });
  const rows = listed.slice(0, limit);
  const found = await foundOf(
    tx,
    rows.map(({ id }) => id),
  );
  const items = rows.flatMap(({ id }) => {
    const one = found.find(({ referral }) => referral.id === id);
    return one ? [shellOf(context, one)] : [];
  });
  const named = items.flatMap(({ sender, receiver, commission }) => [
    sender,
    receiver,
    ...(commission === null ? [] : [commission]),
  ]);
  const organisations = (await organisationsOf(tx, [...new Set(named)])).map(({ id, names, isDemo }) => ({
    id,
    names,
    isDemo,
  }));
  const last = listed.length > limit ? rows.at(-1) : undefined;
  return { items, organisations, next: last ? { key: last.sort_key, id: last.id } : null };
}

export const countReferrals = async ({ tx, now }: Served) => ({
  ...(await countsOf(tx, { turns, now })),
  unread: await unreadReferrals(tx),
});
