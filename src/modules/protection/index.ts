/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export { applyRetention, ownRetention } from './retention.job.ts';
export { protectionHolding } from './held.server.ts';
export { protectionRoutes } from './routes.ts';
export { recordTransfer } from './transfer.server.ts';
