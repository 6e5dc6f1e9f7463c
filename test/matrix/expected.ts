import type { Role } from '../../src/permissions.ts';
import type { Visibility } from './records.ts';

/**
 * What is expected of every endpoint, in one table: who may ask, about what, and by which rule. An endpoint that is not here
 * fails the matrix; so does one that is here and no longer exists.
 */

/** The least that somebody must be. `installation`: looks after the whole of it, whatever else they are. */
export type Least = Role | `clinical ${Role}` | 'installation';

/**
 * all: no record is at stake.
 * list: only what one may see is in the answer; `widest` says to whom public records are listed too.
 * seen: whoever sees the record.
 * own side: organisations on the side it belongs to; others who see it are told that it is not theirs.
 * owner: the organisation it belongs to, and nobody else.
 * partners: either side, once they see it.
 * parties: the organisations that are named in it.
 * other side: the other side alone, once it sees it.
 * oneself: the person it belongs to, who is none of those who try.
 * let in: what is sent is not about a record that is there; only who is let in is asked. Their own tests try the records.
 */
export type Rule =
  | 'all'
  | 'list'
  | 'seen'
  | 'own side'
  | 'owner'
  | 'partners'
  | 'parties'
  | 'other side'
  | 'oneself'
  | 'let in';

export type Row = {
  least: Least;
  rule: Rule;
  /** The record it is about: a key of the bundle. */
  about: string | null;
  stepUp: boolean;
  /** Tokens are never let in, whatever their scopes. */
  peopleOnly: boolean;
  /** Where others see the record, it needs the right to publish. */
  wide: boolean;
  /** Who sees it and may not is told the same as who may: that it is too late. It is no secret from them. */
  isToldWhy: boolean;
};

/** How widely a kind of record is shown at most, where it does not follow its bundle. */
export const shownAtMost: Readonly<Record<string, readonly Visibility[]>> = {
  document: ['own_side'],
  draft: ['own_side'],
  rejected: ['own_side'],
  request: ['own_side'],
  brief: ['own_side'],
  settlement: ['partnership'],
  organisation: ['public'],
  official: ['public'],
  post: ['public'],
  partnership: ['public'],
  nothing: ['public'],
};

type Said = readonly [names: string, about?: string | null, rule?: Rule];
const rows: Record<string, Row> = {};

/** Adds rows of one module: `names` apart by spaces. */
function of(module: string, least: Least, said: readonly Said[], more: Partial<Row> = {}): void {
  for (const [names, about = null, rule = about === null ? 'all' : 'own side'] of said)
    for (const name of names.split(' '))
      rows[`${module}.${name}`] = {
        least,
        about,
        rule,
        stepUp: false,
        peopleOnly: false,
        wide: false,
        isToldWhy: false,
        ...more,
      };
}

