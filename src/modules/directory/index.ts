/** The only door to this module. Pages and the browser use contract.ts and ui/ directly. */
export {
  type Organisation,
  organisationsOf,
  type Partnership,
  partnershipNamed,
  partnershipNames,
  partnershipOf,
} from './directory.sql.ts';
export { directoryRoutes } from './routes.ts';
