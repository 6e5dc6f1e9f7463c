/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export type { StudyRow } from './schemas.ts';
