import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent } from '../../platform/event.sql.ts';
import type { Happening } from '../../platform/happening.ts';
import type { Served } from '../../platform/serve.ts';

type Happened = {
  subject: 'organisation' | 'person';
  subjectId: string;
  action: string;
  fields: readonly string[];
  isDemo: boolean;
};

const most = 100;

/** Organisations and people belong to no side; their history is read through `directory_events`. */
export async function happened(context: Served, { isDemo, ...happening }: Happened): Promise<void> {
  const owner = { owner_organisation: context.actor.organisation, partnership_id: null, side_id: null };
  await recordEvent(context, { ...happening, shared: { ...owner, visibility: 'own_side', is_demo: isDemo } });
}

/** What happened to these organisations or people, newest first, whoever did it. */
export async function directoryEvents(tx: Tx, subjects: readonly string[]): Promise<Happening[]> {
  const { rows } = await sql<Omit<Happening, 'at'> & { at: Date }>`
    select id, at, person, organisation, subject, subject_id as "subjectId", action, fields, is_demo as "isDemo"
    from directory_events(${[...subjects]}::uuid[], ${most})`.execute(tx);
  return rows.map((event) => ({ ...event, at: event.at.toISOString() }));
}
