/** The only door to this module. Pages and the browser use contract.ts and ui/ directly. */
export { keysRoutes } from './routes.ts';
