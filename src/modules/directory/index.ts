/** The only door to this module. Pages and the browser use contract.ts and ui/ directly. */
export {
  insertOrganisation,
  insertPartnership,
  type Organisation,
  organisationsOf,
  type Partnership,
  partnershipNamed,
  partnershipNames,
  partnershipOf,
  type Side,
} from './directory.sql.ts';
export { directoryRoutes } from './routes.ts';
