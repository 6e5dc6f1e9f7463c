/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export { openCase, withdrawCase } from './case.server.ts';
export { decideCase, type Deciding } from './decide.server.ts';
export { boardNamed, boardsOf, caseAbout, casesAbout } from './door.server.ts';
export { boardsHolding } from './held.server.ts';
export { boardsRoutes } from './routes.ts';
export { decisionToSign } from './signing.server.ts';
