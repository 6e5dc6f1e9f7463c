import { claimsOf } from '../documents/index.ts';
import { type Partnership, partnershipNamed, partnershipOf } from '../directory/index.ts';
import { eventsAbout } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { amountOf } from './amount.ts';
import { capacitiesIn } from './capacity.sql.ts';
import { partsOf } from './commitment.ts';
import { commitmentWithVerdicts, deliveriesWhere, figuresIn, newestGrounds } from './detail.sql.ts';
import { groundsUnder, shownGrounds } from './ground.sql.ts';
import { countByStatus } from './list.sql.ts';
import { assessmentShown, deliveryShown, eventShown, named } from './pages.server.ts';
import { commitmentRow, partiesIn } from './rows.sql.ts';

/** What the pages of this module are put together from: each a few queries, however much there is. */
const sideOf = ({ sides, ownSide }: Partnership): readonly string[] =>
  sides.find(({ id }) => id === ownSide)?.organisations ?? [];

/** One commitment with its proof; undefined where there is none, or none that the actor may see. */
export async function readCommitment(context: Served, id: string) {
  const { tx, actor, today } = context;
  const found = await commitmentWithVerdicts(tx, id);
  const partnership = found && (await partnershipOf(tx, found.partnership_id));
  if (!found || !partnership) return undefined;
  const deliveries = await deliveriesWhere(tx, { commitment: id });
  const grounds = await groundsUnder(tx, id);
  const claims = await claimsOf(
    tx,
    grounds.map(({ claim_id }) => claim_id),
  );
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
    assessments: found.assessments.map(assessmentShown),
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
        id: claim,
        kind,
        quote,
        language,
        document: { id: citation.document, title: citation.title, publishedOn: citation.publishedOn },
      })),
    organisations: await named(tx, organisationsIn(partnership)),
  };
}
