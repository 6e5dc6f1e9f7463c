-- Two installations exchange a referral by FHIR alone. A peer is another installation; organisations of our directory live there, the
-- others at home. What a side that is at home does about a referral whose other side is at a peer waits here until it was delivered.

create table peer (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  -- Where its FHIR begins, without a slash at the end.
  address text not null unique check (address ~ '^https?://[^[:space:]]+[^/[:space:]]$' and length(address) <= 300),
  -- Whether it answers, since when that is so, and when it last did.
  health text not null default 'unknown' check (health in ('unknown', 'answers', 'unreachable', 'refuses', 'strange')),
  health_since timestamptz not null,
  answered_at timestamptz,
  failure text check (failure ~ '^[A-Za-z0-9_.-]{1,60}$'),
  -- After an outage nobody asks it before that moment; how often it was asked since.
  tries integer not null default 0,
  waits_until timestamptz,
  test_asked_at timestamptz,
  version integer not null,
  changed_at timestamptz not null
);
-- An organisation lives in one place. `their_id`: what it is called in the directory of the peer.
create table peer_organisation (
  organisation_id uuid primary key references organisation,
  peer_id uuid not null references peer,
  their_id uuid not null
);
create index on peer_organisation (peer_id);
-- With what one of our own organisations comes to the peer, under the key of that organisation; and what it is called there.
create table peer_token (
  peer_id uuid not null references peer,
  organisation_id uuid not null references organisation,
  token bytea not null,
  their_id uuid not null,
  changed_at timestamptz not null,
  primary key (peer_id, organisation_id)
);
create index on peer_token (organisation_id);
-- What both installations call a quota by: each keeps it in its own ledger.
create table quota_agreed (
  quota_id uuid primary key references quota,
  code text not null unique check (code ~ '^[A-Za-z0-9._-]{3,64}$'),
  changed_at timestamptz not null
);
-- What a referral and its patient are called at the peer, as soon as it is known there, and where it last stood there.
create table exchange_link (
  referral_id uuid not null references referral,
  peer_id uuid not null references peer,
  their_request text check (their_request ~ '^[A-Za-z0-9.-]{1,64}$'),
  their_patient text check (their_patient ~ '^[A-Za-z0-9.-]{1,64}$'),
  their_stage text check (their_stage ~ '^[a-z_]{2,40}$'),
  seen_at timestamptz,
  primary key (referral_id, peer_id)
);
create index on exchange_link (peer_id, seen_at);

-- Each waits for the earlier ones of its referral, except a death. `dead`: what cannot heal by itself; somebody mends it and tries again,
-- or leaves it. `overtaken`: the referral had ended there before. `stopped`: nothing is said any more after a death.
create table exchange_message (
  id uuid primary key,
  position bigint generated always as identity,
  peer_id uuid not null references peer,
  referral_id uuid not null references referral,
  -- In whose name.
  organisation_id uuid not null references organisation,
  patient_id uuid not null references patient,
  kind text not null check (kind in ('submission', 'document', 'act', 'death')),
  act text not null check (act ~ '^[a-zA-Z]{3,40}$'),
  -- On these it rests: where one stands no longer, nothing is sent.
  consents uuid[] not null default '{}',
  content bytea not null,
  queued_at timestamptz not null,
  queued_by uuid,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead', 'left', 'overtaken', 'stopped')),
  tries integer not null default 0,
  next_try_at timestamptz not null,
  tried_at timestamptz,
  changed_at timestamptz not null,
  failure text check (failure ~ '^[A-Za-z0-9_.-]{1,60}$'),
  left_because text check (length(left_because) between 1 and 500),
  check ((state = 'left') = (left_because is not null))
);
create index on exchange_message (referral_id, peer_id, position);
create index on exchange_message (next_try_at) where state = 'waiting';
create index on exchange_message (state, position);
create index on exchange_message (peer_id);
create index on exchange_message (organisation_id);
create index on exchange_message (patient_id);
create table exchange_step (
  id bigint generated always as identity primary key,
  message_id uuid not null references exchange_message,
  at timestamptz not null,
  state text not null,
  failure text,
  by_person uuid
);
create index on exchange_step (message_id);
create function note_exchange_step() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into exchange_step (message_id, at, state, failure, by_person)
    values (new.id, new.changed_at, new.state, new.failure, actor_person());
  return null;
