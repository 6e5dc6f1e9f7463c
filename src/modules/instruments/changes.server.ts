import { commitmentsUnder, tieCommitment, type TyingRefusal } from '../accords/index.ts';
import { mayPublish } from '../directory/index.ts';
import { claimsOf, documentsCited, showClaims } from '../documents/index.ts';
import type { Served } from '../../platform/serve.ts';
import { isForeignKey } from '../../platform/foreignKey.ts';
import { type DescribingRefusal, whyDescriptionRefused } from './entry.server.ts';
import { findInstrument, type InstrumentTable, saveDescription, saveInstrument, stepsOf } from './instrument.sql.ts';
import { isWider, standingSteps } from './instrument.ts';
import {
  acceptedClaims,
  type At,
  type Missing,
  ownInstrument,
  partnershipAround,
  type Refused,
  type Saved,
} from './own.server.ts';
import {
  dependentsOf,
  groundsUnder,
  layGround,
  ownSides,
  replaceSignatories,
  saveArticles,
  setDocument,
  signatoriesOf,
  takeUpGround,
} from './parts.sql.ts';
import type { ArticleInput, InstrumentInput } from './schemas.ts';

/** What a person does with an instrument: each loads, decides and saves, in the transaction of the request. */
type Change = { [K in keyof InstrumentInput]?: InstrumentInput[K] | undefined };

const parentOf = ({ parent_id, parent_relation, parent_title }: InstrumentTable): InstrumentInput['parent'] =>
  parent_relation === null ? null : { relation: parent_relation, id: parent_id, title: parent_title };

async function asEntered({ tx }: Served, found: InstrumentTable): Promise<InstrumentInput> {
  const { kind, title, parties, binding, languages, covers } = found;
  const signatories = (await signatoriesOf(tx, found.id)).map(({ id: _id, ...said }) => said);
  const parent = parentOf(found);
  return { kind, title, parties, binding, covers, parent, signatories, languages: languages as never };
}

const stated = (change: Change): Partial<InstrumentInput> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

/** Changes what an instrument is. Where it stands changes by steps alone. */
export async function changeInstrument(
  context: Served,
  { change, ...at }: At & { change: Change },
): Promise<Saved | Refused<Missing | DescribingRefusal>> {
  const own = await ownInstrument(context, at);
  if ('refused' in own) return own;
  const asked = { ...(await asEntered(context, own.found)), ...stated(change) };
  const partnership = await partnershipAround(context, own.found);
  const refused = await whyDescriptionRefused(context, { id: at.id, asked }, partnership);
  if (refused) return { refused };
  if (change.signatories) await replaceSignatories(context, at.id, change.signatories);
  const further = change.signatories ? ['signatories'] : [];
  return { id: at.id, version: await saveDescription(context, own.found, { asked, further }) };
}

/** Writes all articles anew. One that a commitment is tied to is not left out. */
export async function setArticles(
  context: Served,
  { articles, ...at }: At & { articles: readonly ArticleInput[] },
): Promise<Saved | Refused<Missing | 'article-twice' | 'still-needed'>> {
  if (new Set(articles.map(({ number }) => number)).size < articles.length) return { refused: 'article-twice' };
  const own = await ownInstrument(context, at);
  if ('refused' in own) return own;
  try {
    await saveArticles(context, at.id, articles);
  } catch (error) {
    // The refusal ends the request, and the database has ended its transaction already.
    if (isForeignKey(error)) return { refused: 'still-needed' };
    throw error;
  }
  const version = await saveInstrument(context, own.found, { action: 'setArticles', fields: ['articles'] });
  return { id: at.id, version };
}

type Attaching = At & { document: string; part: Parameters<typeof setDocument>[2]['part'] };

export async function attachDocument(
  context: Served,
  { document, part, ...at }: Attaching,
): Promise<Saved | Refused<Missing | 'document-unknown'>> {
  const own = await ownInstrument(context, at);
  if ('refused' in own) return own;
  const [cited] = await documentsCited(context.tx, [document]);
  if (!cited || cited.partnership !== own.found.partnership_id) return { refused: 'document-unknown' };
  await setDocument(context.tx, at.id, { document, part });
  const action = part === null ? 'detachDocument' : 'attachDocument';
  return { id: at.id, version: await saveInstrument(context, own.found, { action, fields: ['documents'] }) };
}

