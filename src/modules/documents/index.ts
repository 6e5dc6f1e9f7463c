/** The only door to this module. Pages and the browser use contract.ts, claim.ts, value.ts and ui/ directly. */
export { documentsCited } from './cited.sql.ts';
export { acceptedLately, type ClaimRow, claimsOf, claimsOfDocument } from './claim.sql.ts';
export { acceptClaim, reopenClaim } from './decide.sql.ts';
export { intakeFolder, type Outcome } from './folder.server.ts';
export { documentsToReview } from './list.sql.ts';
export { documentsRoutes } from './routes.ts';
export { showClaims } from './show.sql.ts';
export { type TableClaim, takeInTable } from './table.server.ts';