end $$;
create trigger note_queued after insert on exchange_message for each row execute function note_exchange_step();
create trigger note_change after update on exchange_message for each row
  when (old.state is distinct from new.state or old.failure is distinct from new.failure) execute function note_exchange_step();

alter table peer enable row level security;
alter table peer_organisation enable row level security;
alter table peer_token enable row level security;
alter table quota_agreed enable row level security;
alter table exchange_link enable row level security;
alter table exchange_message enable row level security;
alter table exchange_step enable row level security;

-- Set up and looked at by whoever looks after the installation. No content and no token is read by anybody: the job alone opens them.
grant select, insert (id, name, address, health_since, version, changed_at), update (name, address, version, changed_at, test_asked_at, waits_until)
  on peer to yntymaq_app;
create policy kept_by_who_looks_after_the_installation on peer to yntymaq_app
  using ((select actor_is_installation())) with check ((select actor_is_installation()));
grant select, insert, delete on peer_organisation to yntymaq_app;
create policy kept_by_who_looks_after_the_installation on peer_organisation to yntymaq_app
  using ((select actor_is_installation())) with check ((select actor_is_installation()));
grant select (peer_id, organisation_id, their_id, changed_at), insert, delete on peer_token to yntymaq_app;
create policy kept_by_who_looks_after_the_installation on peer_token to yntymaq_app
  using ((select actor_is_installation())) with check ((select actor_is_installation()));
grant select, insert, delete on quota_agreed to yntymaq_app;
create policy kept_by_who_looks_after_the_installation on quota_agreed to yntymaq_app
  using ((select actor_is_installation())) with check ((select actor_is_installation()));
grant select on exchange_link, exchange_step to yntymaq_app;
create policy seen_by_who_looks_after_the_installation on exchange_link for select to yntymaq_app using ((select actor_is_installation()));
create policy seen_by_who_looks_after_the_installation on exchange_step for select to yntymaq_app using ((select actor_is_installation()));
grant select (id, position, peer_id, referral_id, organisation_id, kind, act, queued_at, queued_by, state, tries, next_try_at, tried_at,
  changed_at, failure, left_because) on exchange_message to yntymaq_app;
create policy seen_by_who_looks_after_the_installation on exchange_message for select to yntymaq_app using ((select actor_is_installation()));

-- At which peers organisations live; asked by whoever works on referrals.
create function peers_of(organisations uuid[]) returns table (organisation_id uuid, peer_id uuid, their_id uuid) stable language sql
  security definer set search_path = public, pg_temp
  begin atomic
    select o.organisation_id, o.peer_id, o.their_id from peer_organisation o where o.organisation_id = any (organisations);
  end;

-- Whether anything of this referral was ever to go to this peer, or came from there.
create function is_exchanged(of_referral uuid, with_peer uuid) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  return exists (select from exchange_link l where l.referral_id = of_referral and l.peer_id = with_peer)
    or exists (select from exchange_message m where m.referral_id = of_referral and m.peer_id = with_peer);

-- When something of this referral was last put into the queue: what was written of the case since goes with the next.
create function exchange_last(of_referral uuid) returns timestamptz stable language sql security definer set search_path = public, pg_temp
  return (select max(m.queued_at) from exchange_message m where m.referral_id = of_referral and m.state <> 'stopped'
    and cardinality(referral_parties(of_referral)) > 0);

