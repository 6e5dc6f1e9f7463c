-- What an organisation answers for as the holder of personal data: its officer and grounds, how long it keeps what, what it
-- gave to whom in which country, and what went wrong.

create table data_protection (
  organisation_id uuid primary key references organisation,
  officer text not null check (length(trim(officer)) between 2 and 200),
  officer_contact text not null check (length(trim(officer_contact)) between 3 and 200),
  hosting_country text not null check (hosting_country ~ '^[A-Z]{2}$'),
  grounds jsonb not null check (jsonb_typeof(grounds) = 'array'),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  changed_by uuid not null
);
alter table data_protection enable row level security;
grant select, insert, update (officer, officer_contact, hosting_country, grounds, version, changed_at, changed_by)
  on data_protection to yntymaq_app;
create policy seen_in_the_organisation on data_protection for select to yntymaq_app
  using (organisation_id = (select actor_organisation()));
create policy written_by_its_administrators on data_protection for insert to yntymaq_app with check (
  organisation_id = (select actor_organisation()) and changed_by = (select actor_person())
  and (select actor_reaches('administrator')) and (select actor_fact('token')) is null);
create policy changed_by_its_administrators on data_protection for update to yntymaq_app
  using (organisation_id = (select actor_organisation()) and (select actor_reaches('administrator'))
    and (select actor_fact('token')) is null)
  with check (organisation_id = (select actor_organisation()) and changed_by = (select actor_person()));

-- For how long; without a row the product's own default is kept.
create table retention_rule (
  organisation_id uuid not null references organisation,
  kind text not null check (kind ~ '^[a-z_]+$'),
  days integer not null check (days between 1 and 36500),
  law text not null check (length(trim(law)) between 3 and 300),
  changed_at timestamptz not null,
  changed_by uuid not null,
  primary key (organisation_id, kind)
);
alter table retention_rule enable row level security;
grant select, insert, update (days, law, changed_at, changed_by) on retention_rule to yntymaq_app;
grant select on retention_rule to yntymaq_worker;
create policy seen_in_the_organisation on retention_rule for select to yntymaq_app
  using (organisation_id = (select actor_organisation()));
create policy seen_by_the_job on retention_rule for select to yntymaq_worker using (actor_service() = 'applyRetention');
create policy written_by_its_administrators on retention_rule for insert to yntymaq_app with check (
  organisation_id = (select actor_organisation()) and changed_by = (select actor_person())
  and (select actor_reaches('administrator')) and (select actor_fact('token')) is null);
create policy changed_by_its_administrators on retention_rule for update to yntymaq_app
  using (organisation_id = (select actor_organisation()) and (select actor_reaches('administrator'))
    and (select actor_fact('token')) is null)
  with check (organisation_id = (select actor_organisation()) and changed_by = (select actor_person()));

-- What the job let go, and when: counts alone.
create table retention_run (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  kind text not null,
  at timestamptz not null,
  gone integer not null check (gone > 0)
);
create index on retention_run (organisation_id, at);
alter table retention_run enable row level security;
grant select on retention_run to yntymaq_app;
create policy seen_in_the_organisation on retention_run for select to yntymaq_app
  using (organisation_id = (select actor_organisation()));

-- What was given to whom, in which country, on what ground. Never changed: a mistake is put right by a further line.
create table transfer (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  patient_id uuid,
  people integer not null check (people > 0),
  categories text[] not null check (cardinality(categories) > 0
    and categories <@ array['identity', 'contact', 'clinical', 'images', 'figures']),
  to_organisation uuid references organisation,
  to_name text check (length(trim(to_name)) between 2 and 300),
  to_country text not null check (to_country ~ '^[A-Z]{2}$'),
  ground text not null check (ground in ('consent', 'treaty', 'law', 'vital_interest')),
  reference text not null check (length(trim(reference)) between 3 and 300),
  consent_id uuid,
  sent_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  corrects uuid unique references transfer,
  is_demo boolean not null,
  check ((to_organisation is null) <> (to_name is null)),
  check (patient_id is null or people = 1)
);
create index on transfer (organisation_id, sent_at);
create index on transfer (patient_id);
create index on transfer (to_organisation, sent_at);
alter table transfer enable row level security;
grant select, insert on transfer to yntymaq_app;
create policy seen_by_who_gave_and_who_received on transfer for select to yntymaq_app using (
  ((select actor_reaches('administrator')) or (select actor_is_clinical()))
  and (organisation_id = (select actor_organisation()) or to_organisation = (select actor_organisation())));
