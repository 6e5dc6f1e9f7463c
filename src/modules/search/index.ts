/** The only door to this module. Pages and the browser use contract.ts and ui/ directly. */
export { searchRoutes } from './routes.ts';
