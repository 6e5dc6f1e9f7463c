import { organisationsOf, type Partnership, partnershipNames, partnershipOf, peopleOf } from '../directory/index.ts';
import { type ClaimRow, claimsOf, documentsCited } from '../documents/index.ts';
import { eventsAbout } from '../../platform/event.sql.ts';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import {
  childrenOf,
  type FoundInstrument,
  findInstrument,
  instrumentsOf,
  type Step,
  stepsOf,
} from './instrument.sql.ts';
import { actionsFrom, type StandingStep, standingOf, standingSteps } from './instrument.ts';
import { articlesOf, documentsUnder, groundsUnder, ownSides, signatoriesOf } from './parts.sql.ts';
import type { InstrumentDetail, InstrumentRow } from './schemas.ts';
import { versionShown, versionsOf, versionText } from './version.sql.ts';

/** What the pages of this module are put together from: a few queries, however much there is. */
export const named = async (tx: Tx, ids: readonly string[]) =>
  (await organisationsOf(tx, ids)).map(({ id, names, country, isDemo }) => ({ id, names, country, isDemo }));

type Parent = NonNullable<InstrumentRow['parent']>;

function parentShown(found: FoundInstrument, parents: readonly FoundInstrument[]): Parent | null {
  const { parent_id: id, parent_relation: relation, parent_title } = found;
  const title = parent_title ?? parents.find((each) => each.id === id)?.title;
  return relation && title ? { relation, id, title } : null;
}

/** Rows as lists show them: two queries more than the rows themselves took, and one for the names of partnerships. */
export async function rowsShown(tx: Tx, found: readonly FoundInstrument[]): Promise<InstrumentRow[]> {
  const steps = await stepsOf(
    tx,
    found.map(({ id }) => id),
  );
  const parents = await instrumentsOf(
    tx,
    found.flatMap(({ parent_id }) => parent_id ?? []),
  );
  const partnerships = await partnershipNames(
    tx,
    found.map(({ partnership_id }) => partnership_id),
  );
  return found.map((each) => {
    const own = standingSteps(steps.filter(({ instrument }) => instrument === each.id));
    const { id, kind, title, parties, binding, languages, covers, visibility, isOwn, version, partnership_id } = each;
    const partnership = partnerships.find((it) => it.id === partnership_id);
    return {
      id,
      kind,
      title,
      parties,
      binding,
      languages,
      covers,
      visibility,
      isOwn,
      version,
      partnership: partnership ?? { id: partnership_id, slug: '', names: {} },
      parent: parentShown(each, parents),
      standing: standingOf(own) ?? { state: each.state, since: null, asOf: null },
      isDemo: each.is_demo,
      changedAt: each.changed_at.toISOString(),
    };
  });
}

const said = ({ state, taken, knownOn, manner, claim, person, at }: Step) => ({
  state,
  taken,
  knownOn,
  manner,
  claim,
  person,
  at: at.toISOString(),
});

/** What a step said before it said what it says now: each telling with the reason for which the next one put it right. */
function correctedOf({ root, corrections }: StandingStep<Step>, recorded: readonly Step[]) {
  const first = recorded.find(({ id }) => id === root);
  const tellings = first ? [first, ...corrections] : corrections;
  return corrections.flatMap(({ reason }, at) => {
    const before = tellings[at];
    return before && reason ? [{ ...said(before), reason, isVoid: before.isVoid }] : [];
  });
}

/** Steps that were recorded and then said never to have happened. */
function voidedIn(recorded: readonly Step[], standing: readonly StandingStep<Step>[]) {
  return recorded.flatMap((first) => {
    if (first.corrects !== null || standing.some(({ root }) => root === first.id)) return [];
    const last = recorded.findLast(({ corrects }) => corrects === first.id);
    return last?.reason ? [{ ...said(last), reason: last.reason }] : [];
  });
}

