import type { Served } from '../../platform/serve.ts';
import { tell } from './admit.server.ts';
import { type AtCentre, contentAt } from './centre.ts';
import { encountersOfReferral, type EncounterTable, insertAtCentre } from './encounter.sql.ts';
import { opened } from './lists.server.ts';
import { hashOfContent, openContent, sealContent } from './sealed.server.ts';
import type { EncounterState } from './encounter.ts';

/** Of which patient and referral an encounter at a centre is; `by`: what who records it is called, null for another system. */
export type CentrePlace = {
  patient: string;
  partnership: string;
  isDemo: boolean;
  specialty: string;
  by: string | null;
};

/** What is said of none at a centre: it is of no mission, and nobody waits for it or counts by it. */
const ofNoMission = {
  side_id: null,
  mission_id: null,
  place: null,
  zone: null,
  room: null,
  clinician_id: null,
  waited_minutes: null,
  next_step: null,
  was_operated: false,
  age_group: 'unknown',
  sex: 'unknown',
  open_because: null,
  amended_from: null,
  withdrawn_because: null,
  followed_up_at: null,
  followed_up_how: null,
} as const;

/**
 * Records an encounter at the centre, in the transaction of whoever calls; the acting organisation is the one that treats. It is closed
 * at once, in the name of who records it.
 * @returns its id
 */
export async function recordAtCentre(context: Served, at: AtCentre, place: CentrePlace): Promise<string> {
  const { tx, vault, actor, now, newId } = context;
  const { patient, partnership, isDemo, specialty, by } = place;
  const id = newId();
  const content = contentAt(at, newId(), { id: actor.person, name: by, at: now });
  const row: EncounterTable = {
    ...ofNoMission,
    id,
    owner_organisation: actor.organisation,
    partnership_id: partnership,
    is_demo: isDemo,
    referral_id: at.referral,
    kind: at.kind,
    fraction: at.fraction?.number ?? null,
    patient_id: patient,
    subject_id: patient,
    people: [vault.blind('encounter.patient', patient)],
    specialty,
    day: context.today,
    clinician_person: actor.person,
    opened_at: now,
    signed_at: now,
    was_treated: at.kind === 'fraction',
    content: sealContent(vault, patient, content),
    content_hash: hashOfContent(vault, content),
    state: 'finished',
    version: 1,
    changed_at: now,
  };
  await insertAtCentre(tx, row);
  await tell(context, [row], { action: 'record', fields: [at.kind] });
  return id;
}

/** An encounter at the centre, as the page of its referral shows it. */
export type SeenAtCentre = {
  id: string;
  kind: AtCentre['kind'];
  fraction: number | null;
  at: string;
  state: EncounterState;
  /** Who recorded it; empty for another system. */
  by: string;
  words: string | null;
  version: number;
};

/** Those of a referral that are open to the actor, the newest first; each is on record as read. */
export async function seenAtCentre(context: Served, referral: string): Promise<SeenAtCentre[]> {
  const rows = await encountersOfReferral(context.tx, referral);
  for (const row of rows) opened(context, row);
  return rows.flatMap((row) => {
    const content = openContent(context.vault, row);
    const words = content?.parts['finding']?.[0]?.value;
    const { id, kind, fraction, state, version } = row;
    if (kind === null) return [];
    return [
      {
        id,
        kind,
        fraction,
        at: row.opened_at.toISOString(),
        state,
        by: content?.signatures[0]?.by ?? '',
        words: typeof words === 'string' ? words : null,
        version,
      },
    ];
  });
}
