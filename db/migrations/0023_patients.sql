-- Patients. Who they are lies here sealed under a key of each patient's own, which is not in this database: a row says
-- nothing to whoever reads the table, and nothing at all once the key is destroyed.
create table patient (
  id uuid primary key,
  -- The organisation that answers for the record. It alone changes it.
  custodian uuid not null references organisation,
  is_demo boolean not null,
  -- Names, identifiers, birth, addresses, representatives: one sealed text. Null after erasure.
  identity bytea,
  merged_into uuid references patient,
  merged_at timestamptz,
  merged_by uuid,
  registered_by uuid not null,
  registered_at timestamptz not null,
  erased_at timestamptz,
  version integer not null,
  changed_at timestamptz not null,
  check ((identity is null) = (erased_at is not null)),
  check (merged_into <> id),
  check ((merged_into is null) = (merged_at is null)),
  check ((merged_into is null) = (merged_by is null))
);
create index on patient (custodian, changed_at desc);
create index on patient (merged_into);

-- What the record said before, sealed alike. A correction overwrites nothing.
create table patient_version (
  patient_id uuid not null references patient,
  version integer not null,
  identity bytea not null,
  until timestamptz not null,
  changed_by uuid not null,
  primary key (patient_id, version)
);

-- By what a patient is found: keyed hashes, which mean nothing without the key of the installation. `near` only offers
-- duplicates; nobody searches by it.
create table patient_key (
  patient_id uuid not null references patient,
  kind text not null check (kind in ('identifier', 'name_and_birth', 'near')),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (patient_id, kind, hash)
);
create index on patient_key (hash);

-- What a patient was asked, as it was approved: never changed, only followed by the next version.
create table consent_text (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  is_demo boolean not null,
  purpose text not null check (purpose in ('treatment', 'papers_abroad', 'teleconsultation', 'images_for_training', 'research',
    'public_story')),
  language text not null check (language ~ '^[a-z]{2}(-[A-Z][a-z]{3})?$'),
  version integer not null check (version > 0),
  title text not null check (length(trim(title)) between 3 and 200),
  wording text not null check (length(trim(wording)) between 20 and 20000),
  approved_by uuid not null,
  approved_at timestamptz not null,
  unique (owner_organisation, purpose, language, version)
);

-- A patient or a representative allowed one purpose, to whom and until when. Never changed: ended by a row of its own.
create table consent (
  id uuid primary key,
  patient_id uuid not null references patient,
  owner_organisation uuid not null references organisation,
  is_demo boolean not null,
  purpose text not null check (purpose in ('treatment', 'papers_abroad', 'teleconsultation', 'images_for_training', 'research',
    'public_story')),
  -- ISO 3166-1 alpha-2; where an organisation is named, the consent is for that one alone.
  receiving_country char(2) not null check (receiving_country ~ '^[A-Z]{2}$'),
  receiving_organisation uuid references organisation,
  text_id uuid not null references consent_text,
  given_by text not null check (given_by in ('patient', 'representative')),
  given_how text not null check (given_how in ('paper', 'passkey', 'sms', 'spoken')),
  given_on date not null,
  -- Null: from the moment it was recorded.
  stands_from timestamptz,
  -- Null: until it is withdrawn. The first moment at which it no longer stands.
  stands_until timestamptz,
  -- Who gave it and with what standing on that day, who was witness: sealed under the patient's key.
  details bytea not null,
  supersedes uuid unique references consent,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  check (stands_until is null or stands_from is null or stands_until > stands_from)
);
create index on consent (patient_id);
create table consent_end (
  consent_id uuid primary key references consent,
  how text not null check (how in ('withdrawn', 'superseded')),
  by_whom text check (by_whom in ('patient', 'representative')),
  details bytea,
  recorded_by uuid not null,
  recorded_organisation uuid not null references organisation,
  recorded_at timestamptz not null,
  check ((how = 'withdrawn') = (by_whom is not null))
);
-- What proves it: a scan, a recording. Its bytes lie in the files, sealed under the patient's key.
create table consent_evidence (
  id uuid primary key,
  consent_id uuid not null references consent,
  owner_organisation uuid not null references organisation,
  address text not null,
  bytes integer not null check (bytes > 0),
  media_type text not null,
  kept_by uuid not null,
  kept_at timestamptz not null
);
create index on consent_evidence (consent_id);

