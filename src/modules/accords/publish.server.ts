import { claimsOf, claimsOfDocument, showClaims } from '../documents/index.ts';
import { partnershipOf } from '../directory/index.ts';
import type { Served } from '../../platform/serve.ts';
import { isWider } from './commitment.ts';
import { groundsOfClaims } from './ground.sql.ts';
import type { Figure } from './ledger.sql.ts';
import { claimsUnder, deliveriesToShow, type Lockable, lockFigures, ownSides, widen } from './publish.sql.ts';

/** Lets others see figures of the own side with the quotes they rest on. It only widens. */
export type PublishRefusal = 'not-found' | 'not-own-side' | 'narrows-what-was-shown' | 'partnership-not-public';
type Refused = { refused: PublishRefusal };
type Shown = { commitments: number; deliveries: number; capacities: number; claims: number };
type Asked = {
  commitments: readonly string[];
  capacities: readonly string[];
  document?: string | undefined;
  visibility: 'partnership' | 'public';
};

/** What rests on the claims of a document: its own figures, and the commitments of its deliveries. */
async function restingOn(context: Served, document: string) {
  const claims = await claimsOfDocument(context.tx, document);
  const grounds = await groundsOfClaims(
    context.tx,
    claims.filter(({ state }) => state === 'accepted').map(({ id }) => id),
  );
  const idsIn = (column: 'commitment_id' | 'delivery_id' | 'capacity_id') =>
    grounds.flatMap((ground) => ground[column] ?? []);
  return {
    isKnown: claims.length > 0,
    commitments: idsIn('commitment_id'),
    deliveries: idsIn('delivery_id'),
    capacities: idsIn('capacity_id'),
  };
}

/** Figures named one by one must be of the own side, and must not be seen by more already. */
function whyRefused(asked: Asked, type: Figure, found: readonly Lockable[]): PublishRefusal | null {
  const named = type === 'commitment' ? asked.commitments : asked.capacities;
  const those = found.filter(({ id }) => named.includes(id));
  if (those.length < new Set(named).size) return 'not-found';
  if (those.some(({ isOwn }) => !isOwn)) return 'not-own-side';
  return those.some(({ visibility }) => isWider(visibility, asked.visibility)) ? 'narrows-what-was-shown' : null;
}

async function whyPlaceRefused(
  { tx }: Served,
  asked: Asked,
  found: readonly Lockable[],
): Promise<PublishRefusal | null> {
  if (asked.visibility !== 'public') return null;
  for (const id of new Set(found.map(({ partnership_id }) => partnership_id))) {
    const partnership = await partnershipOf(tx, id);
    if (partnership?.visibility !== 'public') return 'partnership-not-public';
  }
  return null;
}

type Found = { commitment: Lockable[]; delivery: Lockable[]; capacity: Lockable[] };

/** A delivery is never seen by more than see its commitment. */
async function figuresFor(
  { tx }: Served,
  asked: Asked,
  resting: Awaited<ReturnType<typeof restingOn>>,
): Promise<Found> {
  const named = await deliveriesToShow(tx, asked.commitments, resting.deliveries);
  const commitmentIds = [...asked.commitments, ...resting.commitments, ...named.map((each) => each.commitment_id)];
  const commitment = await lockFigures(tx, 'commitment', commitmentIds);
  const capacity = await lockFigures(tx, 'capacity', [...asked.capacities, ...resting.capacities]);
  const willBeSeen = (id: string) =>
    commitment.some((each) => each.id === id && (each.isOwn || !isWider(asked.visibility, each.visibility)));
  const showable = named.filter((each) => willBeSeen(each.commitment_id)).map(({ id }) => id);
  return { commitment, capacity, delivery: await lockFigures(tx, 'delivery', showable) };
}

const none = { isKnown: true, commitments: [], deliveries: [], capacities: [] };

/** @returns how many things are seen by more people than before, and how many quotes stand under what was asked for */
export async function publish(context: Served, asked: Asked): Promise<Shown | Refused> {
  const resting = asked.document ? await restingOn(context, asked.document) : none;
  if (!resting.isKnown) return { refused: 'not-found' };
  const found = await figuresFor(context, asked, resting);
  const refused =
    whyRefused(asked, 'commitment', found.commitment) ??
    whyRefused(asked, 'capacity', found.capacity) ??
    (await whyPlaceRefused(context, asked, [...found.commitment, ...found.capacity]));
  if (refused) return { refused };
  const widened: Record<Figure, number> = { commitment: 0, delivery: 0, capacity: 0 };
  for (const type of ['commitment', 'delivery', 'capacity'] as const) {
    const wider = found[type].filter((each) => each.isOwn && isWider(asked.visibility, each.visibility));
    await widen(context, type, { figures: wider, visibility: asked.visibility });
    widened[type] = wider.length;
  }
  const idsOf = (type: Figure) => found[type].filter(({ isOwn }) => isOwn).map(({ id }) => id);
  const figures = { commitment: idsOf('commitment'), delivery: idsOf('delivery'), capacity: idsOf('capacity') };
  const quotes = await ownClaimsUnder(context, figures);
  await showClaims(context, quotes, asked.visibility);
  const { commitment: commitments, delivery: deliveries, capacity: capacities } = widened;
  return { commitments, deliveries, capacities, claims: quotes.length };
}

/** The accepted claims of the own side under figures. */
async function ownClaimsUnder({ tx }: Served, figures: Record<Figure, readonly string[]>): Promise<string[]> {
  const [claims, sides] = [await claimsOf(tx, await claimsUnder(tx, figures)), await ownSides(tx)];
  return claims
    .filter(({ state, shared }) => state === 'accepted' && sides.includes(shared.side_id))
    .map(({ id }) => id);
}