-- Asked by the policy below, which could not ask its own table.
create function is_own_transfer(id uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select exists (select from transfer t where t.id = is_own_transfer.id and t.organisation_id = actor_organisation());
  end;
revoke all on function is_own_transfer(uuid) from public;
grant execute on function is_own_transfer(uuid) to yntymaq_app;
create policy written_in_ones_own_name on transfer for insert to yntymaq_app with check (
  organisation_id = (select actor_organisation()) and recorded_by = (select actor_person())
  and ((select actor_reaches('administrator')) or (select actor_is_clinical()))
  and (corrects is null or is_own_transfer(corrects)));

-- What went wrong. Its words may name people: they are sealed with the organisation's key.
create table incident (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  kind text not null check (kind in
    ('lost_device', 'wrong_recipient', 'unauthorised_access', 'malware', 'not_available', 'changed_or_lost', 'other')),
  title bytea not null,
  what_happened bytea not null,
  found_at timestamptz not null,
  began_at timestamptz,
  ended_at timestamptz,
  countries text[] not null check (cardinality(countries) > 0),
  risk text not null check (risk in ('unassessed', 'none', 'some', 'high')),
  state text not null check (state in ('open', 'contained', 'closed')),
  is_demo boolean not null,
  version integer not null check (version > 0),
  opened_by uuid not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  check (began_at is null or began_at <= found_at),
  check (ended_at is null or began_at <= ended_at),
  check ((state = 'closed') = (closed_at is not null))
);
create index on incident (organisation_id, found_at);
alter table incident enable row level security;
grant select, insert, update (kind, title, what_happened, began_at, ended_at, countries, risk, state, version, closed_at)
  on incident to yntymaq_app;
create policy of_its_administrators on incident to yntymaq_app using (
  organisation_id = (select actor_organisation()) and (select actor_reaches('administrator'))
  and (select actor_fact('token')) is null
) with check (organisation_id = (select actor_organisation()) and (select actor_reaches('administrator'))
  and (select actor_fact('token')) is null);

-- Whom it touches: ids alone.
create table incident_subject (
  incident_id uuid not null references incident,
  subject text not null check (subject ~ '^[a-z_]+$'),
  subject_id uuid not null,
  found_by text not null check (found_by in ('accesses', 'hand')),
  added_at timestamptz not null,
  primary key (incident_id, subject_id)
);
alter table incident_subject enable row level security;
grant select, insert, delete on incident_subject to yntymaq_app;
create policy with_its_incident on incident_subject to yntymaq_app
  using (exists (select from incident i where i.id = incident_id))
  with check (exists (select from incident i where i.id = incident_id and i.state <> 'closed'));
create policy kept_once_closed on incident_subject as restrictive for delete to yntymaq_app
  using (exists (select from incident i where i.id = incident_id and i.state <> 'closed'));

-- Whom the organisation told, under which duty, and how.
create table incident_notice (
  id uuid primary key,
  incident_id uuid not null references incident,
  country text not null check (country ~ '^[A-Z]{2}$'),
  told text not null check (told in ('authority', 'people')),
  at timestamptz not null,
  how bytea not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null
);
create index on incident_notice (incident_id);
alter table incident_notice enable row level security;
grant select, insert on incident_notice to yntymaq_app;
create policy with_its_incident on incident_notice for select to yntymaq_app
  using (exists (select from incident i where i.id = incident_id));
create policy written_in_ones_own_name on incident_notice for insert to yntymaq_app with check (
  recorded_by = (select actor_person())
  and exists (select from incident i where i.id = incident_id and i.organisation_id = (select actor_organisation())));

-- The job's own door: how long each organisation keeps a kind, as far as it says so.
create function note_retention(of_organisation uuid, of_kind text, gone_now integer, at_moment timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if actor_service() is distinct from 'applyRetention' then
    raise exception 'only the job that applies retention notes what it let go' using errcode = '42501';
  end if;
  insert into retention_run values (gen_random_uuid(), of_organisation, of_kind, at_moment, gone_now);
end $$;
revoke all on function note_retention(uuid, text, integer, timestamptz) from public;
grant execute on function note_retention(uuid, text, integer, timestamptz) to yntymaq_worker;

-- Organisations in which somebody works: those for which the job runs.
create function organisations_at_work() returns setof uuid stable language sql security definer set search_path = public, pg_temp
  begin atomic select distinct m.organisation_id from membership m; end;
revoke all on function organisations_at_work() from public;
grant execute on function organisations_at_work() to yntymaq_worker;

-- Lets go the organisation's weekly digests made before that moment, and what was noted of their mailing.
create function let_go_digests(of_organisation uuid, before timestamptz) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  gone integer;
begin
  if actor_service() is distinct from 'applyRetention' then
    raise exception 'only the job that applies retention lets go' using errcode = '42501';
  end if;
  delete from digest_mail k using digest d
    where k.digest_id = d.id and d.organisation_id = of_organisation and d.made_at < before;
  delete from digest d where d.organisation_id = of_organisation and d.made_at < before;
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function let_go_digests(uuid, timestamptz) from public;
grant execute on function let_go_digests(uuid, timestamptz) to yntymaq_worker;

-- Lets go whom an incident touched, so long after it was closed; how many they were stays.
alter table incident add column people_when_let_go integer;
create function let_go_incident_subjects(of_organisation uuid, before timestamptz) returns integer language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  gone integer;
begin
  if actor_service() is distinct from 'applyRetention' then
    raise exception 'only the job that applies retention lets go' using errcode = '42501';
  end if;
  update incident i set people_when_let_go = (select count(*) from incident_subject s where s.incident_id = i.id)
    where i.organisation_id = of_organisation and i.closed_at < before and i.people_when_let_go is null;
  delete from incident_subject s using incident i
    where i.id = s.incident_id and i.organisation_id = of_organisation and i.closed_at < before;
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function let_go_incident_subjects(uuid, timestamptz) from public;
grant execute on function let_go_incident_subjects(uuid, timestamptz) to yntymaq_worker;