/** Lays an accepted claim under an instrument, or takes it up. One that proves a step stays. */
export async function setGround(
  context: Served,
  { claim, isLaid, ...at }: At & { claim: string; isLaid: boolean },
): Promise<Saved | Refused<Missing | 'claim-not-accepted' | 'still-needed'>> {
  const own = await ownInstrument(context, at);
  if ('refused' in own) return own;
  const accepted = await acceptedClaims(context, [claim], own.found.partnership_id);
  if ('refused' in accepted) return accepted;
  const steps = standingSteps(await stepsOf(context.tx, [at.id]));
  if (!isLaid && steps.some((step) => step.claim === claim)) return { refused: 'still-needed' };
  await (isLaid ? layGround(context.tx, claim, at.id) : takeUpGround(context.tx, claim, at.id));
  const action = isLaid ? 'layGround' : 'takeUpGround';
  return { id: at.id, version: await saveInstrument(context, own.found, { action, fields: ['grounds'] }) };
}

type Linking = { id: string; commitment: string; version: number; isTied: boolean; article: string | null };

/** Ties a commitment of the own side to an instrument that the actor may see, whoever keeps it; or unties it from it. */
export async function linkCommitment(
  context: Served,
  { id, commitment, version, isTied, article }: Linking,
): Promise<{ commitment: string; version: number } | Refused<TyingRefusal>> {
  if (!(await findInstrument(context.tx, id))) return { refused: 'not-found' };
  const under = await commitmentsUnder(context, { instrument: id });
  if (!isTied && under.items.every((each) => each.id !== commitment)) return { refused: 'not-found' };
  const tied = await tieCommitment(context, { id: commitment, version, article, instrument: isTied ? id : null });
  return 'refused' in tied ? tied : { commitment, version: tied.version };
}

type PublishRefusal = Missing | 'narrows-what-was-shown' | 'partnership-not-public' | 'may-not-publish';

/** Lets more people see an instrument with the quotes of the own side under it. It only widens. */
export async function publishInstrument(
  context: Served,
  { visibility, ...at }: At & { visibility: 'partnership' | 'public' },
): Promise<(Saved & { claims: number }) | Refused<PublishRefusal>> {
  const own = await ownInstrument(context, at);
  if ('refused' in own) return own;
  const { found } = own;
  const partnership = await partnershipAround(context, found);
  if (!(await mayPublish(context, partnership, 'instruments'))) return { refused: 'may-not-publish' };
  if (isWider(found.visibility, visibility)) return { refused: 'narrows-what-was-shown' };
  if (visibility === 'public' && partnership.visibility !== 'public') return { refused: 'partnership-not-public' };
  const [claims, sides] = [
    await claimsOf(context.tx, await groundsUnder(context.tx, at.id)),
    await ownSides(context.tx),
  ];
  const quotes = claims.filter(({ state, shared }) => state === 'accepted' && sides.includes(shared.side_id));
  await showClaims(
    context,
    quotes.map(({ id }) => id),
    visibility,
  );
  const version = await saveInstrument(context, found, {
    action: 'publish',
    fields: ['visibility'],
    changed: { visibility },
  });
  return { id: at.id, version, claims: quotes.length };
}

/** Takes out an instrument that nobody else has seen and nothing belongs to; its row and its events stay. */
export async function retractInstrument(
  context: Served,
  at: At,
): Promise<{ id: string } | Refused<Missing | 'already-published' | 'still-needed'>> {
  const own = await ownInstrument(context, at);
  if ('refused' in own) return own;
  if (own.found.visibility !== 'own_side') return { refused: 'already-published' };
  const tied = await commitmentsUnder(context, { instrument: at.id });
  const grounds = await groundsUnder(context.tx, at.id);
  const rests = (await dependentsOf(context.tx, at.id)) + grounds.length + tied.items.length;
  if (rests > 0) return { refused: 'still-needed' };
  await saveInstrument(context, own.found, {
    action: 'retract',
    fields: ['retractedAt'],
    changed: { retracted_at: context.now },
  });
  return { id: at.id };
}
