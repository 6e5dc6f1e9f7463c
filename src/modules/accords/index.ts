/**
 * The only door to this module. Pages and the browser use contract.ts, schemas.ts, the rules (status, sentence, proposal,
 * agreement, figure) and ui/ directly.
 */
export { type CountedInto, countPromise, type CountRefusal } from './counted.server.ts';
export { recordDelivery } from './deliver.server.ts';
export { recordCommitments } from './entry.server.ts';
export { accordsRoutes } from './routes.ts';
export { type TyingRefusal, tieCommitment } from './tie.server.ts';
export { commitmentsUnder, commitmentTitles, openCommitments } from './under.server.ts';
