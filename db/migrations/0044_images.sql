-- Images of a patient: studies in the manner of DICOM. Every byte of a picture and every word in it lies sealed under the
-- patient's key; in the clear stands what is needed to find a picture, to put it in order and to hold it back.
create table image_study (
  id uuid primary key,
  -- Who brought it. It alone adds to it, lets go or withdraws, and sees what the tags said.
  owner_organisation uuid not null references organisation,
  is_demo boolean not null,
  patient_id uuid not null references patient,
  -- The record that it belongs to, of whatever module; null where it is of the patient alone.
  subject_id uuid,
  -- Receiving: slices are still coming, and nobody else sees it. Withdrawn: brought by mistake, and nobody else sees it again.
  state text not null check (state in ('receiving', 'ready', 'withdrawn')),
  -- What the copy for others does with dates: kept as they are, or moved by one number of days that is the patient's own.
  dates text not null check (dates in ('kept', 'shifted')),
  -- Keyed: whom the tags name. Slices of somebody else are not taken into it.
  person_hash text check (person_hash ~ '^[0-9a-f]{64}$'),
  brought_by uuid not null,
  brought_at timestamptz not null,
  version integer not null,
  changed_at timestamptz not null
);
create index on image_study (patient_id, brought_at);
create index on image_study (subject_id) where subject_id is not null;
create index on image_study (owner_organisation);

create table image_series (
  id uuid primary key,
  study_id uuid not null references image_study,
  -- Keyed: by what slices of one series are known as such.
  uid_hash text not null check (uid_hash ~ '^[0-9a-f]{64}$'),
  number integer not null,
  modality text not null check (modality ~ '^[A-Z0-9_]{1,16}$'),
  -- The day on which it was taken, as the copy for others says it.
  taken_on date,
  unique (study_id, uid_hash)
);
create index on image_series (study_id, number);
-- What its tags call it, sealed: for who brought it, and for nobody else, because words in it may name somebody.
create table image_label (
  series_id uuid primary key references image_series,
  content bytea not null
);

create table image_slice (
  id uuid primary key,
  study_id uuid not null references image_study,
  series_id uuid not null references image_series,
  -- Keyed: the same slice brought twice is there once.
  uid_hash text not null check (uid_hash ~ '^[0-9a-f]{64}$'),
  -- Where it stands among its series, from 0; null until the study is closed.
  place integer check (place >= 0),
  -- Along the line of sight, in millimetres, by the position that the tags state; null where they state none.
  along double precision,
  number integer not null,
  -- Where the copy without names lies, sealed under the patient's key, and its size.
  address text not null check (address ~ '^[0-9a-f]{64}$'),
  bytes integer not null check (bytes > 0),
  -- Numbers by which it is drawn: rows, columns, slope, window.
  shape jsonb not null,
  -- Why names may be drawn into the picture itself; empty where nothing says so.
  suspicions text[] not null check (suspicions <@ array['stated', 'capture', 'modality', 'pixels']),
  -- What a person found who looked at it.
  found text check (found in ('clean', 'names')),
  found_by uuid,
  found_at timestamptz,
  unique (study_id, uid_hash),
  check ((found is null) = (found_by is null)),
  check ((found is null) = (found_at is null))
);
create index on image_slice (series_id, place);

-- The file as it was brought, with every tag: for who brought it, and for nobody else.
create table image_original (
  slice_id uuid primary key references image_slice,
  address text not null check (address ~ '^[0-9a-f]{64}$'),
  bytes integer not null check (bytes > 0)
);

