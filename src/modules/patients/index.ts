/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export { type ConsentPurpose, consentPurposes } from './consent.ts';
export { giveConsent, withdrawConsent } from './consent.server.ts';
export { careOpenTo, patientsOf } from './door.server.ts';
export { consentsAsGiven } from './given.server.ts';
export { consentToSign } from './signing.server.ts';
export type { Keeping } from './erasure.ts';
export { holds } from './held.server.ts';
export { identifierSystems, type Identifier } from './identifier.ts';
export { changePatient, recordOpened, registerPatient } from './patient.server.ts';
export { shareForReferral } from './referred.server.ts';
export { patientsRoutes } from './routes.ts';
export { type Identity, IdentitySchema } from './schemas.ts';
export {
  earlierIdentities,
  hashOfIdentifier,
  identityNow,
  openConsent,
  openIdentity,
  textAsked,
} from './systems.server.ts';