of('accords', 'viewer', [
  ['measures'],
  ['commitments commitmentCounts commitmentsFile today', null, 'list'],
  ['commitment', 'commitment', 'seen'],
  ['overview', 'partnership', 'seen'],
  ['deliveriesFile', null, 'list'],
]);
of('accords', 'officer', [
  ['enterClaim', 'draft'],
  ['recordCommitment', 'partnership', 'partners'],
  ['findCondition withdraw', 'commitment'],
  // On claims of its own side: with those of the other it is let in and declined.
  ['assess recordDelivery', 'commitment', 'partners'],
  ['retractDelivery', 'delivery'],
  // As the giver, which its own side is; the other side would be the receiver.
  ['confirmDelivery takeBackConfirmation', 'delivery'],
  ['proposeSettlement', 'commitment', 'partners'],
  ['answerSettlement', 'settlement', 'other side'],
  ['dispute', 'commitment', 'partners'],
  ['previewCommitments importCommitments previewDeliveries importDeliveries'],
]);
of('accords', 'coordinator', [
  ['publish', 'commitment'],
  ['answer', 'commitment', 'parties'],
]);
of('accords', 'officer', [['undoEntry', 'claim']], { isToldWhy: true });
of(
  'accords',
  'officer',
  [
    ['changeCommitment', 'commitment'],
    ['correctDelivery', 'delivery'],
    ['correctCapacity', 'capacity'],
    ['endDispute', 'dispute'],
  ],
  { wide: true },
);
of('accords', 'officer', [['decideRequest', 'request', 'owner']], { wide: true, isToldWhy: true });
of('directory', 'viewer', [
  ['session organisations organisationList organisationsFile duplicateOrganisations'],
  ['people peopleFile duplicatePeople partnershipsFile'],
  ['partnerships', null, 'list'],
  ['organisation', 'organisation', 'seen'],
  ['person', 'official', 'seen'],
  ['partnership partnershipHistory', 'partnership', 'seen'],
]);
of('directory', 'coordinator', [
  ['registerOrganisation registerPerson openPartnership previewOrganisations importOrganisations'],
  ['changeOrganisation mergeOrganisation undoMergeOrganisation', 'organisation', 'owner'],
  ['changePerson addPost mergePerson undoMergePerson', 'official', 'owner'],
  ['changePost', 'post', 'owner'],
  ['changePartnership', 'partnership', 'owner'],
  ['seatOrganisation', 'partnership'],
]);
of('documents', 'viewer', [
  ['documents documentCounts documentsFile', null, 'list'],
  ['document original documentHistory', 'document', 'seen'],
]);
of('documents', 'officer', [
  ['intake intakeFromAddress', 'partnership', 'partners'],
  ['changeDocument moveInRelease addClaim', 'document'],
  ['changeClaim rejectClaim', 'draft'],
  ['reopenClaim', 'rejected'],
]);
of('instruments', 'viewer', [
  ['instruments instrumentCounts instrumentsFile instrumentsWaiting', null, 'list'],
  ['instrument', 'instrument', 'seen'],
  ['version', 'version', 'seen'],
]);
of('instruments', 'officer', [
  ['recordInstrument', 'partnership', 'partners'],
  ['enterInstrumentClaim', 'draft'],
  [
    'changeInstrument recordStep correctStep setArticles setDocument setGround linkCommitment retractInstrument',
    'instrument',
  ],
  ['addVersion', 'instrument', 'partners'],
  ['shareVersion', 'version'],
]);
of('instruments', 'officer', [['undoInstrumentEntry', 'claim']], { isToldWhy: true });
of('instruments', 'coordinator', [['publishInstrument', 'instrument']]);
of('meetings', 'viewer', [
  ['meetings meetingCounts meetingsFile meetingsSoon', null, 'list'],
  ['meeting minutesPdf', 'meeting', 'seen'],
  ['brief briefPdf', 'meeting', 'partners'],
  ['briefVersions', 'brief', 'seen'],
  ['feeds makeFeed'],
  ['revokeFeed', 'feed', 'oneself'],
]);
of('meetings', 'officer', [
  ['recordMeeting', 'partnership', 'partners'],
  ['changeMeeting moveMeeting setParticipants retractMeeting tellOf restOn setPoints', 'meeting'],
  ['proposals enterCommitments writeMinutes discardMinutes', 'meeting'],
  ['writeBrief', 'meeting', 'partners'],
  ['changeBrief retractBrief', 'brief'],
]);
of('meetings', 'coordinator', [['approveMinutes publishMeeting', 'meeting']]);
of('rates', 'viewer', [['rates rateCounts ratesFile convert']]);
of('rates', 'officer', [['previewRates importRates']]);
of('reminders', 'viewer', [['now digests', null, 'list'], ['choice choose']]);
of('search', 'viewer', [['search', null, 'list']]);