-- Which organisation takes part in whose care, from when to when, and on what ground. Besides the custodian, none without a
-- consent that stands.
create table care_part (
  id uuid primary key,
  patient_id uuid not null references patient,
  organisation_id uuid not null references organisation,
  ground text not null check (ground in ('custodian', 'consent', 'referral', 'mission')),
  consent_id uuid references consent,
  since timestamptz not null,
  until timestamptz,
  granted_by uuid not null,
  check ((ground = 'custodian') = (consent_id is null)),
  check (until is null or until >= since)
);
create index on care_part (patient_id);
create index on care_part (organisation_id, patient_id);
create unique index on care_part (patient_id, organisation_id, consent_id) where until is null;

-- Somebody without a part opened a record all the same, for four hours, and said why. The reason must name nobody.
create table broken_glass (
  id uuid primary key,
  patient_id uuid not null references patient,
  person uuid not null,
  organisation_id uuid not null references organisation,
  reason text not null check (length(trim(reason)) between 10 and 500),
  at timestamptz not null default now(),
  until timestamptz not null default now() + interval '4 hours',
  check (until <= at + interval '4 hours')
);
create index on broken_glass (patient_id, until);
-- That the custodian has looked at it, and what was found.
create table broken_glass_review (
  glass_id uuid primary key references broken_glass,
  found text not null check (found in ('justified', 'not_justified')),
  person uuid not null,
  at timestamptz not null
);

-- Somebody asks that all be erased; another decides.
create table erasure (
  id uuid primary key,
  patient_id uuid not null references patient,
  asked_by text not null check (asked_by in ('patient', 'representative', 'law')),
  requested_by uuid not null,
  requested_at timestamptz not null
);
create index on erasure (patient_id);
create table erasure_decision (
  erasure_id uuid primary key references erasure,
  decision text not null check (decision in ('approved', 'refused')),
  ground text check (length(ground) <= 500),
  decided_by uuid not null,
  decided_at timestamptz not null
);

-- Whether a consent stands at this moment. The twin of `consentState` in src/modules/patients/consent.ts.
create function consent_stands(wanted uuid) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  begin atomic
    select exists (select from consent c where c.id = wanted
      and (c.stands_from is null or c.stands_from <= now()) and (c.stands_until is null or c.stands_until > now())
      and not exists (select from consent_end e where e.consent_id = c.id));
  end;

-- Whether a consent is about this organisation at all: named, or in the country it was given for, for a purpose of care.
create function consent_covers(wanted uuid, receiver uuid) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  begin atomic
    select exists (select from consent c join organisation o on o.id = receiver where c.id = wanted
      and c.purpose in ('treatment', 'papers_abroad', 'teleconsultation')
      and c.receiving_country = o.country and coalesce(c.receiving_organisation, o.id) = o.id);
  end;

-- Whether the actor takes part in this patient's care: a clinical person of an organisation that has a part in it now. A
-- part on the ground of a consent ends with the consent, because the consent itself is asked here each time.
create function is_in_care(wanted uuid) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  begin atomic
    select actor_is_clinical() and exists (select from care_part p
      where p.patient_id = wanted and p.organisation_id = actor_organisation() and (p.until is null or p.until > now())
        and (p.ground = 'custodian' or (consent_stands(p.consent_id) and consent_covers(p.consent_id, p.organisation_id))));
  end;
-- … or has broken the glass, less than four hours ago.
create function is_behind_glass(wanted uuid) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  begin atomic
    select actor_is_clinical() and exists (select from broken_glass g
      where g.patient_id = wanted and g.person = actor_person() and g.organisation_id = actor_organisation() and g.until > now());
  end;
create function is_care_open(wanted uuid) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  begin atomic
    select is_in_care(wanted) or is_behind_glass(wanted);
  end;