-- Whether the actor's organisation brought it, in a care that is open now. The study is asked, which no policy hides here.
create function brought_images(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select exists (select from image_study s where s.id = wanted and s.owner_organisation = actor_organisation()
      and is_care_open(s.patient_id));
  end;
-- … and may still add to it: a clinical person of a rung that writes.
create function may_add_images(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select actor_reaches('officer') and exists (select from image_study s where s.id = wanted and s.state = 'receiving'
      and s.owner_organisation = actor_organisation() and is_in_care(s.patient_id));
  end;
-- Whether others who take part in the care may open it: it is whole, and the copies without names are made.
create function are_images_shown(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select exists (select from image_study s where s.id = wanted and s.state = 'ready' and is_care_open(s.patient_id));
  end;
revoke all on function brought_images(uuid), may_add_images(uuid), are_images_shown(uuid) from public;
grant execute on function brought_images(uuid), may_add_images(uuid), are_images_shown(uuid) to yntymaq_app;

alter table image_study enable row level security;
alter table image_series enable row level security;
alter table image_label enable row level security;
alter table image_slice enable row level security;
alter table image_original enable row level security;

grant select, insert, update (state, person_hash, version, changed_at) on image_study to yntymaq_app;
create policy seen_in_care on image_study for select to yntymaq_app using (
  is_care_open(patient_id) and (owner_organisation = (select actor_organisation()) or state = 'ready'));
create policy brought_in_care on image_study for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and brought_by = (select actor_person()) and (select actor_reaches('officer'))
  and state = 'receiving' and is_in_care(patient_id)
  and is_demo = (select o.is_demo from organisation o where o.id = (select actor_organisation())));
create policy changed_by_who_brought_it on image_study for update to yntymaq_app
  using (owner_organisation = (select actor_organisation()) and (select actor_reaches('officer')) and is_in_care(patient_id))
  with check (owner_organisation = (select actor_organisation()));

grant select, insert on image_series to yntymaq_app;
create policy seen_with_its_study on image_series for select to yntymaq_app using (
  brought_images(study_id) or are_images_shown(study_id));
create policy brought_with_its_study on image_series for insert to yntymaq_app with check (may_add_images(study_id));
grant select, insert on image_label to yntymaq_app;
create policy seen_by_who_brought_it on image_label for select to yntymaq_app using (
  exists (select from image_series s where s.id = series_id and brought_images(s.study_id)));
create policy brought_with_its_series on image_label for insert to yntymaq_app with check (
  exists (select from image_series s where s.id = series_id and may_add_images(s.study_id)));

-- A picture into which names may be drawn stays with who brought it until a person has looked and found none.
grant select, insert, update (place, found, found_by, found_at) on image_slice to yntymaq_app;
create policy seen_with_its_study on image_slice for select to yntymaq_app using (
  brought_images(study_id)
  or (are_images_shown(study_id) and coalesce(found, case when suspicions = '{}' then 'clean' else 'names' end) = 'clean'));
create policy brought_with_its_study on image_slice for insert to yntymaq_app with check (may_add_images(study_id) and found is null);
create policy looked_at_by_who_brought_it on image_slice for update to yntymaq_app
  using (brought_images(study_id) and (select actor_is_clinical()) and (select actor_reaches('officer')))
  with check (brought_images(study_id));

grant select, insert on image_original to yntymaq_app;
create policy seen_by_who_brought_it on image_original for select to yntymaq_app using (
  exists (select from image_slice s where s.id = slice_id and brought_images(s.study_id)));
create policy brought_with_its_slice on image_original for insert to yntymaq_app with check (
  exists (select from image_slice s where s.id = slice_id and may_add_images(s.study_id)));

-- What somebody found is in their own name; where a slice stands is set once, while the study is closed.
create function slice_is_looked_at_in_ones_own_name() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if (new.found, new.found_by, new.found_at) is distinct from (old.found, old.found_by, old.found_at)
    and (new.found is null or new.found_by is distinct from actor_person()) then
    raise exception 'what was found stands in the name of who looked' using errcode = 'insufficient_privilege';
  end if;
  if new.place is distinct from old.place and not may_add_images(new.study_id) then
    raise exception 'slices are put in order before others see them' using errcode = 'check_violation';
  end if;
  return new;
end $$;
revoke all on function slice_is_looked_at_in_ones_own_name() from public;
create trigger looked_at_in_ones_own_name before update on image_slice for each row
  execute function slice_is_looked_at_in_ones_own_name();

-- Receiving, ready, withdrawn: never back.
create function image_study_goes_forward() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if array_position(array['receiving', 'ready', 'withdrawn'], new.state)
    < array_position(array['receiving', 'ready', 'withdrawn'], old.state) then
    raise exception 'a study goes forward' using errcode = 'check_violation';
  end if;
  return new;
end $$;
revoke all on function image_study_goes_forward() from public;
create trigger goes_forward before update of state on image_study for each row execute function image_study_goes_forward();
