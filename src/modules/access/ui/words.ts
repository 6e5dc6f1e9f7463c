import type { FhirType } from '../../../permissions.ts';

/** The rights that have words, as their texts are called. */
type ActKey =
  | 'accords_read'
  | 'accords_write'
  | 'accords_confirm'
  | 'accords_publish'
  | 'documents_read'
  | 'documents_write'
  | 'meetings_read'
  | 'meetings_write'
  | 'meetings_approve'
  | 'meetings_publish'
  | 'instruments_read'
  | 'instruments_write'
  | 'instruments_publish'
  | 'signatures_read'
  | 'signatures_sign'
  | 'directory_read'
  | 'directory_write'
  | 'patients_read'
  | 'patients_write'
  | 'patients_coordinate'
  | 'session_read'
  | 'rates_read'
  | 'rates_write'
  | 'search_read'
  | 'audit_read'
  | 'missions_read'
  | 'missions_write'
  | 'missions_publish'
  | 'quotas_read'
  | 'quotas_write'
  | 'quotas_decide'
  | 'boards_read'
  | 'boards_vote'
  | 'boards_manage'
  | 'referrals_read'
  | 'referrals_write'
  | 'referrals_decide'
  | 'referrals_configure'
  | `fhir_${FhirType}_rs`
  | `fhir_${Exclude<FhirType, 'AuditEvent'>}_cruds`;

/** What a right such as `accords.read`, or a scope such as `system/Slot.rs`, lets one do: the key of the words for it. */
export const actKey = (right: string) =>
  `access.why.act.${
    right
      .replace(/^system\//, 'fhir_')
      .replace(/\.(?:r|s|rs)$/, '.rs')
      .replace(/^(fhir_\w+)\.(?!rs$)[cruds]+$/, '$1.cruds')
      .replace('.', '_') as ActKey
  }` as const;
