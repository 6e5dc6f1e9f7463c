/** The only door to this module. Pages and the browser use contract.ts and ui/ directly. */
export { passwordLetter } from './link.server.ts';
export { accountRoutes } from './routes.ts';
