import { referralCase } from './contract.case.ts';
import { counts } from './contract.counts.ts';
import { centre } from './contract.encounters.ts';
import { path } from './contract.path.ts';
import { patientPage } from './contract.patient.ts';
import { referral } from './contract.referral.ts';

/** All that can be asked of referrals. */
export const referralsContract = { ...referral, ...referralCase, ...path, ...patientPage, ...counts, ...centre };
