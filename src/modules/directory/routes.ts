import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { directoryContract } from './contract.ts';
import {
  allOrganisations,
  allPartnerships,
  insertOrganisation,
  insertPartnership,
  myMemberships,
  organisationsOf,
  type Partnership,
  partnershipNamed,
} from './directory.sql.ts';
import { whySeatingIsRefused } from './partnership.ts';

const api = implement(directoryContract).$context<Served>();

export const directoryRoutes = api.router({
  session: api.session.handler(async ({ context: { tx, actor } }) => {
    const { person, organisation, role, may } = actor;
    return { person, organisation, role, may: [...may], memberships: await myMemberships(tx) };
  }),

  organisations: api.organisations.handler(({ context }) => allOrganisations(context.tx)),

  registerOrganisation: api.registerOrganisation.handler(async ({ input, context }) => {
    const { place = null, ...rest } = input;
    const registered = { id: context.newId(), ...rest, place, isDemo: false };
    await insertOrganisation(context, registered);
    return registered;
  }),

  partnerships: api.partnerships.handler(({ context }) => allPartnerships(context.tx)),

  partnership: api.partnership.handler(async ({ input, context, errors }) => {
    const found = await partnershipNamed(context.tx, input.slug);
    if (!found) throw errors['not-found']();
    return found;
  }),

  openPartnership: api.openPartnership.handler(async ({ input, context, errors }) => {
    const { tx, actor, newId } = context;
    const refused = whySeatingIsRefused({ owner: actor.organisation, sides: input.sides });
    if (refused) throw errors[refused]();
    const seated = input.sides.flatMap((side) => side.organisations);
    const known = await organisationsOf(tx, seated);
    if (known.length < seated.length) throw errors['organisation-unknown']();
    const sides = input.sides.map((side) => ({ id: newId(), ...side }));
    const ownSide = sides.find((side) => side.organisations.includes(actor.organisation))?.id ?? null;
    // A partnership with a demonstration organisation is a demonstration.
    const isDemo = known.some((organisation) => organisation.isDemo);
    const opened: Partnership = { id: newId(), ...input, sides, ownSide, isDemo };
    if (!(await insertPartnership(context, opened))) throw errors['slug-taken']();
    return opened;
  }),
});
