/** The only door to this module. Pages and the browser use contract.ts, signable.ts and ui/ directly. */
export { signaturesRoutes } from './routes.ts';
