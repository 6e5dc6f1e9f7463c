/**
 * Tables whose rows are no state of their own, each with the reason why writing them needs no event. All others: a
 * transaction of the program that writes a row and records no event fails in every database test.
 */
export const withoutEvent: Readonly<Record<string, string>> = {
  access_record: 'is itself what is recorded',
  audit_batch: 'is made of what was recorded',
  audit_clock: 'is made of what was recorded',
  audit_verification: 'says what a verification found; it changes nothing',
  backup_run: 'the clock asks for backups for no organisation; what a person asks for has its event beside it',
  digest: 'is counted from the ledger by the job of the week',
  digest_mail: 'says that a digest went out; the mail itself is in the outbox',
  event: 'is itself what is recorded',
  exchange_link: 'says what a referral is called at the other installation; what happens to it is recorded',
  exchange_message: 'carries what an act says, whose event stands beside it; what people do with it is recorded',
  exchange_step: 'says what became of a message on its way',
  fhir_notice: 'carries the id of what changed, whose event stands beside it, to a subscriber',
  fhir_subscription:
    'says how far a subscriber was told; each status that its system reads is recorded with its resource',
  fhir_version: 'what a resource said before; that it was changed is recorded',
  file: 'the bytes of a record, whose event stands beside it; of two that keep the same bytes at once, one writes nothing else',
  idempotency: 'keeps the answer to a request whose event stands beside it',
  promise_touched: 'says which promise the job has to count again; what it enters is recorded',
  mission_touched: 'says what the job has to look at again; what it finds is recorded',
  mission_photo_piece: 'a part of a photo on its way; what becomes of the photo is recorded',
  outbox_message: 'carries what another record says, whose event stands beside it; what people do with it is recorded',
  outbox_step: 'says what became of a message on its way',
  person_seen: 'says when somebody was last here, which the session says, too',
  projected_clock: 'follows from what devices wrote',
  projected_visit: 'follows from what devices wrote',
  retention_run: 'says what the job of the night deleted, by the period that the organisation set',
  search_entry: 'follows from the record that is found',
  search_spelling: 'follows from the record that is found',
  search_word: 'follows from the record that is found',
  standing: 'follows from the promises and results',
};

/** Columns that say no more than that something was used, or how far it is. */
const onlyUsed: Readonly<Record<string, string>> = {
  api_token: 'last_used_at',
  calendar_feed: 'read_on',
  mission_device: 'last_seen_at has received admitted',
  mission_photo: 'received',
  peer: 'health health_since answered_at failure tries waits_until test_asked_at',
  patient_page_session: 'seen_at',
};

type Query = (url: string, statement: string) => Promise<Record<string, unknown>[]>;

/** Makes a database refuse, at the end of a transaction of the program, what was written without an event. */
export async function demandEvents(ownerUrl: string, query: Query): Promise<void> {
  await query(
    ownerUrl,
    `create function demand_event() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
     begin
       if tg_op = 'UPDATE' and to_jsonb(new) - string_to_array(tg_argv[0], ' ') = to_jsonb(old) - string_to_array(tg_argv[0], ' ') then return null; end if;
       if session_user in ('yntymaq_app', 'yntymaq_worker')
          and not exists (select from event e where e.position = audit_position()) then
         raise exception 'a row of % was written without an event: record one, or say in test/audited.ts why none is needed', tg_table_name;
       end if;
       return null;
     end $$`,
  );
  const tables = await query(
    ownerUrl,
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'migration'`,
  );
  for (const { name } of tables as { name: string }[])
    if (!(name in withoutEvent))
      await query(
        ownerUrl,
        `create constraint trigger demand_event after insert or update or delete on ${name} deferrable initially deferred
         for each row execute function demand_event('${onlyUsed[name] ?? ''}')`,
      );
}