-- Whether the actor's organisation answers for the record, and the actor is clinical and may do what this rung may.
create function is_custodian(wanted uuid, rung text) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  begin atomic
    select actor_is_clinical() and actor_reaches(rung)
      and exists (select from patient p where p.id = wanted and p.custodian = actor_organisation());
  end;
create function patient_of_consent(wanted uuid) returns uuid stable language sql security definer
  set search_path = public, pg_temp
  begin atomic select c.patient_id from consent c where c.id = wanted; end;

-- Finds by hashes of what the seeker knows exactly. Of a record that is not open to the actor it says only that there is
-- one: its id, by which the glass can be broken. Demonstration finds demonstration alone.
create function find_patients(hashes text[], wanted text) returns table (id uuid, is_open boolean) stable language sql
  security definer set search_path = public, pg_temp
  begin atomic
    select p.id, is_care_open(p.id) from patient p
    where actor_is_clinical() and wanted in ('identifier', 'name_and_birth') and p.erased_at is null
      and exists (select from patient_key k where k.patient_id = p.id and k.kind = wanted and k.hash = any (hashes))
      and p.is_demo = (select o.is_demo from organisation o where o.id = actor_organisation())
    order by p.id limit 20;
  end;

-- How often whoever asks has searched within ten minutes. Two searches of one person at once are counted one after the other.
create index on access_record (person, recorded_at) where endpoint = 'patients.searchPatients';
create function own_searches_lately() returns bigint language sql security definer set search_path = public, pg_temp
  begin atomic
    select pg_advisory_xact_lock(hashtextextended('searches of ' || actor_person(), 0));
    select count(distinct a.position) from access_record a where a.person = actor_person()
      and a.endpoint = 'patients.searchPatients' and a.recorded_at > clock_timestamp() - interval '10 minutes';
  end;