const stepUp = { stepUp: true } as const;
of('access', 'viewer', [['actors why', 'nothing', 'let in']]);
of('access', 'administrator', [
  ['people tokens'],
  ['peopleFile', 'nothing', 'let in'],
  ['person revokeInvitation revokeToken', 'nothing', 'let in'],
]);
of(
  'access',
  'administrator',
  [['invite'], ['makeToken grantRole endRole deactivate reactivate resendInvitation rotateToken', 'nothing', 'let in']],
  stepUp,
);
of('access', 'installation', [['installationPeople vacantOrganisations']]);
of(
  'access',
  'installation',
  [['inviteAdministrator deactivateEverywhere reactivateEverywhere setInstallationAdministrator', 'nothing', 'let in']],
  stepUp,
);
of('account', 'viewer', [['mine endOtherSessions'], ['endSession renamePasskey', 'nothing', 'let in']]);
of('account', 'viewer', [['removePasskey', 'nothing', 'let in']], stepUp);
of('administration', 'installation', [
  ['messages jobs runs settings health'],
  ['message resendMessage cancelMessage startJob retryJob cancelJob', 'nothing', 'let in'],
]);
of('administration', 'installation', [['changeSetting openMessage', 'nothing', 'let in']], stepUp);
of('audit', 'administrator', [['auditEntries auditPeople auditState'], ['auditFile', 'nothing', 'let in']]);
of('audit', 'installation', [['auditDays']]);
of('backups', 'installation', [['backups'], ['askForBackup', 'nothing', 'let in']]);
of('exchange', 'installation', [['exchange'], ['testPeer retryExchange', 'nothing', 'let in']]);
of(
  'exchange',
  'installation',
  [['addPeer'], ['changePeer placeOrganisation setPeerToken agreeQuota leaveExchange', 'nothing', 'let in']],
  stepUp,
);
of('exchange', 'clinical viewer', [['undelivered', 'nothing', 'list']]);
of('keys', 'installation', [['keys']]);
of('keys', 'installation', [['rotateKeys']], stepUp);
of('protection', 'viewer', [['protection']]);
of('protection', 'administrator', [
  ['changeProtection transfers incidents openIncident'],
  ['transfersFile recordTransfer incident changeIncident moveIncident findAffected recordNotice', 'nothing', 'let in'],
]);
of('protection', 'administrator', [['changeRetention', 'nothing', 'let in']], stepUp);
of('boards', 'clinical viewer', [['boards queues'], ['board casesAbout fairness fairnessFile', 'nothing', 'let in']]);
of('boards', 'clinical officer', [['vote stateConflict decide', 'nothing', 'let in']]);
of('boards', 'clinical coordinator', [['changeBoard nameMember endMember', 'nothing', 'let in']]);
of('encounters', 'clinical viewer', [['encounter followUpList waitingList', 'nothing', 'let in']]);
of('encounters', 'clinical officer', [['followUp withdrawEncounter', 'nothing', 'let in']]);
of('images', 'clinical viewer', [['studies study frames picture copy original', 'nothing', 'let in']]);
of('images', 'clinical officer', [['beginStudy addFile closeStudy withdrawStudy lookedAt', 'nothing', 'let in']]);
of('missions', 'viewer', [
  ['missions', null, 'list'],
  ['mission', 'mission', 'seen'],
]);
of('missions', 'officer', [
  ['recordMission', 'partnership', 'partners'],
  ['changeMission moveMission writeVenue writeRoom writeSession cancelSession writeClinician endClinician', 'mission'],
  ['writeEquipment writeInterpreter writeCheck removePart', 'mission'],
]);
of('missions', 'coordinator', [['announceMission shareMission', 'mission']]);
of('missions', 'viewer', [['missionReport missionReportFile', 'nothing', 'let in']]);
of('missions', 'officer', [['countMission', 'nothing', 'let in']]);
of('missions', 'clinical officer', [['bringEncountersUpToDate', 'nothing', 'let in']]);
of('missions', 'clinical officer', [
  [
    'bookings bookingTimes bookForCaller moveCallersBooking cancelCallersBooking eraseCallersBooking',
    'nothing',
    'let in',
  ],
]);
of('missions', 'viewer', [['devices', 'nothing', 'let in']]);
of('missions', 'officer', [['revokeDevice', 'nothing', 'let in']]);
of('missions', 'clinical viewer', [['heldOperations', 'nothing', 'let in']]);
of('missions', 'clinical officer', [['addDevice decideHeld', 'nothing', 'let in']]);
of('missions', 'coordinator', [['publishResult', 'nothing', 'let in']]);
of('patients', 'clinical viewer', [
  ['recentPatients consentTexts'],
  ['searchPatients patient duplicatesOfPatient breakGlass copiesOfConsent evidence', 'nothing', 'let in'],
]);
of('patients', 'clinical officer', [
  ['duplicatesOfNew'],
  ['changePatient shareCare endCare giveConsent withdrawConsent keepEvidence', 'nothing', 'let in'],
]);
of('patients', 'clinical coordinator', [
  ['glassBroken'],
  ['mergePatient undoMergePatient reviewGlass accessesOfPatient accessesFile heldFile askErasure', 'nothing', 'let in'],
]);
of('patients', 'clinical coordinator', [['decideErasure', 'nothing', 'let in']], stepUp);
of('quotas', 'viewer', [
  ['quotas capacities diseaseGroups'],
  ['quota quotaLedger quotaLedgerFile', 'nothing', 'let in'],
]);
of('quotas', 'coordinator', [
  ['recordQuota changeQuota openQuota closeQuota', 'nothing', 'let in'],
  ['proposeDecision answerDecision addDiseaseGroup recordCapacity', 'nothing', 'let in'],
]);
of('referrals', 'clinical viewer', [
  ['paths referrals referralCounts', null, 'all'],
  ['referral referralsFile referralWords path', 'nothing', 'let in'],
]);
of('referrals', 'clinical officer', [['createReferral changeReferral actOnReferral', 'nothing', 'let in']]);
of('referrals', 'coordinator', [['countQuota', 'nothing', 'let in']]);
of('referrals', 'clinical coordinator', [['checkPath changePath approvePath', 'nothing', 'let in']]);
of('referrals', 'clinical viewer', [
  ['referralCase earlierOfCase caseDocument referralEncounters', 'nothing', 'let in'],
]);
of('referrals', 'clinical officer', [['recordVisit', 'nothing', 'let in']]);
of('referrals', 'clinical officer', [
  [
    'writeCase addCaseDocument takeBackDocument sayOfCase translateCase approveTranslation takeOverCase issueLetter',
    'nothing',
    'let in',
  ],
]);
of('codes', 'viewer', [['codeSystems concepts', null, 'all']]);
of('referrals', 'clinical viewer', [['patientPages patientMessages', 'nothing', 'let in']]);
of('referrals', 'clinical officer', [['issuePatientPage endPatientPage writeToPatient', 'nothing', 'let in']]);
// The database writes for clinical people alone, which no token is.
const peopleOnly = { peopleOnly: true } as const;
of('patients', 'clinical officer', [['registerPatient']], peopleOnly);
of('patients', 'clinical coordinator', [['approveConsentText']], peopleOnly);
of('boards', 'clinical coordinator', [['makeBoard']], peopleOnly);
of('referrals', 'clinical coordinator', [['recordPath', 'nothing', 'let in']], peopleOnly);
of('signatures', 'viewer', [['signatures signature signatureFile', 'nothing', 'let in']]);
of('signatures', 'officer', [['beginSigning sign', 'nothing', 'let in']]);

