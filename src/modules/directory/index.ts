/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export { type Organisation, organisationsOf } from './organisation.sql.ts';
export { isDemonstration } from './own.server.ts';
export { organisationsCalled } from './found.server.ts';
export { mayPublish } from './partnership.server.ts';
export {
  allPartnerships,
  type Partnership,
  partnershipNamed,
  partnershipNames,
  partnershipOf,
} from './partnership.sql.ts';
export { peopleOf } from './person.sql.ts';
export { type PostAsOf, postsAsOf } from './person.server.ts';
export { directoryRoutes } from './routes.ts';