function groundShown(claim: ClaimRow, sides: readonly string[]): InstrumentDetail['grounds'][number] {
  const { id, kind, value, quote, sentence, quoteOffset, language, span, shared, citation } = claim;
  const { document, takenInAt, ...cited } = citation;
  return {
    kind,
    quote,
    sentence,
    quoteOffset,
    language,
    span,
    part: 'statement',
    agrees: null,
    claim: id,
    value: { ...value },
    visibility: shared.visibility,
    isOwn: sides.includes(shared.side_id),
    document: { id: document, ...cited, takenInAt: takenInAt.toISOString() },
  };
}

async function signatoriesShown(tx: Tx, instrument: string): Promise<InstrumentDetail['signatories']> {
  const signatories = await signatoriesOf(tx, instrument);
  const people = await peopleOf(
    tx,
    signatories.flatMap(({ person }) => person ?? []),
  );
  return signatories.map((each) => ({
    ...each,
    personNames: people.find(({ id }) => id === each.person)?.names ?? null,
  }));
}

async function documentsShown(tx: Tx, instrument: string): Promise<InstrumentDetail['documents']> {
  const attached = await documentsUnder(tx, instrument);
  const cited = await documentsCited(
    tx,
    attached.map(({ document }) => document),
  );
  return cited.flatMap(({ id, title, publishedOn }) => {
    const part = attached.find(({ document }) => document === id)?.part;
    return part ? [{ id, part, title, publishedOn }] : [];
  });
}

async function history(tx: Tx, subjects: readonly string[]): Promise<InstrumentDetail['events']> {
  const events = await eventsAbout(tx, subjects, 100);
  return events.map(({ id, at, person, organisation, subject, subjectId, action, fields, isDemo }) => ({
    id,
    person,
    organisation,
    subject,
    subjectId,
    action,
    isDemo,
    fields: [...fields],
    at: at.toISOString(),
  }));
}

async function partsShown({ tx }: Served, found: FoundInstrument) {
  const { id } = found;
  const [recorded, versions] = [await stepsOf(tx, [id]), await versionsOf(tx, id)];
  const standing = standingSteps(recorded);
  const [claims, sides] = [await claimsOf(tx, await groundsUnder(tx, id)), await ownSides(tx)];
  return {
    actions: found.isOwn ? actionsFrom(found.state) : [],
    steps: standing.map((step) => ({ ...said(step), id: step.root, corrected: correctedOf(step, recorded) })),
    voided: voidedIn(recorded, standing),
    signatories: await signatoriesShown(tx, id),
    articles: await articlesOf(tx, id),
    versions: versions.map(versionShown),
    documents: await documentsShown(tx, id),
    grounds: claims.map((claim) => groundShown(claim, sides)),
    children: await childrenOf(tx, id),
    events: await history(tx, [id, ...versions.map((version) => version.id)]),
  };
}

const seatedIn = ({ sides }: Partnership): string[] => sides.flatMap(({ organisations }) => organisations);

/** One instrument with all that belongs to it; undefined where there is none, or none that the actor may see. */
export async function readInstrument(context: Served, id: string): Promise<InstrumentDetail | undefined> {
  const { tx } = context;
  const found = await findInstrument(tx, id);
  const partnership = found && (await partnershipOf(tx, found.partnership_id));
  if (!found || !partnership) return undefined;
  const [row] = await rowsShown(tx, [found]);
  if (!row) return undefined;
  const parts = await partsShown(context, found);
  const organisations = await named(tx, [
    ...found.parties,
    ...seatedIn(partnership),
    ...parts.signatories.map(({ organisation }) => organisation),
    ...parts.versions.map(({ owner }) => owner),
    ...parts.events.map(({ organisation }) => organisation),
  ]);
  return { ...row, ...parts, organisations, isParty: partnership.ownSide !== null };
}

/** The words of one version, if the actor may see it. */
export async function readVersion({ tx }: Served, id: string) {
  const found = await versionText(tx, id);
  const instrument = found && (await findInstrument(tx, found.instrument));
  return found && instrument
    ? { ...versionShown(found), instrument: found.instrument, wording: found.wording }
    : undefined;
}
