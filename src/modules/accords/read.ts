import { claimsOf, documentsToReview } from '../documents/index.ts';
import { type Partnership, partnershipNamed, partnershipOf } from '../directory/index.ts';
import { eventsAbout, eventsSince } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { addDays } from '../../platform/time/calendar.ts';
import { amountOf } from './amount.ts';
import { capacitiesIn } from './capacity.sql.ts';
import { partsOf } from './commitment.ts';
import { assessmentsOf, deliveriesWhere, figuresIn, newestGrounds, waitingFor } from './detail.sql.ts';
import { groundsUnder, shownGrounds } from './ground.sql.ts';
import { countByStatus } from './list.sql.ts';
import { assessmentShown, deliveryShown, eventShown, named, withNames } from './pages.ts';
import { commitmentRow, commitmentsOf, partiesIn } from './rows.sql.ts';

/** What the pages of this module are put together from: each a few queries, however much there is. */
const sideOf = ({ sides, ownSide }: Partnership): readonly string[] =>
  sides.find(({ id }) => id === ownSide)?.organisations ?? [];

/** One commitment with its proof; undefined where there is none, or none that the actor may see. */
export async function readCommitment(context: Served, id: string) {
  const { tx, actor, today } = context;
  const [found] = await commitmentsOf(tx, [id]);
  const partnership = found && (await partnershipOf(tx, found.partnership_id));
  if (!found || !partnership) return undefined;
  const deliveries = await deliveriesWhere(tx, { commitment: id });
  const grounds = await groundsUnder(tx, id);
  const claims = await claimsOf(
    tx,
    grounds.map(({ claim_id }) => claim_id),
  );
  const assessments = found.verdict === null ? [] : await assessmentsOf(tx, id);
  const events = await eventsAbout(tx, [id, ...deliveries.map((each) => each.id)], 50);
  const side = sideOf(partnership);
  const around = { parties: found, side, organisation: actor.organisation, grounds, claims };
  const [part] = partsOf(found, side);
  const own = grounds.filter(({ commitment_id }) => commitment_id === id);
  return {
    ...commitmentRow(found, new Map([[partnership.id, nameOf(partnership)]]), today),
    organisations: await named(tx, [
      ...partiesIn([found]),
      ...organisationsIn(partnership),
      ...ownersOf(deliveries, events),
    ]),
    deliveries: deliveries.map((each) => deliveryShown(each, around)),
    grounds: shownGrounds(own, claims),
    assessments: assessments.map(assessmentShown),
    events: events.map(eventShown),
    ownPart: part === undefined ? null : part === 'giver' ? ('debtor' as const) : ('creditor' as const),
  };
}

const nameOf = ({ id, slug, names }: Partnership) => ({ id, slug, names });
const organisationsIn = ({ sides }: Partnership): string[] => sides.flatMap(({ organisations }) => organisations);
const ownersOf = (
  deliveries: readonly { owner_organisation: string }[],
  events: readonly { organisation: string }[],
): string[] => [...deliveries.map((each) => each.owner_organisation), ...events.map((each) => each.organisation)];

/** How a partnership stands; undefined where there is none to see. */
export async function readOverview({ tx, today }: Served, slug: string) {
  const partnership = await partnershipNamed(tx, slug);
  if (!partnership) return undefined;
  const { id } = partnership;
  const counts = await countByStatus(tx, { partnership: id }, today);
  const [figures, capacities] = [await figuresIn(tx, id), await capacitiesIn(tx, id)];
  const newest = await newestGrounds(tx, id);
  const underCapacities = capacities.flatMap(({ grounds }) => grounds.map(({ claim_id }) => claim_id));
  const claims = await claimsOf(tx, [...newest, ...underCapacities]);
  return {
    counts,
    figures: figures.map(({ currency, amount, is_demo, ...rest }) => ({
      ...rest,
      amount: amountOf(amount, currency),
      isDemo: is_demo,
    })),
    capacities: capacities.map(({ amount, is_demo, grounds, ...rest }) => ({
      ...rest,
      amount: String(amount),
      isDemo: is_demo,
      grounds: shownGrounds(grounds, claims),
    })),
    claims: newest
      .flatMap((claim) => claims.filter((each) => each.id === claim))
      .map(({ id: claim, kind, quote, language, citation }) => ({
        ...{ id: claim, kind, quote, language },
        document: { id: citation.document, title: citation.title, publishedOn: citation.publishedOn },
      })),
    organisations: await named(tx, organisationsIn(partnership)),
  };
}

const daysAhead = 7;

/** The start page of the acting organisation. */
export async function readToday(context: Served) {
  const { tx, today } = context;
  const toReview = await documentsToReview(tx);
  const waiting = await waitingFor(tx, { today, until: addDays(today, daysAhead) });
  const events = await eventsSince(tx, new Date(`${addDays(today, -1)}T00:00:00Z`), 30);
  const subjects = (subject: string) =>
    events.filter((each) => each.subject === subject).map(({ subjectId }) => subjectId);
  const deliveries = await deliveriesWhere(tx, {
    ids: [...waiting.flatMap(({ delivery_id }) => delivery_id ?? []), ...subjects('delivery')],
  });
  const commitmentOf = new Map(deliveries.map((each) => [each.id, each.commitment_id]));
  const wanted = [
    ...waiting.map(({ commitment_id }) => commitment_id),
    ...subjects('commitment'),
    ...commitmentOf.values(),
  ];
  const { items, partnerships, organisations } = await withNames(
    context,
    await commitmentsOf(tx, [...new Set(wanted)]),
  );
  const rowOf = (id: string | undefined) => items.filter((row) => row.id === id);
  const inSlot = (slot: string) =>
    waiting.filter((each) => each.slot === slot).flatMap((each) => rowOf(each.commitment_id));
  return {
    today,
    toReview: toReview.map(({ id, title, partnership, drafts, accepted, rejected }) => ({
      ...{ document: id, title, partnership, drafts },
      decided: accepted + rejected,
    })),
    toConfirm: confirmable(context, { waiting, deliveries, rowOf }),
    dueSoon: inSlot('due'),
    late: inSlot('late'),
    changes: events.map((event) => {
      const [about] = rowOf(commitmentOf.get(event.subjectId) ?? event.subjectId);
      return { ...eventShown(event), commitment: about ? { id: about.id, title: about.title } : null };
    }),
    partnerships,
    organisations,
  };
}

type Confirmable = {
  waiting: Awaited<ReturnType<typeof waitingFor>>;
  deliveries: Awaited<ReturnType<typeof deliveriesWhere>>;
  rowOf: (id: string | undefined) => Awaited<ReturnType<typeof withNames>>['items'];
};

function confirmable({ actor }: Served, { waiting, deliveries, rowOf }: Confirmable) {
  const { organisation } = actor;
  return waiting.flatMap(({ delivery_id, commitment_id, confirm_as: as }) => {
    const found = deliveries.find(({ id }) => id === delivery_id);
    const [commitment] = rowOf(commitment_id);
    if (!found || !commitment || !as) return [];
    // Whether the side may confirm, the query has found out; what it rests on, the page of the commitment shows.
    const around = { parties: { debtors: [], creditors: [] }, side: [], organisation, grounds: [], claims: [] };
    return [{ delivery: { ...deliveryShown(found, around), mayConfirmAs: [as] }, commitment, as }];
  });
}
