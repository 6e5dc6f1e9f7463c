/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export { type Admitted, type AdmittedEncounter, admitEncounters } from './admit.server.ts';
export { recordAtCentre, type SeenAtCentre, seenAtCentre } from './centre.server.ts';
export {
  type AgeGroup,
  ageGroupOf,
  type EncounterContent,
  type EncounterState,
  type NextStep,
  type Note,
  type OpenReason,
  type Sex,
  sexOf,
} from './encounter.ts';
export { openContent } from './sealed.server.ts';
export { encountersRoutes } from './routes.ts';
export { countableOf } from './countable.sql.ts';
