import type { FhirType } from '../../permissions.ts';
import type { Bound } from './binding.ts';
import { binaries, conditions, documents } from './case.server.ts';
import { communications } from './messages.server.ts';
import { consents } from './consents.server.ts';
import { patients } from './patients.server.ts';
import { requests, tasks } from './referrals.server.ts';
import { subscriptions } from './subscriptions.server.ts';
import { appointments, encounters, procedures } from './steps.server.ts';

/** Types behind which a module of ours stands. */
export const bound: Readonly<Partial<Record<FhirType, Bound>>> = {
  Appointment: appointments,
  Binary: binaries,
  Communication: communications,
  Condition: conditions,
  Consent: consents,
  DocumentReference: documents,
  Encounter: encounters,
  Patient: patients,
  Procedure: procedures,
  ServiceRequest: requests,
  Subscription: subscriptions,
  Task: tasks,
};
