-- Signatures: who, over which bytes, when, with which key. Nobody is granted to change or remove one.
create table signature (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  partnership_id uuid references partnership,
  side_id uuid,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  -- What was signed: the newest approved minutes of a meeting, a version of an instrument's text, or a consent.
  subject text not null check (subject in ('minutes', 'instrument_version', 'consent')),
  subject_id uuid not null,
  subject_version integer not null check (subject_version > 0),
  kind text not null check (kind in ('passkey', 'cms')),
  -- The exact bytes.
  statement bytea not null check (length(statement) between 2 and 100000),
  -- The signature with all that is needed to verify it. Certificates hold personal numbers: sealed with the organisation's key.
  evidence bytea not null,
  -- One signature is kept once.
  evidence_hash text not null unique check (evidence_hash ~ '^[0-9a-f]{64}$'),
  key_id text not null check (length(key_id) between 1 and 1500),
  person uuid not null,
  at timestamptz not null,
  foreign key (side_id, partnership_id) references side (id, partnership_id),
  -- A consent belongs to no partnership, and its signatures are seen by who takes part in the care.
  check (subject <> 'consent' or (partnership_id is null and side_id is null and visibility = 'own_side'))
);
create index on signature (subject_id, at);
create index on signature (owner_organisation);
create index on signature (partnership_id);
create index on signature (side_id);
alter table signature enable row level security;
grant select, insert on signature to yntymaq_app;

-- Whether a consent was not ended by anybody, and is of somebody who was not erased: what has ended is not witnessed any more.
create function consent_is_alive(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select exists (select from consent c join patient p on p.id = c.patient_id where c.id = wanted and p.erased_at is null
      and (c.stands_until is null or c.stands_until > now())
      and not exists (select from consent_end e where e.consent_id = c.id));
  end;
revoke all on function consent_is_alive(uuid) from public;
grant execute on function consent_is_alive(uuid) to yntymaq_app;

-- Whoever sees what was signed sees the signatures on it.
create policy seen_with_what_was_signed on signature for select to yntymaq_app using (
  case subject
    when 'minutes' then exists (select from meeting m where m.id = subject_id)
    when 'instrument_version' then exists (select from instrument_version v where v.id = subject_id)
    when 'consent' then is_care_open(patient_of_consent(subject_id))
  end
);
create policy signed_in_ones_own_name on signature for insert to yntymaq_app with check (
  person = (select actor_person()) and owner_organisation = (select actor_organisation())
  and (select actor_fact('session')) is not null and (select actor_reaches('officer'))
  and case subject
        when 'minutes' then side_id = any ((select actor_sides())::uuid[])
          and exists (select from meeting m where m.id = subject_id)
        when 'instrument_version' then side_id = any ((select actor_sides())::uuid[])
          and exists (select from instrument_version v where v.id = subject_id)
        -- Who records a patient's consents witnesses them.
        when 'consent' then is_custodian(patient_of_consent(subject_id), 'officer') and consent_is_alive(subject_id)
      end
);

-- The passkeys of whoever asks: what is needed to sign with them, and to see that none was copied.
create function my_signing_keys() returns table (credential text, public_key text, counter double precision, transports text)
  stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select p."credentialID", p."publicKey", p.counter, p.transports from auth.passkey p where p."userId" = actor_person();
  end;
create function count_my_signing_key(of_credential text, now_at double precision) returns void language sql
  security definer set search_path = public, pg_temp
  begin atomic
    update auth.passkey set counter = greatest(counter, now_at) where "credentialID" = of_credential and "userId" = actor_person();
  end;
-- Whether a key that signed is still that person's: 'theirs', 'removed' or 'other'. Nothing else is told of others' keys.
create function passkey_belongs(of_credential text, to_person uuid, with_public_key text) returns text stable language sql
  security definer set search_path = public, pg_temp
  begin atomic
    select coalesce((
      select case when p."userId" = to_person and p."publicKey" = with_public_key then 'theirs' else 'other' end
      from auth.passkey p where p."credentialID" = of_credential), 'removed');
  end;
revoke all on function my_signing_keys(), count_my_signing_key(text, double precision), passkey_belongs(text, uuid, text) from public;
grant execute on function my_signing_keys(), count_my_signing_key(text, double precision), passkey_belongs(text, uuid, text)
  to yntymaq_app;
