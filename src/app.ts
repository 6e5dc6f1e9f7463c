import { boardsContract } from './modules/boards/contract.ts';
import { boardsHolding, boardsRoutes } from './modules/boards/index.ts';
import { encountersContract } from './modules/encounters/contract.ts';
import { encountersRoutes } from './modules/encounters/index.ts';
import { missionsContract } from './modules/missions/contract.ts';
import { missionsRoutes } from './modules/missions/index.ts';
import { accessContract } from './modules/access/contract.ts';
import { accessRoutes } from './modules/access/index.ts';
import { accountContract } from './modules/account/contract.ts';
import { accountRoutes } from './modules/account/index.ts';
import { administrationContract } from './modules/administration/contract.ts';
import { administrationRoutes } from './modules/administration/index.ts';
import { accordsContract } from './modules/accords/contract.ts';
import { accordsRoutes } from './modules/accords/index.ts';
import { auditContract } from './modules/audit/contract.ts';
import { auditRoutes } from './modules/audit/index.ts';
import { backupsContract } from './modules/backups/contract.ts';
import { backupsRoutes } from './modules/backups/index.ts';
import { codesContract } from './modules/codes/contract.ts';
import { codesRoutes } from './modules/codes/index.ts';
import { directoryContract } from './modules/directory/contract.ts';
import { directoryRoutes } from './modules/directory/index.ts';
import { documentsContract } from './modules/documents/contract.ts';
import { documentsRoutes } from './modules/documents/index.ts';
import { exchangeContract } from './modules/exchange/contract.ts';
import { exchangeRoutes } from './modules/exchange/index.ts';
import { imagesContract } from './modules/images/contract.ts';
import { imagesHolding, imagesRoutes } from './modules/images/index.ts';
import { keysContract } from './modules/keys/contract.ts';
import { keysRoutes } from './modules/keys/index.ts';
import { meetingsContract } from './modules/meetings/contract.ts';
import { meetingsRoutes } from './modules/meetings/index.ts';
import { protectionContract } from './modules/protection/contract.ts';
import { protectionHolding, protectionRoutes } from './modules/protection/index.ts';
import { patientsContract } from './modules/patients/contract.ts';
import { holds, patientsRoutes } from './modules/patients/index.ts';
import { quotasContract } from './modules/quotas/contract.ts';
import { quotasRoutes } from './modules/quotas/index.ts';
import { referralsContract } from './modules/referrals/contract.ts';
import { caseHolding, patientPageHolding, referralsRoutes } from './modules/referrals/index.ts';
import { ratesContract } from './modules/rates/contract.ts';
import { ratesRoutes } from './modules/rates/index.ts';
import { instrumentsContract } from './modules/instruments/contract.ts';
import { instrumentsRoutes } from './modules/instruments/index.ts';
import { remindersContract } from './modules/reminders/contract.ts';
import { remindersRoutes } from './modules/reminders/index.ts';
import { signaturesContract } from './modules/signatures/contract.ts';
import { signaturesRoutes } from './modules/signatures/index.ts';
import { searchContract } from './modules/search/contract.ts';
import { searchRoutes } from './modules/search/index.ts';
import { serve, type WithoutKey } from './platform/serve.ts';

/** The whole API, as the browser and the viewer know it. */
export const contract = {
  boards: boardsContract,
  encounters: encountersContract,
  missions: missionsContract,
  access: accessContract,
  account: accountContract,
  accords: accordsContract,
  administration: administrationContract,
  audit: auditContract,
  backups: backupsContract,
  codes: codesContract,
  directory: directoryContract,
  documents: documentsContract,
  exchange: exchangeContract,
  images: imagesContract,
  instruments: instrumentsContract,
  keys: keysContract,
  meetings: meetingsContract,
  protection: protectionContract,
  patients: patientsContract,
  quotas: quotasContract,
  rates: ratesContract,
  referrals: referralsContract,
  reminders: remindersContract,
  search: searchContract,
  signatures: signaturesContract,
};

holds(imagesHolding);
holds(protectionHolding);
holds(boardsHolding);
holds(patientPageHolding);
holds(caseHolding);

/** Mutations that need no Idempotency-Key, and why. */
export const withoutKey: WithoutKey = {
  'access.makeToken': 'its answer holds a secret, which must not be kept for a second request',
  'access.rotateToken': 'its answer holds a secret, which must not be kept for a second request',
  'accords.previewCommitments': 'it writes nothing: it only looks',
  'accords.previewDeliveries': 'it writes nothing: it only looks',
  'administration.openMessage':
    'its answer holds somebody’s letter, which must not be kept for a second request; each reading is recorded',
  'directory.previewOrganisations': 'it writes nothing: it only looks',
  'meetings.makeFeed': 'its answer holds a secret, which must not be kept for a second request',
  'missions.addDevice': 'its answer holds a secret, which must not be kept for a second request',
  'patients.duplicatesOfNew': 'it writes nothing but who asked; and nothing of who is asked for may be kept',
  'patients.searchPatients': 'it writes nothing but who asked; and nothing of who is asked for may be kept',
  'referrals.checkPath': 'it writes nothing: it only looks',
  'referrals.issuePatientPage': 'its answer holds a secret, which must not be kept for a second request',
  'signatures.beginSigning': 'it writes nothing: it only says what would be signed',
  'rates.previewRates': 'it writes nothing, so it may be asked as often as one likes',
};

export const router = serve(
  {
    boards: boardsRoutes,
    encounters: encountersRoutes,
    missions: missionsRoutes,
    access: accessRoutes,
    account: accountRoutes,
    accords: accordsRoutes,
    administration: administrationRoutes,
    audit: auditRoutes,
    backups: backupsRoutes,
    codes: codesRoutes,
    directory: directoryRoutes,
    documents: documentsRoutes,
    exchange: exchangeRoutes,
    images: imagesRoutes,
    instruments: instrumentsRoutes,
    keys: keysRoutes,
    meetings: meetingsRoutes,
    protection: protectionRoutes,
    patients: patientsRoutes,
    quotas: quotasRoutes,
    rates: ratesRoutes,
    referrals: referralsRoutes,
    reminders: remindersRoutes,
    search: searchRoutes,
    signatures: signaturesRoutes,
  },
  withoutKey,
);
