-- Who opened what about a patient, when, from where and why. Append-only: nobody is granted update or delete.
create table access_record (
  id uuid primary key,
  at timestamptz not null,
  person uuid not null,
  organisation_id uuid not null,
  session uuid,
  token uuid,
  origin text,
  endpoint text not null,
  kind text not null check (kind in ('read', 'searched', 'exported')),
  subject text not null check (subject ~ '^[a-z_]+$'),
  -- Null where a search found nobody.
  subject_id uuid,
  purpose text not null check (purpose in ('care', 'administration', 'request_of_the_person', 'quality', 'law', 'break_glass')),
  reason text,
  check (purpose <> 'break_glass' or length(trim(reason)) >= 10)
);
create index on access_record (subject_id, at);
create index on access_record (organisation_id, at);
create index on access_record (person, at);
alter table access_record enable row level security;
grant select, insert on access_record to yntymaq_app;
create policy written_in_ones_own_name on access_record for insert to yntymaq_app with check (
  person = (select actor_person()) and organisation_id = (select actor_organisation())
);
create policy seen_by_the_organisation_s_administrator on access_record for select to yntymaq_app using (
  organisation_id = (select actor_organisation()) and (select actor_reaches('administrator'))
);
