import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import {
  deactivateMember,
  deactivatePerson,
  endRole,
  grantRole,
  reactivateMember,
  reactivatePerson,
  revokeInvitation,
  revokeToken,
  setInstallation,
} from './act.sql.ts';
import { accessContract } from './contract.ts';
import { invite, resend } from './invitation.server.ts';
import { namesOfActors, organisationsWithoutAdministrator, placeOfOrganisation } from './member.sql.ts';
import { installationPeopleShown, peopleFile, peopleShown, personPage, spanAt } from './people.server.ts';
import { orThrow } from './refusal.server.ts';
import { actorShown } from './shown.server.ts';
import { makeToken, rotate, tokensShown } from './token.server.ts';
import { explain } from './why.server.ts';

const api = implement(accessContract).$context<Served>();

const people = {
  people: api.people.handler(async ({ input, context, errors }) => {
    const found = await peopleShown(context, input);
    if (found === 'invalid') throw errors['cursor-invalid']();
    return found;
  }),
  peopleFile: api.peopleFile.handler(({ input, context }) => peopleFile(context, input)),
  person: api.person.handler(async ({ input, context, errors }) => {
    const found = await personPage(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  grantRole: api.grantRole.handler(async ({ input, context, errors }) => {
    const { id: person, from, until, ...asked } = input;
    const span = await spanAt(context, { organisation: context.actor.organisation, from, until });
    if (!span) throw errors['days-wrong']();
    return orThrow(await grantRole(context.tx, { person, ...asked, ...span }));
  }),
  endRole: api.endRole.handler(async ({ input, context }) =>
    orThrow(await endRole(context.tx, input.id, input.reason)),
  ),
  deactivate: api.deactivate.handler(async ({ input: { id: person, reason, tokens }, context }) =>
    orThrow(await deactivateMember(context.tx, { person, reason, takeOver: tokens === 'take_over' })),
  ),
  reactivate: api.reactivate.handler(async ({ input, context }) =>
    orThrow(await reactivateMember(context.tx, input.id)),
  ),
  invite: api.invite.handler(async ({ input, context }) =>
    orThrow(await invite(context, { organisation: context.actor.organisation, ...input })),
  ),
  resendInvitation: api.resendInvitation.handler(async ({ input, context }) => orThrow(await resend(context, input))),
  revokeInvitation: api.revokeInvitation.handler(async ({ input, context }) =>
    orThrow(await revokeInvitation(context.tx, input.id)),
  ),
};

const installation = {
  installationPeople: api.installationPeople.handler(async ({ input, context, errors }) => {
    const found = await installationPeopleShown(context, input);
    if (found === 'invalid') throw errors['cursor-invalid']();
    return found;
  }),
  vacantOrganisations: api.vacantOrganisations.handler(async ({ context }) =>
    (await organisationsWithoutAdministrator(context.tx)).map(({ id, names, is_invited: isInvited }) => ({
      id,
      names,
      isInvited,
    })),
  ),
  inviteAdministrator: api.inviteAdministrator.handler(async ({ input, context, errors }) => {
    if (!(await placeOfOrganisation(context.tx, input.organisation))) throw errors['not-found']();
    return orThrow(await invite(context, { ...input, role: 'administrator', isClinical: false }));
  }),
  deactivateEverywhere: api.deactivateEverywhere.handler(async ({ input, context }) =>
    orThrow(await deactivatePerson(context.tx, input.id, input.reason)),
  ),
  reactivateEverywhere: api.reactivateEverywhere.handler(async ({ input, context }) =>
    orThrow(await reactivatePerson(context.tx, input.id)),
  ),
  setInstallationAdministrator: api.setInstallationAdministrator.handler(async ({ input, context }) =>
    orThrow(await setInstallation(context.tx, input.id, input.isAdministrator)),
  ),
};

const tokens = {
  tokens: api.tokens.handler(({ context }) => tokensShown(context)),
  makeToken: api.makeToken.handler(async ({ input, context }) => orThrow(await makeToken(context, input))),
  rotateToken: api.rotateToken.handler(async ({ input, context }) =>
    orThrow(await rotate(context, input.id, input.overlapHours)),
  ),
  revokeToken: api.revokeToken.handler(async ({ input, context }) => orThrow(await revokeToken(context.tx, input.id))),
};

export const accessRoutes = api.router({
  ...people,
  ...installation,
  ...tokens,
  why: api.why.handler(async ({ input, context, errors }) => {
    const found = await explain(context, input.subject, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  actors: api.actors.handler(async ({ input, context }) =>
    (await namesOfActors(context.tx, input.ids)).map(actorShown),
  ),
});
