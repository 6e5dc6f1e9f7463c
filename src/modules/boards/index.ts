/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export { type Opened, openCase, withdrawCase } from './case.server.ts';
export { type Decided, decideCase, type Deciding, type DecisionRefusal } from './decide.server.ts';
export {
  boardNamed,
  boardsOf,
  caseAbout,
  casesAbout,
  type KnownBoard,
  type KnownCase,
  type KnownDecision,
} from './door.server.ts';
export { boardsHolding } from './held.server.ts';
export { boardsRoutes } from './routes.ts';
export { decisionToSign } from './signing.server.ts';
