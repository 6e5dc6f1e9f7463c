/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export { imagesHolding } from './held.server.ts';
export { imagesRoutes } from './routes.ts';
export { imagesOf } from './show.server.ts';