-- In the transaction of the act, by the side that acted, which is at home.
create function queue_exchange(new_id uuid, of_referral uuid, to_peer uuid, of_kind text, of_act text, on_consents uuid[], sealed bytea, at timestamptz)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  r referral;
begin
  select * into r from referral where id = of_referral;
  if actor_organisation() is null or actor_organisation() not in (r.owner_organisation, r.receiver_organisation, coalesce(r.commission_organisation, r.owner_organisation))
     or exists (select from peer_organisation o where o.organisation_id = actor_organisation())
     or not exists (select from peer_organisation o where o.peer_id = to_peer
       and o.organisation_id in (r.owner_organisation, r.receiver_organisation, r.commission_organisation)) then
    raise exception 'sent on by the side at home' using errcode = 'insufficient_privilege';
  end if;
  insert into exchange_message (id, peer_id, referral_id, organisation_id, patient_id, kind, act, consents, content, queued_at, queued_by,
      next_try_at, changed_at)
    values (new_id, to_peer, r.id, actor_organisation(), r.patient_id, of_kind, of_act, on_consents, sealed, at, actor_person(), at, at);
  perform wake_job('exchangeReferrals');
end $$;

-- Which peers may know of it: a try was made, or it came from there. Where one never heard of it, it need not hear that it ended.
create function exchange_known(of_referral uuid) returns table (peer_id uuid, is_known boolean) stable language sql security definer
  set search_path = public, pg_temp
  begin atomic
    select p.id, exists (select from exchange_link l where l.referral_id = of_referral and l.peer_id = p.id and l.their_request is not null)
      or exists (select from exchange_message m where m.referral_id = of_referral and m.peer_id = p.id and m.tries > 0)
    from peer p where cardinality(referral_parties(of_referral)) > 0 and is_exchanged(of_referral, p.id);
  end;
-- After a death nothing more is said of any referral of the patient; nor of one that ended, or was submitted anew, before anybody
-- heard of it.
create function stop_exchange(of_referral uuid, is_death boolean, at timestamptz) returns void language sql security definer
  set search_path = public, pg_temp
  begin atomic
    update exchange_message m set state = 'stopped', changed_at = stop_exchange.at from referral r
      where r.id = of_referral and (m.referral_id = r.id or (is_death and m.patient_id = r.patient_id))
        and m.state in ('waiting', 'dead') and m.kind <> 'death' and cardinality(referral_parties(r.id)) > 0;
  end;

-- What came from a peer: what it is called there. By the system of an organisation that lives there.
create function link_exchange(of_referral uuid, called text, of_patient text) returns void language sql security definer
  set search_path = public, pg_temp
  begin atomic
    insert into exchange_link (referral_id, peer_id, their_request, their_patient)
      select r.id, o.peer_id, called, of_patient from peer_organisation o join referral r on r.id = of_referral
      where o.organisation_id = actor_organisation() and r.owner_organisation = actor_organisation()
      on conflict do nothing;
  end;
-- A peer whose systems come to us is awake: what waits for it need not wait longer.
create function peer_is_awake() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update peer p set waits_until = null where p.waits_until is not null
    and p.id in (select o.peer_id from peer_organisation o where o.organisation_id = actor_organisation());
  if found then perform wake_job('exchangeReferrals'); end if;
end $$;

create function quota_called(wanted text) returns uuid stable language sql security definer set search_path = public, pg_temp
  return (select a.quota_id from quota_agreed a where a.code = wanted and actor_organisation() is not null);

create function quota_code(wanted uuid) returns text stable language sql security definer set search_path = public, pg_temp
  return (select a.code from quota_agreed a where a.quota_id = wanted and actor_organisation() is not null);

-- What waits to be delivered of a referral, for those who take part in it.
create function exchange_waiting(of_referral uuid) returns table (act text, state text, queued_at timestamptz, peer text) stable language sql
  security definer set search_path = public, pg_temp
  begin atomic
    select m.act, m.state, greatest(m.queued_at, r.shown_at), p.name
    from exchange_message m join peer p on p.id = m.peer_id join referral r on r.id = m.referral_id
    where m.referral_id = of_referral and r.shown_at is not null and m.state in ('waiting', 'dead') and cardinality(referral_parties(of_referral)) > 0
    order by m.position;
  end;

