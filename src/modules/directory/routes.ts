import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { refusedHeaders } from '../../platform/table/read.server.ts';
import { directoryContract } from './contract.ts';
import { organisationEntries, personEntries } from './found.server.ts';
import { importOrganisations, previewOrganisations } from './import.server.ts';
import {
  organisationList,
  organisationsFile,
  organisationsToCompare,
  partnershipsFile,
  peopleFile,
  peopleToCompare,
  personList,
} from './list.server.ts';
import { duplicatesIn, merge, undoMerge } from './merge.server.ts';
import { changeOrganisation, readOrganisation, registerOrganisation } from './organisation.server.ts';
import { allOrganisations, myMemberships, organisationsOf } from './organisation.sql.ts';
import { changePartnership, openPartnership, readPartnershipHistory, seatOrganisation } from './partnership.server.ts';
import { allPartnerships, partnershipNamed } from './partnership.sql.ts';
import { addPost, changePerson, changePost, readPerson, registerPerson } from './person.server.ts';

const api = implement(directoryContract).$context<Served>();

const organisations = {
  organisations: api.organisations.handler(({ context }) => allOrganisations(context.tx)),
  organisationList: api.organisationList.handler(async ({ input, context, errors }) => {
    const found = await organisationList(context, input);
    if (found === 'invalid') throw errors['cursor-invalid']();
    return found;
  }),
  organisationsFile: api.organisationsFile.handler(({ input, context }) => organisationsFile(context, input)),
  organisation: api.organisation.handler(async ({ input, context, errors }) => {
    const found = await readOrganisation(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  registerOrganisation: api.registerOrganisation.handler(async ({ input, context, errors }) => {
    const result = await registerOrganisation(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.registered;
  }),
  changeOrganisation: api.changeOrganisation.handler(async ({ input, context, errors }) => {
    const result = await changeOrganisation(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  duplicateOrganisations: api.duplicateOrganisations.handler(async ({ input, context: { tx } }) => {
    const items = duplicatesIn(await organisationEntries(tx), input.of);
    const ids = items.flatMap(({ one, other }) => [one, other]);
    return { items, organisations: await organisationsToCompare(tx, ids) };
  }),
  mergeOrganisation: api.mergeOrganisation.handler(async ({ input, context, errors }) => {
    const result = await merge(context, 'organisation', input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  undoMergeOrganisation: api.undoMergeOrganisation.handler(async ({ input, context, errors }) => {
    const result = await undoMerge(context, 'organisation', input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  previewOrganisations: api.previewOrganisations.handler(async ({ input, context, errors }) => {
    const result = await previewOrganisations(context, input);
    if ('refused' in result) throw errors[result.refused](refusedHeaders(result.headers));
    return result.shown;
  }),
  importOrganisations: api.importOrganisations.handler(async ({ input, context, errors }) => {
    const result = await importOrganisations(context, input);
    if ('refused' in result) throw errors[result.refused](refusedHeaders(result.headers));
    return result.applied;
  }),
};

const people = {
  people: api.people.handler(async ({ input, context, errors }) => {
    const found = await personList(context, input);
    if (found === 'invalid') throw errors['cursor-invalid']();
    return found;
  }),
  peopleFile: api.peopleFile.handler(({ input, context }) => peopleFile(context, input)),
  person: api.person.handler(async ({ input, context, errors }) => {
    const found = await readPerson(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  registerPerson: api.registerPerson.handler(async ({ input, context, errors }) => {
    const result = await registerPerson(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.registered;
  }),
  changePerson: api.changePerson.handler(async ({ input, context, errors }) => {
    const result = await changePerson(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  addPost: api.addPost.handler(async ({ input, context, errors }) => {
    const result = await addPost(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  changePost: api.changePost.handler(async ({ input, context, errors }) => {
    const result = await changePost(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  duplicatePeople: api.duplicatePeople.handler(async ({ input, context: { tx } }) => {
    const items = duplicatesIn(await personEntries(tx), input.of);
    const ids = items.flatMap(({ one, other }) => [one, other]);
    return { items, people: await peopleToCompare(tx, ids) };
  }),
  mergePerson: api.mergePerson.handler(async ({ input, context, errors }) => {
    const result = await merge(context, 'person', input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  undoMergePerson: api.undoMergePerson.handler(async ({ input, context, errors }) => {
    const result = await undoMerge(context, 'person', input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
};

const partnerships = {
  partnerships: api.partnerships.handler(({ context }) => allPartnerships(context.tx)),
  partnershipsFile: api.partnershipsFile.handler(({ input, context }) => partnershipsFile(context, input)),
  partnership: api.partnership.handler(async ({ input, context, errors }) => {
    const found = await partnershipNamed(context.tx, input.slug);
    if (!found) throw errors['not-found']();
    const seated = found.sides.flatMap(({ organisations: those }) => those);
    return { ...found, organisations: await organisationsOf(context.tx, seated) };
  }),
  partnershipHistory: api.partnershipHistory.handler(async ({ input, context, errors }) => {
    const found = await readPartnershipHistory(context, input.slug);
    if (!found) throw errors['not-found']();
    return found;
  }),
  openPartnership: api.openPartnership.handler(async ({ input, context, errors }) => {
    const result = await openPartnership(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.opened;
  }),
  changePartnership: api.changePartnership.handler(async ({ input, context, errors }) => {
    const result = await changePartnership(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
  seatOrganisation: api.seatOrganisation.handler(async ({ input, context, errors }) => {
    const result = await seatOrganisation(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
};

export const directoryRoutes = api.router({
  session: api.session.handler(async ({ context: { tx, actor } }) => {
    const { person, organisation, role, may } = actor;
    return { person, organisation, role, may: [...may], memberships: await myMemberships(tx) };
  }),
  ...organisations,
  ...people,
  ...partnerships,
});
