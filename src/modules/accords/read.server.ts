import { acceptedLately, type ClaimRow, claimsOf } from '../documents/index.ts';
import { type Partnership, partnershipNamed, partnershipOf } from '../directory/index.ts';
import { eventsAbout } from '../../platform/event.sql.ts';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import { amountOf } from '../../platform/money/amount.ts';
import { capacitiesIn } from './capacity.sql.ts';
import { capacityCorrectionsIn } from './correction.sql.ts';
import { partsOf } from './commitment.ts';
import { around as mentionedAround } from './commitment.sql.ts';
import { commitmentWithVerdicts, deliveriesWhere, figuresIn, type FoundDelivery, newestGrounds } from './detail.sql.ts';
import { correctionShown, differencesIn, disagreements } from './differences.server.ts';
import { groundsUnder } from './ground.sql.ts';
import type { GroundTable } from './ledger.sql.ts';
import { countByStatus } from './list.sql.ts';
import { assessmentShown, deliveryShown, eventShown, named } from './pages.server.ts';
import { ownSideOf } from './place.server.ts';
import { commitmentRow, commitmentsOf, type FoundCommitment, partiesIn } from './rows.sql.ts';
import { weighedGrounds } from './shown.server.ts';

/** What the pages of this module are put together from: each a few queries, however much there is. */
type Proof = { grounds: GroundTable[]; claims: ClaimRow[]; deliveries: FoundDelivery[] };

async function proofOf({ tx }: Served, id: string): Promise<Proof> {
  const deliveries = await deliveriesWhere(tx, { commitment: id });
  const grounds = await groundsUnder(tx, id);
  const claims = await claimsOf(
    tx,
    grounds.map(({ claim_id }) => claim_id),
  );
  return { deliveries, grounds, claims };
}

/** The amount that was promised, with the claims that state it. */
function promiseShown(found: FoundCommitment, { grounds, claims }: Proof, disputed: readonly string[]) {
  const { target, comparator, currency } = found;
  const figure = target === null ? null : { whole: target, comparator, unit: currency };
  const own = grounds.filter(({ commitment_id }) => commitment_id === found.id);
  return weighedGrounds({ grounds: own, claims, figure, disputed });
}

/** What is part of it, with how each part stands, and what stands around it. */
async function relationsOf(context: Served, found: FoundCommitment, name: ReturnType<typeof nameOf>) {
  const { parts, ...mentions } = await mentionedAround(context.tx, found);
  const standing = await commitmentsOf(context.tx, parts);
  const rows = standing.map((part) => commitmentRow(part, new Map([[name.id, name]]), context.today));
  return { ...mentions, parts: rows, parties: partiesIn(standing) };
}

/** One commitment with its proof; undefined where there is none, or none that the actor may see. */
export async function readCommitment(context: Served, id: string) {
  const { tx, actor, today } = context;
  const found = await commitmentWithVerdicts(tx, id);
  const partnership = found && (await partnershipOf(tx, found.partnership_id));
  if (!found || !partnership) return undefined;
  const proof = await proofOf(context, id);
  const said = await disagreements(context, found, partnership.ownSide);
  const disputed = said.disputes.map(({ claim }) => claim);
  const events = await eventsAbout(tx, [id, ...proof.deliveries.map((each) => each.id)], 50);
  const { parties, ...relations } = await relationsOf(context, found, nameOf(partnership));
  const side = ownSideOf(partnership);
  const around = { ...proof, parties: found, side, organisation: actor.organisation, disputed };
  const [part] = partsOf(found, side);
  const organisations = [...partiesIn([found]), ...organisationsIn(partnership), ...ownersOf(proof.deliveries, events)];
  return {
    ...commitmentRow(found, new Map([[partnership.id, nameOf(partnership)]]), today),
    ...promiseShown(found, proof, disputed),
    ...said,
    ...relations,
    differences: differencesIn(proof.deliveries, { partnership, measure: found.measure, currency: found.currency }),
    organisations: await named(tx, [...organisations, ...parties, ...said.answers.map((each) => each.organisation)]),
    deliveries: proof.deliveries.map((each) => deliveryShown(each, around)),
    assessments: found.assessments.map(assessmentShown),
    events: events.map(eventShown),
    sides: partnership.sides.map(({ id: sideId, names }) => ({ id: sideId, names })),
    mayAnswer: found.visibility !== 'own_side' && partiesIn([found]).includes(actor.organisation),
    ownPart: part === undefined ? null : part === 'giver' ? ('debtor' as const) : ('creditor' as const),
  };
}

const nameOf = ({ id, slug, names }: Partnership) => ({ id, slug, names });
const organisationsIn = ({ sides }: Partnership): string[] => sides.flatMap(({ organisations }) => organisations);
const ownersOf = (
  deliveries: readonly { owner_organisation: string }[],
  events: readonly { organisation: string }[],
): string[] => [...deliveries.map((each) => each.owner_organisation), ...events.map((each) => each.organisation)];

type Capacity = Awaited<ReturnType<typeof capacitiesIn>>[number];
const capacityShown = (
  { amount, is_demo, as_of, place_key, grounds, ...rest }: Capacity,
  claims: readonly ClaimRow[],
) => ({
  ...rest,
  amount: String(amount),
  isDemo: is_demo,
  asOf: as_of,
  placeKey: place_key,
  grounds: weighedGrounds({ grounds, claims, figure: { whole: amount, comparator: rest.comparator, unit: null } })
    .grounds,
});

/** What sources say and a person has accepted, the newest first: under a figure, or not yet. */
async function claimsIn(tx: Tx, { id, ownSide }: Partnership): Promise<string[]> {
  const own = ownSide === null ? [] : await acceptedLately(tx, { side: ownSide, partnership: id });
  const all = new Set([...own, ...(await newestGrounds(tx, id))]);
  // Ids follow time.
  return [...all].toSorted((one, other) => (one > other ? -1 : 1)).slice(0, 30);
}

/** How a partnership stands; undefined where there is none to see. */
export async function readOverview({ tx, today }: Served, slug: string) {
  const partnership = await partnershipNamed(tx, slug);
  if (!partnership) return undefined;
  const { id } = partnership;
  const counts = await countByStatus(tx, { partnership: id }, today);
  const [figures, capacities] = [await figuresIn(tx, id), await capacitiesIn(tx, id)];
  const newest = await claimsIn(tx, partnership);
  const underCapacities = capacities.flatMap(({ grounds }) => grounds.map(({ claim_id }) => claim_id));
  const claims = await claimsOf(tx, [...newest, ...underCapacities]);
  return {
    counts,
    figures: figures.map(({ currency, amount, is_demo, ...rest }) => ({
      ...rest,
      amount: amountOf(amount, currency),
      isDemo: is_demo,
    })),
    capacities: capacities.map((each) => capacityShown(each, claims)),
    corrections: (await capacityCorrectionsIn(tx, id)).map(correctionShown),
    claims: newest
      .flatMap((claim) => claims.filter((each) => each.id === claim))
      .map(({ id: claim, kind, quote, language, citation }) => ({
        id: claim,
        kind,
        quote,
        language,
        document: { id: citation.document, title: citation.title, publishedOn: citation.publishedOn },
      })),
    organisations: await named(tx, organisationsIn(partnership)),
  };
}