-- What an organisation is called in the directory of a peer.
create function called_there(at_peer uuid, of_organisation uuid) returns uuid stable language sql security definer set search_path = public, pg_temp
  return coalesce((select o.their_id from peer_organisation o where o.peer_id = at_peer and o.organisation_id = of_organisation),
    (select t.their_id from peer_token t where t.peer_id = at_peer and t.organisation_id = of_organisation));

-- The deliverer, which is one job. Each message is put off while it is under way: if the program dies meanwhile, it is tried again.
create function take_exchange(at timestamptz, at_most integer)
  returns table (id uuid, peer_id uuid, address text, token bytea, organisation_id uuid, referral_id uuid, patient_id uuid, kind text, act text,
                 content bytea, tries integer, their_request text, their_patient text, quota_code text, is_consented boolean, sender_there uuid, commission_there uuid,
                 receiver_there uuid)
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('exchangeReferrals');
  return query
    with due as (
      select m.id from exchange_message m join peer p on p.id = m.peer_id join referral r on r.id = m.referral_id
      -- Nothing leaves before the receiver may see it.
      where m.state = 'waiting' and r.shown_at is not null and m.next_try_at <= take_exchange.at and (p.waits_until is null or p.waits_until <= take_exchange.at)
        and (m.kind = 'death' or not exists (select from exchange_message e where e.referral_id = m.referral_id and e.peer_id = m.peer_id
          and e.position < m.position and e.state in ('waiting', 'dead')))
      order by m.kind <> 'death', m.position limit at_most for update of m skip locked
    ), taken as (
      update exchange_message m set tries = m.tries + 1, tried_at = take_exchange.at, next_try_at = take_exchange.at + interval '2 minutes'
      where m.id in (select due.id from due) returning m.*
    )
    select m.id, m.peer_id, p.address, t.token, m.organisation_id, m.referral_id, m.patient_id, m.kind, m.act, m.content, m.tries,
           l.their_request, l.their_patient, a.code, (select coalesce(bool_and(consent_stands(c)), true) from unnest(m.consents) c),
           called_there(m.peer_id, r.owner_organisation), called_there(m.peer_id, r.commission_organisation),
           called_there(m.peer_id, r.receiver_organisation)
    from taken m join peer p on p.id = m.peer_id join referral r on r.id = m.referral_id
      left join peer_token t on t.peer_id = m.peer_id and t.organisation_id = m.organisation_id
      left join exchange_link l on l.referral_id = m.referral_id and l.peer_id = m.peer_id
      left join quota_agreed a on a.quota_id = r.quota_id
    order by m.kind <> 'death', m.position;
end $$;
-- Whether what was taken still waits: a death may have stopped it meanwhile.
create function is_still_to_deliver(message uuid) returns boolean stable language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('exchangeReferrals');
  return exists (select from exchange_message m where m.id = message and m.state = 'waiting');
end $$;
-- What became of a try.
create function note_exchange(message uuid, new_state text, at timestamptz, next_try timestamptz, why text) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('exchangeReferrals');
  update exchange_message m set state = new_state, changed_at = note_exchange.at, next_try_at = coalesce(next_try, m.next_try_at), failure = why
    where m.id = message and (m.state = 'waiting' or new_state = 'delivered');
