/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export { performAct } from './act.server.ts';
export { recordVisit } from './encounters.server.ts';
export { countReferrals } from './countsJob.server.ts';
export { caseHolding } from './caseDoor.server.ts';
export { addDocument, openDocument, takeBackDocument } from './caseDocument.server.ts';
export { writePart } from './caseWrite.server.ts';
export { createReferral } from './create.server.ts';
export { findReferral as referralOf } from './referral.sql.ts';
export type { RequestState, Stage } from './referral.ts';
export { referralsRoutes } from './routes.ts';
export { ActInput } from './schemas.ts';
export { partKinds } from './case.ts';
export { PartContent } from './schemas.case.ts';
export { openDocumentSaid, openPart } from './systems.server.ts';
export { openMessage } from './patientSealed.server.ts';
export { writeMessage } from './patientStaff.server.ts';
export { type Act, acts } from './transitions.ts';
export { type Ask, asks } from './patientPage.ts';
export { answer, knock, type PatientHouse } from './patientDoor.server.ts';
export {
  isWritable,
  leaveCase,
  lookAtCase,
  withdrawOnPage,
  writeFromPage,
} from './patientOpened.server.ts';
export { patientPageHolding } from './patientHeld.server.ts';