export const expected: Readonly<Record<string, Row>> = rows;

/** Endpoints that let in whom they should and then decline what these attempts ask, and why. Their own tests bring it about. */
const declined: Record<string, string> = {};
function onlyDeclined(why: string, names: string): void {
  for (const name of names.split(' ')) declined[name] = why;
}
onlyDeclined(
  'the file that is sent has none of the columns of that list',
  'accords.previewCommitments accords.importCommitments accords.previewDeliveries accords.importDeliveries ' +
    'directory.previewOrganisations directory.importOrganisations rates.previewRates rates.importRates',
);
onlyDeclined(
  'the record is not in the state from which it would go there',
  'accords.undoEntry accords.proposeSettlement accords.answerSettlement directory.undoMergeOrganisation ' +
    'directory.undoMergePerson documents.moveInRelease instruments.undoInstrumentEntry instruments.correctStep ' +
    'instruments.retractInstrument meetings.moveMeeting meetings.minutesPdf missions.moveMission missions.announceMission',
);
onlyDeclined('the address leads inside our own network', 'documents.intakeFromAddress');
onlyDeclined('one side is missing', 'directory.openPartnership');
onlyDeclined('the words are not in the page', 'documents.addClaim');
onlyDeclined('the point names no party', 'meetings.enterCommitments');
onlyDeclined('the address belongs to a person who is none of those who try', 'meetings.revokeFeed');

export const neverDone: Readonly<Record<string, string>> = declined;
