/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export { type Acted, type Doing, performAct } from './act.server.ts';
export { readEncounters, recordVisit } from './encounters.server.ts';
export { countReferrals } from './countsJob.server.ts';
export { caseHolding, copyCase, papersLacking } from './caseDoor.server.ts';
export { addDocument, openDocument, takeBackDocument } from './caseDocument.server.ts';
export { readCase } from './caseRead.server.ts';
export { sayOfCase } from './caseSay.server.ts';
export { writePart } from './caseWrite.server.ts';
export { changeReferral, createReferral } from './create.server.ts';
export { listReferrals } from './list.server.ts';
export { orderOf } from './list.ts';
export type { PathConfig } from './path.ts';
export { readReferral } from './read.server.ts';
export {
  findReferral as referralOf,
  type Found as FoundReferral,
  foundOf as referralsOf,
  isOpenTo as isReferralOpenTo,
  lockFound as lockReferral,
} from './referral.sql.ts';
export {
  endStages,
  isEnded,
  type Party,
  type RequestState,
  type Stage,
  stageOf,
  stages,
  type TaskState,
} from './referral.ts';
export { referralsRoutes } from './routes.ts';
export { ActInput, type Referral } from './schemas.ts';
export { partKinds, type PartKind } from './case.ts';
export { PartContent } from './schemas.case.ts';
export { openDocumentSaid, openPart } from './systems.server.ts';
export { openMessage } from './patientSealed.server.ts';
export { writeMessage } from './patientStaff.server.ts';
export { type Act, acts, actsOpen, type Transition, transitions } from './transitions.ts';
export { type Ask, asks } from './patientPage.ts';
export { answer, knock, type PatientHouse } from './patientDoor.server.ts';
export {
  isWritable,
  leaveCase,
  lookAtCase,
  withdrawOnPage,
  writeFromPage,
} from './patientOpened.server.ts';
export type { CaseShown } from './patientShown.ts';
export { patientPageHolding } from './patientHeld.server.ts';