end $$;
create function note_exchange_link(of_referral uuid, of_peer uuid, called text, of_patient text, at_stage text, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('exchangeReferrals');
  insert into exchange_link as l (referral_id, peer_id, their_request, their_patient, their_stage, seen_at)
    values (of_referral, of_peer, called, of_patient, at_stage, case when at_stage is not null then at end)
    on conflict (referral_id, peer_id) do update set their_request = coalesce(excluded.their_request, l.their_request),
      their_patient = coalesce(excluded.their_patient, l.their_patient), their_stage = coalesce(excluded.their_stage, l.their_stage),
      seen_at = coalesce(excluded.seen_at, l.seen_at);
end $$;
create function note_peer(of_peer uuid, new_health text, at timestamptz, until timestamptz, why text) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('exchangeReferrals');
  update peer p set health_since = case when p.health = new_health then p.health_since else note_peer.at end, health = new_health, failure = why,
    answered_at = case when new_health = 'unreachable' then p.answered_at else note_peer.at end, waits_until = until,
    tries = case when new_health = 'unreachable' then p.tries + 1 else 0 end, test_asked_at = null
    where p.id = of_peer;
end $$;
-- Peers to be asked whether they answer: by somebody, or because an outage is to be looked after though nothing waits.
create function peers_to_test(at timestamptz) returns table (id uuid, address text, tries integer) stable language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform must_be_service('exchangeReferrals');
  return query select p.id, p.address, p.tries from peer p
    where p.test_asked_at is not null or (p.health = 'unreachable' and p.waits_until <= peers_to_test.at);
end $$;
create function peer_tries(of_peer uuid) returns integer stable language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('exchangeReferrals');
  return (select p.tries from peer p where p.id = of_peer);
end $$;
-- Referrals whose stage at the peer was not looked at for long, with whose token it can be.
create function links_to_look_at(before timestamptz, at_most integer)
  returns table (referral_id uuid, peer_id uuid, address text, token bytea, organisation_id uuid, their_request text) stable language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('exchangeReferrals');
  return query
    select l.referral_id, l.peer_id, p.address, t.token, t.organisation_id, l.their_request
    from exchange_link l join peer p on p.id = l.peer_id join referral r on r.id = l.referral_id
      join lateral (select t.token, t.organisation_id from peer_token t where t.peer_id = l.peer_id
        and t.organisation_id in (r.owner_organisation, r.receiver_organisation) limit 1) t on true
    where l.their_request is not null and coalesce(l.seen_at, '-infinity') < before and (p.waits_until is null or p.waits_until < before)
      and (r.changed_at > before - interval '7 days' or l.their_stage is distinct from r.stage)
    order by l.seen_at nulls first limit at_most;
end $$;

-- What an administrator does about a message, with an event. False where it is not in a state for that.
create function retry_exchange(message uuid, event_id uuid, at timestamptz) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if not actor_is_installation() then return false; end if;
  update exchange_message m set state = 'waiting', next_try_at = retry_exchange.at, changed_at = retry_exchange.at
    where m.id = message and m.state in ('dead', 'waiting');
  if not found then return false; end if;
  update peer p set waits_until = null where p.id = (select m.peer_id from exchange_message m where m.id = message);
  perform tell_of_exchange(event_id, message, 'retry', at);
  perform wake_job('exchangeReferrals');
  return true;
end $$;
create function leave_exchange(message uuid, because text, event_id uuid, at timestamptz) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if not actor_is_installation() then return false; end if;
  update exchange_message m set state = 'left', left_because = because, changed_at = leave_exchange.at where m.id = message and m.state = 'dead';
  if not found then return false; end if;
  perform tell_of_exchange(event_id, message, 'leave', at);
  perform wake_job('exchangeReferrals');
  return true;
end $$;
create function tell_of_exchange(event_id uuid, message uuid, done text, at timestamptz) returns void language sql security definer
  set search_path = public, pg_temp
  begin atomic
    insert into event (id, at, owner_organisation, visibility, is_demo, person, subject, subject_id, action, fields)
      values (event_id, at, actor_organisation(), 'own_side', false, actor_person(), 'exchange_message', message, done, '{state}');
  end;
-- Delivers now: after something was mended.
create function wake_exchange(of_peer uuid, at timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not actor_is_installation() then return; end if;
  update peer p set test_asked_at = at, waits_until = null where p.id = of_peer;
  update exchange_message m set state = 'waiting', next_try_at = at, changed_at = at
    where m.peer_id = of_peer and m.state = 'dead' and m.failure in ('token-missing', 'token-refused');
  perform wake_job('exchangeReferrals');
end $$;
-- What a page says of exchanged referrals: their numbers, and where both sides stand.
create function exchange_differences() returns table (referral_id uuid, number text, peer_id uuid, here text, there text, seen_at timestamptz) stable
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not actor_is_installation() then return; end if;
  return query select r.id, r.number, l.peer_id, r.stage, l.their_stage, l.seen_at from exchange_link l join referral r on r.id = l.referral_id
    where l.their_stage is not null and l.their_stage <> r.stage
      and not exists (select from exchange_message m where m.referral_id = r.id and m.peer_id = l.peer_id and m.state = 'waiting')
    order by l.seen_at desc limit 100;
end $$;
create function exchange_numbers(of_messages uuid[]) returns table (message_id uuid, number text, names jsonb) stable language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if not actor_is_installation() then return; end if;
  return query select m.id, r.number, o.names from exchange_message m join referral r on r.id = m.referral_id
    join organisation o on o.id = m.organisation_id where m.id = any (of_messages);
end $$;
-- Seats that referrals with peers hold here and there, quota by quota: both ministries see the same number, or it is a fault.
create function exchange_seats() returns table (quota_id uuid, code text, names jsonb, year integer, here bigint, there bigint) stable language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if not actor_is_installation() then return; end if;
  return query
    select a.quota_id, a.code, o.names, q.year::integer,
           count(*) filter (where r.stage in ('accepted', 'scheduled', 'arrived', 'in_treatment', 'no_show')),
           count(*) filter (where l.their_stage in ('accepted', 'scheduled', 'arrived', 'in_treatment', 'no_show'))
    from quota_agreed a join quota q on q.id = a.quota_id join organisation o on o.id = q.centre
      left join referral r on r.quota_id = a.quota_id and exists (select from exchange_link e where e.referral_id = r.id)
      left join exchange_link l on l.referral_id = r.id
    group by a.quota_id, a.code, o.names, q.year order by q.year, a.code;
end $$;

revoke all on function note_exchange_step(), called_there(uuid, uuid), peers_of(uuid[]), is_exchanged(uuid, uuid),
  queue_exchange(uuid, uuid, uuid, text, text, uuid[], bytea, timestamptz),
  exchange_last(uuid), exchange_known(uuid), stop_exchange(uuid, boolean, timestamptz),
  link_exchange(uuid, text, text), peer_is_awake(), quota_called(text), quota_code(uuid), exchange_waiting(uuid), take_exchange(timestamptz, integer),
  is_still_to_deliver(uuid), note_exchange(uuid, text, timestamptz, timestamptz, text),
  note_exchange_link(uuid, uuid, text, text, text, timestamptz), note_peer(uuid, text, timestamptz, timestamptz, text),
  peers_to_test(timestamptz), peer_tries(uuid), links_to_look_at(timestamptz, integer), retry_exchange(uuid, uuid, timestamptz),
  leave_exchange(uuid, text, uuid, timestamptz), tell_of_exchange(uuid, uuid, text, timestamptz), wake_exchange(uuid, timestamptz),
  exchange_differences(), exchange_numbers(uuid[]), exchange_seats() from public;
grant execute on function peers_of(uuid[]),
  queue_exchange(uuid, uuid, uuid, text, text, uuid[], bytea, timestamptz), exchange_last(uuid), exchange_known(uuid), stop_exchange(uuid, boolean, timestamptz),
  link_exchange(uuid, text, text), peer_is_awake(), quota_called(text), quota_code(uuid), exchange_waiting(uuid), retry_exchange(uuid, uuid, timestamptz),
  leave_exchange(uuid, text, uuid, timestamptz), wake_exchange(uuid, timestamptz), exchange_differences(), exchange_numbers(uuid[]),
  exchange_seats() to yntymaq_app;
grant execute on function take_exchange(timestamptz, integer), is_still_to_deliver(uuid), note_exchange(uuid, text, timestamptz, timestamptz, text),
  note_exchange_link(uuid, uuid, text, text, text, timestamptz), note_peer(uuid, text, timestamptz, timestamptz, text),
  peers_to_test(timestamptz), peer_tries(uuid), links_to_look_at(timestamptz, integer) to yntymaq_worker;
