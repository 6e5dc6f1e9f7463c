import { claimsOf, claimsOfDocument, showClaims } from '../documents/index.ts';
import { mayPublish, partnershipOf } from '../directory/index.ts';
import type { Served } from '../../platform/serve.ts';
import { isWider } from './commitment.ts';
import { findCommitment } from './commitment.sql.ts';
import { groundsOfClaims } from './ground.sql.ts';
import { type Figure, type Ladder, takeTurns } from './ledger.sql.ts';
import { claimsUnder, deliveriesToShow, type Lockable, lockFigures, ownSides, widen } from './publish.sql.ts';
import { insertRequest, isAskedFor, lockAssessments, widenAssessment } from './request.sql.ts';

/** Lets others see figures of the own side with the quotes they rest on. It only widens. */
export type PublishRefusal =
  | 'not-found'
  | 'not-own-side'
  | 'narrows-what-was-shown'
  | 'partnership-not-public'
  | 'side-may-not-publish'
  | 'wider-than-commitment';
type Refused = { refused: PublishRefusal };
type Counted = { commitments: number; deliveries: number; capacities: number; claims: number; assessments: number };
/** `requests`: what accuses, and waits for a second person. */
type Shown = Counted & { requests: string[] };
type Asked = {
  commitments: readonly string[];
  capacities: readonly string[];
  assessments: readonly string[];
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
  context: Served,
  asked: Asked,
  found: readonly Lockable[],
): Promise<PublishRefusal | null> {
  if (asked.visibility !== 'public') return null;
  for (const id of new Set(found.map(({ partnership_id }) => partnership_id))) {
    const partnership = await partnershipOf(context.tx, id);
    if (partnership?.visibility !== 'public') return 'partnership-not-public';
    if (!(await mayPublish(context, partnership, 'commitments'))) return 'side-may-not-publish';
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

/** Withdrawn commitments that more people would see: each waits for a second person, with all that belongs to it. */
async function holdBack(
  context: Served,
  { found, asked, approved }: Held,
): Promise<{ kept: Found; requests: string[] }> {
  const accusing = found.commitment.filter(
    (each) => each.isOwn && each.isWithdrawn && each.id !== approved && isWider(asked.visibility, each.visibility),
  );
  const requests: string[] = [];
  for (const { id } of accusing) requests.push(...(await askAbout(context, id, asked.visibility)));
  const isHeld = (id: string | undefined) => accusing.some((each) => each.id === id);
  const kept = {
    ...found,
    commitment: found.commitment.filter(({ id }) => !isHeld(id)),
    delivery: found.delivery.filter(({ commitment_id }) => !isHeld(commitment_id)),
  };
  return { kept, requests };
}
type Held = { found: Found; asked: Asked; approved: string | undefined };

async function askAbout(context: Served, id: string, shown_to: Asked['visibility']): Promise<string[]> {
  const commitment = await findCommitment(context.tx, id);
  if (!commitment || (await isAskedFor(context.tx, id, null))) return [];
  const { withdrawn_on } = commitment;
  const request = { commitment_id: id, assessment_id: null, about: 'withdrawn' as const, shown_to, claim_id: null };
  return [await insertRequest(context, { ...request, withdrawn_on }, commitment)];
}

/** Verdicts that were kept to the own side; `late` accuses, and so is asked for. */
async function showVerdicts(
  context: Served,
  { assessments, visibility }: Asked,
): Promise<{ shown: number; requests: string[] } | Refused> {
  const found = await lockAssessments(context.tx, assessments);
  if (found.length < new Set(assessments).size) return { refused: 'not-found' };
  if (found.some(({ isOwn }) => !isOwn)) return { refused: 'not-own-side' };
  const wider = found.filter((each) => isWider(visibility, each.visibility));
  const requests: string[] = [];
  for (const verdict of wider) {
    const commitment = await findCommitment(context.tx, verdict.commitment_id);
    if (!commitment || isWider(visibility, commitment.visibility)) return { refused: 'wider-than-commitment' };
    if (visibility === 'public' && !(await mayPublish(context, commitment.partnership_id, 'verdicts')))
      return { refused: 'side-may-not-publish' };
    if (verdict.verdict !== 'late') await widenAssessment(context, verdict, visibility);
    else requests.push(...(await askToShow(context, verdict, visibility)));
  }
  return { shown: wider.filter(({ verdict }) => verdict !== 'late').length, requests };
}

type Verdict = Ladder & { id: string; commitment_id: string };
/** Asks a second person to let others see that something is late; none where it has been asked already. */
export async function askToShow(context: Served, verdict: Verdict, shown_to: Asked['visibility']): Promise<string[]> {
  const { id: assessment_id, commitment_id } = verdict;
  await takeTurns(context.tx, `requests about ${commitment_id}`);
  if (await isAskedFor(context.tx, commitment_id, assessment_id)) return [];
  const request = {
    commitment_id,
    assessment_id,
    about: 'late' as const,
    shown_to,
    withdrawn_on: null,
    claim_id: null,
  };
  return [await insertRequest(context, request, verdict)];
}

async function widenAll(
  context: Served,
  found: Found,
  visibility: Asked['visibility'],
): Promise<Record<Figure, number>> {
  const widened: Record<Figure, number> = { commitment: 0, delivery: 0, capacity: 0 };
  for (const type of ['commitment', 'delivery', 'capacity'] as const) {
    const wider = found[type].filter((each) => each.isOwn && isWider(visibility, each.visibility));
    await widen(context, type, { figures: wider, visibility });
    widened[type] = wider.length;
  }
  return widened;
}

/**
 * @param approved a withdrawn commitment that a second person has approved
 * @returns how many things are seen by more people than before, how many quotes stand under what was asked for, and what
 *   waits for a second person
 */
export async function publish(context: Served, asked: Asked, approved?: string): Promise<Shown | Refused> {
  const resting = asked.document ? await restingOn(context, asked.document) : none;
  if (!resting.isKnown) return { refused: 'not-found' };
  const all = await figuresFor(context, asked, resting);
  const refused =
    whyRefused(asked, 'commitment', all.commitment) ??
    whyRefused(asked, 'capacity', all.capacity) ??
    (await whyPlaceRefused(context, asked, [...all.commitment, ...all.capacity]));
  if (refused) return { refused };
  const { kept: found, requests } = await holdBack(context, { found: all, asked, approved });
  const widened = await widenAll(context, found, asked.visibility);
  const idsOf = (type: Figure) => found[type].filter(({ isOwn }) => isOwn).map(({ id }) => id);
  const figures = { commitment: idsOf('commitment'), delivery: idsOf('delivery'), capacity: idsOf('capacity') };
  const quotes = await ownClaimsUnder(context, figures);
  await showClaims(context, quotes, asked.visibility);
  const verdicts = await showVerdicts(context, asked);
  if ('refused' in verdicts) return verdicts;
  const { commitment: commitments, delivery: deliveries, capacity: capacities } = widened;
  const counted = { commitments, deliveries, capacities, claims: quotes.length, assessments: verdicts.shown };
  return { ...counted, requests: [...requests, ...verdicts.requests] };
}

/** The accepted claims of the own side under figures. */
async function ownClaimsUnder({ tx }: Served, figures: Record<Figure, readonly string[]>): Promise<string[]> {
  const [claims, sides] = [await claimsOf(tx, await claimsUnder(tx, figures)), await ownSides(tx)];
  return claims
    .filter(({ state, shared }) => state === 'accepted' && sides.includes(shared.side_id))
    .map(({ id }) => id);
}