-- Whether there is such a record, whose glass the actor may break: erased ones have nothing to open, demonstration is apart.
create function is_breakable(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select actor_is_clinical() and exists (select from patient p where p.id = wanted and p.erased_at is null
      and p.is_demo = (select o.is_demo from organisation o where o.id = actor_organisation()));
  end;

-- Who opened what about a patient, for the patient: told by the custodian. The role is the highest that the person had
-- there at that moment.
create function accesses_of_patient(patients uuid[]) returns table (id uuid, at timestamptz, organisation uuid, role text,
    origin text, endpoint text, kind text, purpose text, reason text, subject_id uuid)
  stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select a.id, a.at, a.organisation_id,
      (select (array_agg(m.role order by rank_of(m.role) desc))[1] from membership m where m.person = a.person
         and m.organisation_id = a.organisation_id and m.since <= a.at and (m.ends_at is null or m.ends_at > a.at)),
      a.origin, a.endpoint, a.kind, a.purpose, a.reason, a.subject_id
    from access_record a
    where a.subject = 'patient' and a.subject_id = any (patients) and is_custodian(a.subject_id, 'viewer')
    order by a.at desc, a.id desc limit 5000;
  end;

-- What these organisations have opened of a patient so far: that cannot be called back.
create function copied_of_patient(wanted uuid, receivers uuid[])
  returns table (organisation uuid, reads bigint, exports bigint, last_at timestamptz)
  stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select a.organisation_id, count(*) filter (where a.kind = 'read'), count(*) filter (where a.kind = 'exported'), max(a.at)
    from access_record a
    where a.subject = 'patient' and a.subject_id = wanted and a.organisation_id = any (receivers)
      and a.kind <> 'searched' and is_care_open(wanted)
    group by a.organisation_id;
  end;

-- Erasing wants two people: nothing but an approval by somebody else lets the identity go.
create function erasure_is_approved() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.erased_at is null and new.erased_at is not null and not exists (
    select from erasure e join erasure_decision d on d.erasure_id = e.id
    where e.patient_id = new.id and d.decision = 'approved' and d.decided_by <> e.requested_by) then
    raise exception 'erasure of % was not approved by a second person', new.id using errcode = 'insufficient_privilege';
  end if;
  if old.erased_at is not null and (new.erased_at is null or new.identity is not null) then
    raise exception 'what was erased stays erased' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger erasure_is_approved before update on patient for each row execute function erasure_is_approved();
-- A merge joins records of one custodian, none of which leads elsewhere, and never demonstration with what is real.
create function merge_is_plain() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.merged_into is not null and (
    not exists (select from patient k where k.id = new.merged_into and k.merged_into is null and k.erased_at is null
                and k.custodian = new.custodian and k.is_demo = new.is_demo)
    or exists (select from patient m where m.merged_into = new.id)) then
    raise exception 'patient % cannot be merged into %', new.id, new.merged_into using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger merge_is_plain before update of merged_into on patient for each row execute function merge_is_plain();

revoke all on function consent_stands(uuid), consent_covers(uuid, uuid), is_in_care(uuid), is_behind_glass(uuid), is_care_open(uuid),
  is_custodian(uuid, text), patient_of_consent(uuid), find_patients(text[], text), own_searches_lately(), is_breakable(uuid),
  accesses_of_patient(uuid[]), copied_of_patient(uuid, uuid[]), erasure_is_approved(), merge_is_plain() from public;
grant execute on function consent_stands(uuid), consent_covers(uuid, uuid), is_in_care(uuid), is_behind_glass(uuid),
  is_care_open(uuid), is_custodian(uuid, text), patient_of_consent(uuid), find_patients(text[], text), own_searches_lately(),
  is_breakable(uuid), accesses_of_patient(uuid[]), copied_of_patient(uuid, uuid[]) to yntymaq_app;

alter table patient enable row level security;
alter table patient_version enable row level security;
alter table patient_key enable row level security;
alter table consent_text enable row level security;
alter table consent enable row level security;
alter table consent_end enable row level security;
alter table consent_evidence enable row level security;
alter table care_part enable row level security;
alter table broken_glass enable row level security;
alter table broken_glass_review enable row level security;
alter table erasure enable row level security;
alter table erasure_decision enable row level security;

grant select, insert, update (identity, merged_into, merged_at, merged_by, erased_at, version, changed_at) on patient to yntymaq_app;
create policy seen_in_care on patient for select to yntymaq_app using (is_care_open(id));
create policy registered_by_its_custodian on patient for insert to yntymaq_app with check (
  custodian = (select actor_organisation()) and registered_by = (select actor_person()) and (select actor_is_clinical())
  and (select actor_reaches('officer')) and merged_into is null and erased_at is null
  and is_demo = (select o.is_demo from organisation o where o.id = (select actor_organisation()))
);
create policy changed_by_its_custodian on patient for update to yntymaq_app
  using (custodian = (select actor_organisation()) and (select actor_is_clinical()) and (select actor_reaches('officer')))
  with check (custodian = (select actor_organisation()));

grant select, insert, delete on patient_version to yntymaq_app;
create policy custodian_reads on patient_version for select to yntymaq_app using (is_custodian(patient_id, 'viewer'));
create policy custodian_writes on patient_version for insert to yntymaq_app with check (
  is_custodian(patient_id, 'officer') and changed_by = (select actor_person()));
-- History goes with an erasure and with nothing else.
create policy goes_with_erasure on patient_version for delete to yntymaq_app using (
  is_custodian(patient_id, 'coordinator') and exists (select from patient p where p.id = patient_id and p.erased_at is not null));

grant select, insert, delete on patient_key to yntymaq_app;
create policy seen_in_care on patient_key for select to yntymaq_app using (is_in_care(patient_id));
create policy custodian_adds on patient_key for insert to yntymaq_app with check (is_custodian(patient_id, 'officer'));
create policy custodian_removes on patient_key for delete to yntymaq_app using (is_custodian(patient_id, 'officer'));

-- Texts are for everybody who signs in: they name nobody.
grant select, insert on consent_text to yntymaq_app;
create policy known on consent_text for select to yntymaq_app using ((select actor_organisation()) is not null);
create policy approved_by_its_organisation on consent_text for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and approved_by = (select actor_person()) and (select actor_is_clinical())
  and (select actor_reaches('coordinator')));

