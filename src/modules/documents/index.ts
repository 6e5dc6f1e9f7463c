/** The only door to this module. Pages and the browser use contract.ts, claim.ts, value.ts and ui/ directly. */
export type { ClaimState } from './claim.ts';
export { type Citation, type ClaimRow, claimsOf, claimsOfDocument } from './claim.sql.ts';
export { acceptClaim, type Decision, reopenClaim } from './decide.sql.ts';
export { type DocumentToReview, documentsToReview } from './document.sql.ts';
export { documentsRoutes } from './routes.ts';
export { showClaims } from './show.sql.ts';
export { takeIn } from './intake.server.ts';
export type { ClaimBody, ClaimKind, ClaimValues, Measure } from './value.ts';
