/**
 * The only door to this module. Pages and the browser use contract.ts, schemas.ts, status.ts, sentence.ts, proposal.ts
 * and ui/ directly.
 */
export { recordDelivery } from './entry.server.ts';
export { accordsRoutes } from './routes.ts';
export { commitmentTitles } from './titles.sql.ts';