grant select, insert on consent to yntymaq_app;
create policy seen_in_care on consent for select to yntymaq_app using (is_care_open(patient_id));
create policy recorded_by_the_custodian on consent for insert to yntymaq_app with check (
  is_custodian(patient_id, 'officer') and owner_organisation = (select actor_organisation())
  and recorded_by = (select actor_person())
  and exists (select from consent_text t where t.id = text_id and t.purpose = consent.purpose
              and t.owner_organisation = (select actor_organisation())));

grant select, insert on consent_end to yntymaq_app;
create policy seen_in_care on consent_end for select to yntymaq_app using (is_care_open(patient_of_consent(consent_id)));
-- A patient may withdraw wherever they are treated; only the custodian puts another consent in the place of one.
create policy recorded_in_care on consent_end for insert to yntymaq_app with check (
  recorded_by = (select actor_person()) and recorded_organisation = (select actor_organisation()) and (select actor_reaches('officer'))
  and case how when 'withdrawn' then is_in_care(patient_of_consent(consent_id))
               else is_custodian(patient_of_consent(consent_id), 'officer') end);

grant select, insert on consent_evidence to yntymaq_app;
create policy custodian_sees on consent_evidence for select to yntymaq_app using (is_custodian(patient_of_consent(consent_id), 'viewer'));
create policy custodian_keeps on consent_evidence for insert to yntymaq_app with check (
  is_custodian(patient_of_consent(consent_id), 'officer') and owner_organisation = (select actor_organisation())
  and kept_by = (select actor_person()));

grant select, insert, update (until) on care_part to yntymaq_app;
create policy seen_in_care on care_part for select to yntymaq_app using (is_care_open(patient_id));
create policy given_by_the_custodian on care_part for insert to yntymaq_app with check (
  is_custodian(patient_id, 'officer') and granted_by = (select actor_person())
  and case ground when 'custodian' then organisation_id = (select actor_organisation())
                  else patient_of_consent(consent_id) = patient_id and consent_covers(consent_id, organisation_id) end);
create policy ended_by_the_custodian on care_part for update to yntymaq_app
  using (is_custodian(patient_id, 'officer') and ground <> 'custodian' and until is null) with check (until is not null);

-- Times are the database's own: nobody chooses how long the glass stays broken.
grant select, insert (id, patient_id, person, organisation_id, reason) on broken_glass to yntymaq_app;
create policy seen_by_who_broke_it_and_by_the_custodian on broken_glass for select to yntymaq_app using (
  (select actor_is_clinical()) and ((person = (select actor_person()) and organisation_id = (select actor_organisation()))
    or is_custodian(patient_id, 'viewer')));
create policy broken_in_ones_own_name on broken_glass for insert to yntymaq_app with check (
  person = (select actor_person()) and organisation_id = (select actor_organisation()) and is_breakable(patient_id));
grant select, insert on broken_glass_review to yntymaq_app;
create policy custodian_sees on broken_glass_review for select to yntymaq_app using (
  exists (select from broken_glass g where g.id = glass_id));
create policy custodian_reviews on broken_glass_review for insert to yntymaq_app with check (
  person = (select actor_person()) and exists (select from broken_glass g where g.id = glass_id
    and is_custodian(g.patient_id, 'coordinator') and g.person <> (select actor_person())));

grant select, insert on erasure to yntymaq_app;
create policy custodian_sees on erasure for select to yntymaq_app using (is_custodian(patient_id, 'viewer'));
create policy custodian_asks on erasure for insert to yntymaq_app with check (
  is_custodian(patient_id, 'coordinator') and requested_by = (select actor_person()));
grant select, insert on erasure_decision to yntymaq_app;
create policy custodian_sees on erasure_decision for select to yntymaq_app using (
  exists (select from erasure e where e.id = erasure_id));
create policy decided_by_another on erasure_decision for insert to yntymaq_app with check (
  decided_by = (select actor_person()) and exists (select from erasure e where e.id = erasure_id
    and is_custodian(e.patient_id, 'coordinator') and (decision = 'refused' or e.requested_by <> (select actor_person()))));
