/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export { careOpenTo, patientsOf } from './door.server.ts';
export { consentToSign } from './signing.server.ts';
export type { Keeping } from './erasure.ts';
export { holds } from './held.server.ts';
export { recordOpened } from './patient.server.ts';
export { shareForReferral } from './referred.server.ts';
export { patientsRoutes } from './routes.ts';
