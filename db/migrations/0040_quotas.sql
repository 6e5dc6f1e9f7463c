-- Quotas. How many people, or for how much money, a centre treats those for whom another organisation answers; kept as a
-- double-entry ledger that both sides read. An entry is never changed; it is written by the functions below and by nothing else.

-- What quotas are given for. It is common to all, as the directory is; an officer adds what is missing.
create table disease_group (
  code text primary key check (code ~ '^[a-z][a-z0-9]*(_[a-z0-9]+)*$' and length(code) <= 40),
  names jsonb not null check (names ?& array['kk', 'ru', 'en']),
  -- Who added it; null: it was there from the beginning.
  added_by uuid references organisation,
  added_at timestamptz not null default now()
);
create index on disease_group (added_by);
insert into disease_group (code, names) values
  ('children_oncohaematology', '{"kk": "Балалар онкогематологиясы", "ru": "Детская онкогематология", "en": "Children’s onco-haematology"}'),
  ('proton_therapy', '{"kk": "Протондық терапия", "ru": "Протонная терапия", "en": "Proton therapy"}'),
  ('children_heart_surgery', '{"kk": "Балалар кардиохирургиясы", "ru": "Детская кардиохирургия", "en": "Children’s heart surgery"}'),
  ('adult_oncology', '{"kk": "Ересектер онкологиясы", "ru": "Онкология взрослых", "en": "Adult oncology"}'),
  ('marrow_transplantation', '{"kk": "Сүйек кемігін ауыстыру", "ru": "Трансплантация костного мозга", "en": "Bone marrow transplantation"}'),
  ('organ_transplantation', '{"kk": "Ағза ауыстыру", "ru": "Трансплантация органов", "en": "Organ transplantation"}'),
  ('neurosurgery', '{"kk": "Нейрохирургия", "ru": "Нейрохирургия", "en": "Neurosurgery"}'),
  ('ophthalmology', '{"kk": "Офтальмология", "ru": "Офтальмология", "en": "Ophthalmology"}'),
  ('orthopaedics', '{"kk": "Ортопедия", "ru": "Ортопедия", "en": "Orthopaedics"}'),
  ('rehabilitation', '{"kk": "Оңалту", "ru": "Реабилитация", "en": "Rehabilitation"}');

create table quota (
  id uuid primary key,
  -- Who gives it.
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null references partnership,
  side_id uuid not null,
  -- A draft is its own side's; once open it is read by all sides.
  visibility text not null check (visibility in ('own_side', 'partnership')),
  is_demo boolean not null,
  -- Under which instrument; without one it stays a draft. The provision in words.
  instrument_id uuid references instrument,
  provision jsonb,
  disease_group text not null references disease_group,
  -- Who treats, and who answers for the patients: the ministry for whose patients it is.
  centre uuid not null references organisation,
  beneficiary uuid not null references organisation,
  -- A place of the place table; null: of the whole country.
  region text,
  year smallint not null check (year between 2000 and 2100),
  -- Seats are counted; money is in minor units of its currency.
  unit text not null check (unit in ('seat', 'money')),
  currency text check (currency ~ '^[A-Z]{3}$'),
  -- What it opens with; the ledger says what became of it.
  amount bigint not null check (amount > 0),
  state text not null default 'draft' check (state in ('draft', 'open', 'closed')),
  -- After so many days a reservation that nobody confirmed expires.
  reservation_days smallint not null default 30 check (reservation_days between 1 and 365),
  -- Whose turn is first: in words, and as the order that boards follow.
  priority_rule jsonb not null,
  -- How a referral goes under it; the table comes later.
  path_id uuid,
  version integer not null,
  changed_at timestamptz not null,
  foreign key (side_id, partnership_id) references side (id, partnership_id),
  check ((unit = 'money') = (currency is not null)),
  check (owner_organisation <> beneficiary),
  check (state = 'draft' or instrument_id is not null),
  check ((state = 'draft') = (visibility = 'own_side'))
);
create index on quota (partnership_id, year);
create index on quota (side_id);
create index on quota (centre, year);
create index on quota (beneficiary);
create index on quota (owner_organisation);
create index on quota (instrument_id);
create index on quota (disease_group);

-- Where a quota stands: the one row that every act of it changes, at its commit and not before. It is the sum of the entries
-- (`quota_faults` says so), and what stands in it never adds up to anything but what was granted, nor is any of it below nothing.
-- Room in the page keeps its changes off the index.
create table quota_balance (
  quota_id uuid primary key references quota,
  granted bigint not null default 0,
  free bigint not null default 0 check (free >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  confirmed bigint not null default 0 check (confirmed >= 0),
  consumed bigint not null default 0 check (consumed >= 0),
  -- What was left when the quota was closed.
  lapsed bigint not null default 0 check (lapsed >= 0),
  check (granted = free + reserved + confirmed + consumed + lapsed)
) with (fillfactor = 20);

-- Seats move between years, regions or quotas, and a quota grows or shrinks, only by a decision: proposed by who gives or by
-- who receives, agreed by the other.
create table quota_decision (
  id uuid primary key,
  partnership_id uuid not null references partnership,
  is_demo boolean not null,
  from_quota uuid references quota,
  to_quota uuid references quota,
  amount bigint not null check (amount > 0),
  reasons jsonb not null,
  state text not null default 'proposed' check (state in ('proposed', 'agreed', 'refused', 'withdrawn')),
  proposed_organisation uuid not null references organisation,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  answered_organisation uuid references organisation,
  answered_by uuid,
  answered_at timestamptz,
  answer_reasons jsonb,
  version integer not null default 1,
  check (num_nonnulls(from_quota, to_quota) >= 1 and from_quota is distinct from to_quota),
  check ((state = 'proposed') = (answered_at is null)),
  check (num_nonnulls(answered_organisation, answered_by, answered_at) in (0, 3)),
  -- One side alone takes back; it never agrees with itself.
  check (state not in ('agreed', 'refused') or answered_organisation <> proposed_organisation),
  check (state <> 'withdrawn' or answered_organisation = proposed_organisation)
);
create index on quota_decision (from_quota);
create index on quota_decision (to_quota);
create index on quota_decision (partnership_id);

-- What happened in the ledger. `referral_id` is a referral's or whatever else holds a seat; the ledger knows no patient.
create table quota_transaction (
  id uuid primary key,
  quota_id uuid not null references quota,
  kind text not null check (kind in ('grant', 'reserve', 'confirm', 'consume', 'release', 'expire', 'move', 'adjust', 'lapse')),
  referral_id uuid,
  seat_id uuid,
  -- Every release has a reason; what no code says is said in words. Nothing clinical.
  reason text check (reason in ('cancelled', 'declined', 'died', 'no_show', 'referred_onward', 'returned', 'stopped', 'expired',
    'cost_less', 'mistake', 'other')),
  words text check (length(trim(words)) between 3 and 500),
  decision_id uuid references quota_decision,
  -- Whoever asks twice with one key did it once.
  key text check (length(key) between 1 and 255),
  organisation_id uuid not null references organisation,
  person uuid,
  service text,
  at timestamptz not null,
  unique (quota_id, key),
  check ((person is null) <> (service is null)),
  check ((kind in ('release', 'expire')) = (reason is not null)),
  check (reason not in ('other', 'mistake') or words is not null),
  check ((kind in ('move', 'adjust')) = (decision_id is not null)),
  check ((kind in ('reserve', 'confirm', 'consume', 'release', 'expire')) = (referral_id is not null))
);
create index on quota_transaction (quota_id, at);
create index on quota_transaction (referral_id);
create index on quota_transaction (decision_id);
create index on quota_transaction (organisation_id);

-- Amounts that leave an account are below zero. Of each transaction and quota they come to nothing: what `granted` gives,
-- the others hold.
create table quota_entry (
  transaction_id uuid not null references quota_transaction,
  quota_id uuid not null references quota,
  account text not null check (account in ('granted', 'free', 'reserved', 'confirmed', 'consumed', 'lapsed')),
  amount bigint not null check (amount <> 0),
  primary key (quota_id, transaction_id, account)
);
create index on quota_entry (transaction_id);

create function quota_entries_balance() returns trigger language plpgsql as $$
begin
  if exists (select from written group by transaction_id, quota_id having sum(amount) <> 0) then
    raise exception 'entries of a transaction come to nothing' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger come_to_nothing after insert on quota_entry referencing new table as written
  for each statement execute function quota_entries_balance();

-- What is written stands, whoever asks.
create function quota_ledger_stands() returns trigger language plpgsql as $$
begin
  raise exception 'what is in the ledger of a quota stands' using errcode = 'insufficient_privilege';
end $$;
create trigger stands before update or delete on quota_entry for each row execute function quota_ledger_stands();
create trigger stands before update or delete on quota_transaction for each row execute function quota_ledger_stands();
create trigger all_stands before truncate on quota_entry for each statement execute function quota_ledger_stands();
create trigger all_stands before truncate on quota_transaction for each statement execute function quota_ledger_stands();

-- What a referral holds of a quota now: it follows from the ledger. A referral holds one seat at a time.
create table quota_seat (
  id uuid primary key,
  quota_id uuid not null references quota,
  referral_id uuid not null,
  state text not null check (state in ('reserved', 'confirmed', 'consumed', 'released', 'expired')),
  amount bigint not null check (amount >= 0),
  reserved_at timestamptz not null,
  expires_at timestamptz not null,
  -- Who may move it besides the centre: those who send.
  parties uuid[] not null,
  check ((state in ('released', 'expired')) = (amount = 0))
) with (fillfactor = 70);
create unique index one_seat_of_a_referral on quota_seat (referral_id) where state in ('reserved', 'confirmed', 'consumed');
create index seats_to_expire on quota_seat (expires_at) where state = 'reserved';
create index on quota_seat (quota_id);
alter table quota_transaction add foreign key (seat_id) references quota_seat;
create index on quota_transaction (seat_id);

-- What a centre can do in a year: a figure of its design, or of its work. It stands beside all quotas on it.
create table centre_capacity (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null references partnership,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership')),
  is_demo boolean not null,
  centre uuid not null references organisation,
  disease_group text not null references disease_group,
  year smallint not null check (year between 2000 and 2100),
  seats bigint not null check (seats > 0),
  comparator text not null check (comparator in ('eq', 'gt', 'ge', 'lt', 'le', 'approx')),
  -- Where the figure is from: a claim of a document, or words.
  claim_id uuid references claim,
  source jsonb,
  replaced_at timestamptz,
  version integer not null,
  changed_at timestamptz not null,
  foreign key (side_id, partnership_id) references side (id, partnership_id),
  check (num_nonnulls(claim_id, source) >= 1)
);
create unique index one_capacity_of_a_year on centre_capacity (owner_organisation, partnership_id, centre, disease_group, year)
  where replaced_at is null;
create index on centre_capacity (centre, year);
create index on centre_capacity (partnership_id);
create index on centre_capacity (side_id);
create index on centre_capacity (disease_group);
create index on centre_capacity (claim_id);

-- Whether the actor sees a quota: its own side; once it is open all sides, the centre and who answers for the patients. As the
-- owner, because the policies of its ledger ask it.
create function quota_seen(q quota) returns boolean stable language sql
  return q.owner_organisation = actor_organisation()
    or (q.visibility = 'own_side' and q.side_id = any (actor_sides()))
    or (q.visibility <> 'own_side' and (q.partnership_id = any (actor_partnerships()) or actor_organisation() in (q.centre, q.beneficiary)));

alter table disease_group enable row level security;
grant select, insert (code, names, added_by, added_at) on disease_group to yntymaq_app;
create policy known_to_all on disease_group for select to yntymaq_app using ((select actor_organisation()) is not null);
create policy added_in_ones_own_name on disease_group for insert to yntymaq_app
  with check (added_by = (select actor_organisation()) and (select actor_may('coordinator', '{quotas.write}')));

alter table quota enable row level security;
grant select, insert on quota to yntymaq_app;
grant update (instrument_id, provision, disease_group, centre, beneficiary, region, year, unit, currency, amount, reservation_days,
  priority_rule, path_id, version, changed_at) on quota to yntymaq_app;
create policy seen on quota for select to yntymaq_app using (
  owner_organisation = (select actor_organisation())
  or (visibility = 'own_side' and side_id = any ((select actor_sides())::uuid[]))
  or (visibility <> 'own_side' and (partnership_id = any ((select actor_partnerships())::uuid[])
    or (select actor_organisation()) in (centre, beneficiary)))
);
create policy given_in_ones_own_name on quota for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[]) and state = 'draft'
);
create policy changed_by_who_gives_it on quota for update to yntymaq_app
  using (owner_organisation = (select actor_organisation()));

-- Once it is open, what a quota is stays: only its days, its stated rule and its path change.
create function quota_open_stays() returns trigger language plpgsql as $$
begin
  if (old.disease_group, old.centre, old.beneficiary, old.region, old.year, old.unit, old.currency, old.instrument_id)
     is distinct from (new.disease_group, new.centre, new.beneficiary, new.region, new.year, new.unit, new.currency, new.instrument_id) then
    raise exception 'a quota that is open stays what it is' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger open_stays before update on quota for each row when (old.state <> 'draft') execute function quota_open_stays();

-- The ledger is read with its quota and written by nobody.
alter table quota_balance enable row level security;
alter table quota_transaction enable row level security;
alter table quota_entry enable row level security;
alter table quota_seat enable row level security;
grant select on quota_balance, quota_transaction, quota_entry, quota_seat to yntymaq_app;
create policy seen_with_its_quota on quota_balance for select to yntymaq_app using (exists (select from quota q where q.id = quota_id));
create policy seen_with_its_quota on quota_entry for select to yntymaq_app using (exists (select from quota q where q.id = quota_id));
create policy seen_with_its_quota on quota_seat for select to yntymaq_app using (exists (select from quota q where q.id = quota_id));
create policy seen_with_its_quota on quota_transaction for select to yntymaq_app using (exists (select from quota q where q.id = quota_id)
  or exists (select from quota_entry e where e.transaction_id = quota_transaction.id));

alter table quota_decision enable row level security;
grant select, insert (id, partnership_id, is_demo, from_quota, to_quota, amount, reasons, proposed_organisation, proposed_by,
  proposed_at) on quota_decision to yntymaq_app;
create policy seen_with_its_quotas on quota_decision for select to yntymaq_app
  using (exists (select from quota q where q.id in (from_quota, to_quota)));
create policy proposed_by_who_gives_or_receives on quota_decision for insert to yntymaq_app with check (
  proposed_organisation = (select actor_organisation()) and proposed_by = (select actor_person())
  and not exists (select from unnest(array[from_quota, to_quota]) as named where named is not null and not exists (
    select from quota q where q.id = named and q.partnership_id = quota_decision.partnership_id and q.is_demo = quota_decision.is_demo
      and (select actor_organisation()) in (q.owner_organisation, q.beneficiary)))
);

alter table centre_capacity enable row level security;
grant select, insert, update (replaced_at, visibility, version, changed_at) on centre_capacity to yntymaq_app;
create policy seen on centre_capacity for select to yntymaq_app using (
  owner_organisation = (select actor_organisation())
  or (visibility = 'own_side' and side_id = any ((select actor_sides())::uuid[]))
  or (visibility <> 'own_side' and (partnership_id = any ((select actor_partnerships())::uuid[]) or centre = (select actor_organisation())))
);
create policy stated_in_ones_own_name on centre_capacity for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[])
);
create policy replaced_by_who_stated_it on centre_capacity for update to yntymaq_app
  using (owner_organisation = (select actor_organisation()));

-- What a role may, once more (0027): quotas and capacities are a coordinator's, and so are decisions.
do $$
declare
  rule record;
  command text;
begin
  for rule in select * from (values ('quota', '{quotas.write}'), ('centre_capacity', '{quotas.write}'),
      ('quota_decision', '{quotas.decide}')) as rules (name, scopes) loop
    execute format('create policy written_by_role on %I as restrictive for insert to yntymaq_app
      with check ((select actor_may(''coordinator'', %L)))', rule.name, rule.scopes);
    foreach command in array array['update', 'delete'] loop
      execute format('create policy %I on %I as restrictive for %s to yntymaq_app
        using ((select actor_may(''coordinator'', %L)))', command || 'd_by_role', rule.name, command, rule.scopes);
    end loop;
  end loop;
end $$;

-- A quota has its balance from the beginning.
create function quota_begins() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into quota_balance (quota_id) values (new.id);
  return null;
end $$;
create trigger begins after insert on quota for each row execute function quota_begins();

-- What happened to a quota, in the actor's name, seen by whoever sees the quota. It stands in the functions that write the ledger, so
-- that nothing is in the ledger without it.
create function quota_note(q quota, at timestamptz, what text, changed text[]) returns void language sql security definer
  set search_path = public, pg_temp
  begin atomic
    insert into event (id, at, person, service, owner_organisation, partnership_id, side_id, visibility, is_demo, subject, subject_id,
        action, fields)
      values (gen_random_uuid(), at, actor_person(), case when actor_person() is null then actor_service() end,
        coalesce(actor_organisation(), q.owner_organisation), q.partnership_id,
        case when q.side_id = any (actor_sides()) then q.side_id end, q.visibility, q.is_demo, 'quota', q.id, what, changed);
  end;

-- Writes one transaction of one quota: amounts by account, which come to nothing.
create function quota_write(t quota_transaction, changes jsonb) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  insert into quota_transaction select t.*;
  insert into quota_entry (transaction_id, quota_id, account, amount)
    select t.id, t.quota_id, c.key, c.value::bigint from jsonb_each_text(changes) as c where c.value::bigint <> 0;
end $$;

-- Brings the balances up to date with a transaction. It happens at the commit, so that the balance of a quota is locked while that lasts,
-- and not while an act does the rest of what it has to do: of one quota many acts a second follow each other. What would be below nothing
-- by then is refused with all that came with it.
create function quota_settle() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update quota_balance b set granted = b.granted - e.granted, free = b.free + e.free, reserved = b.reserved + e.reserved,
      confirmed = b.confirmed + e.confirmed, consumed = b.consumed + e.consumed, lapsed = b.lapsed + e.lapsed
    from (select quota_id, coalesce(sum(amount) filter (where account = 'granted'), 0)::bigint as granted,
        coalesce(sum(amount) filter (where account = 'free'), 0)::bigint as free,
        coalesce(sum(amount) filter (where account = 'reserved'), 0)::bigint as reserved,
        coalesce(sum(amount) filter (where account = 'confirmed'), 0)::bigint as confirmed,
        coalesce(sum(amount) filter (where account = 'consumed'), 0)::bigint as consumed,
        coalesce(sum(amount) filter (where account = 'lapsed'), 0)::bigint as lapsed
      from quota_entry where transaction_id = new.id group by quota_id) e
    where b.quota_id = e.quota_id;
  return null;
exception when check_violation then
  raise exception 'somebody else took what was left' using errcode = 'serialization_failure';
end $$;
create constraint trigger quota_settles after insert on quota_transaction deferrable initially deferred
  for each row execute function quota_settle();

-- Who may move seats: a clinical officer, and another system that may write what a seat follows from.
create function actor_moves_seats() returns boolean stable language sql
  return case when actor_fact('token') is null then coalesce(actor_reaches('officer') and actor_is_clinical(), false)
    else exists (select from jsonb_array_elements_text(coalesce(actor_fact('scopes')::jsonb, '[]')) as scope
      where scope ~ '^system/(ServiceRequest|Task)\.[a-z]*[cu]') end;

create function seat_said(s quota_seat, of_transaction uuid) returns jsonb stable language sql
  return jsonb_build_object('transaction', of_transaction, 'seat', s.id, 'quota', s.quota_id, 'state', s.state,
    'amount', s.amount::text, 'expiresAt', s.expires_at);

-- What was done before with this key, for this referral.
create function seat_done(of_referral uuid, what text, once text) returns quota_transaction stable language sql security definer
  set search_path = public, pg_temp
  return (select x from quota_transaction x where x.referral_id = of_referral and x.key = once and x.kind = what);
create function seat_done_said(t quota_transaction) returns jsonb stable language sql security definer set search_path = public, pg_temp
  return (select seat_said(s, t.id) || '{"wasDone": true}' from quota_seat s where s.id = t.seat_id);

create function refused(why text) returns jsonb immutable language sql return jsonb_build_object('refused', why);

-- Takes what is free, exactly. Where much more is free than there are requests under way, the balance at the commit decides; where it
-- is little, whoever asks waits until those before have ended.
create function quota_has_free(of_quota uuid, wanted bigint) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  at_hand bigint;
begin
  -- What this transaction did before counts.
  set constraints quota_settles immediate;
  set constraints quota_settles deferred;
  select free into at_hand from quota_balance where quota_id = of_quota;
  if at_hand < wanted then return false; end if;
  if at_hand >= 100 * wanted then return true; end if;
  select free into at_hand from quota_balance where quota_id = of_quota for no key update;
  return at_hand >= wanted;
end $$;

/*
 * The one way into the ledger for whoever treats and whoever sends: takes what is free for a referral (reserve), confirms and
 * spends it, or gives it back with a reason. It asks who acts, lets one act of a seat follow the other by locking it, and
 * nobody closes the quota meanwhile. Answers what the referral holds then, or why nothing was done.
 */
create function post_seat(new_id uuid, what text, of_referral uuid, of_quota uuid, how_much bigint, why text, said text, once text,
    others uuid[], and_spent boolean, moment timestamptz)
  returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here constant uuid := actor_organisation();
  q quota;
  s quota_seat;
  known quota_transaction;
  was text;
  back text;
  moved bigint;
begin
  if here is null or not actor_moves_seats() then return refused('forbidden'); end if;
  known := seat_done(of_referral, what, once);
  if known.id is not null then return seat_done_said(known); end if;
  if what = 'reserve' then
    s.quota_id := of_quota;
  else
    select * into s from quota_seat x where x.referral_id = of_referral and x.state in ('reserved', 'confirmed', 'consumed');
    if s.id is null then return refused('no-reservation'); end if;
  end if;
  -- Whoever may not see it learns nothing of it and holds nobody up.
  select * into q from quota where id = s.quota_id;
  if q.id is null or not quota_seen(q) then return refused('not-found'); end if;
  if here <> q.centre and (what <> 'release' or not here = any (s.parties)) then return refused('not-centre'); end if;
  if exists (select from quota_transaction x where x.quota_id = q.id and x.key = once) then return refused('key-reused'); end if;

  if what = 'reserve' then
    select * into q from quota where id = q.id for share;
    if q.state <> 'open' then return refused('quota-closed'); end if;
    moved := coalesce(how_much, 1);
    if moved <= 0 or (q.unit = 'seat' and moved <> 1) or (q.unit = 'money' and how_much is null) then return refused('amount-invalid'); end if;
    if not quota_has_free(q.id, moved) then return refused('no-seat'); end if;
    insert into quota_seat (id, quota_id, referral_id, state, amount, reserved_at, expires_at, parties)
      values (new_id, q.id, of_referral, 'reserved', moved, moment, moment + make_interval(days => q.reservation_days), others)
      on conflict do nothing returning * into s;
    if s.id is null then
      known := seat_done(of_referral, what, once);
      return case when known.id is null then refused('has-seat') else seat_done_said(known) end;
    end if;
    perform quota_write(row(new_id, q.id, what, of_referral, s.id, null, null, null, once, here, actor_person(), null, moment)::quota_transaction,
      jsonb_build_object('free', -moved, 'reserved', moved));
    perform quota_note(q, moment, 'reserveSeat', '{seat}');
    return seat_said(s, new_id);
  end if;

  select * into s from quota_seat x where x.id = s.id for no key update;
  known := seat_done(of_referral, what, once);
  if known.id is not null then return seat_done_said(known); end if;
  if s.state in ('released', 'expired') then return refused('no-reservation'); end if;
  select * into q from quota where id = q.id for share;
  was := s.state;
  back := case q.state when 'open' then 'free' else 'lapsed' end;
  moved := coalesce(how_much, s.amount);
  if moved <= 0 or (q.unit = 'seat' and moved <> s.amount) then return refused('amount-invalid'); end if;
  if moved > s.amount then return refused('more-than-held'); end if;
  if what = 'confirm' then
    if was <> 'reserved' then return seat_said(s, null) || '{"wasDone": true}'; end if;
    if moved <> s.amount then return refused('amount-invalid'); end if;
    update quota_seat set state = 'confirmed' where id = s.id returning * into s;
    perform quota_write(row(new_id, q.id, what, of_referral, s.id, null, null, null, once, here, actor_person(), null, moment)::quota_transaction,
      jsonb_build_object('reserved', -moved, 'confirmed', moved));
  elsif what = 'consume' then
    if was = 'consumed' then return seat_said(s, null) || '{"wasDone": true}'; end if;
    if was <> 'confirmed' then return refused('not-confirmed'); end if;
    perform quota_write(row(new_id, q.id, what, of_referral, s.id, null, null, null, once, here, actor_person(), null, moment)::quota_transaction,
      jsonb_build_object('confirmed', -moved, 'consumed', moved));
    if moved < s.amount then
      -- It cost less than was kept for it.
      perform quota_write(row(gen_random_uuid(), q.id, 'release', of_referral, s.id, 'cost_less', null, null, null, here, actor_person(), null,
          moment)::quota_transaction, jsonb_build_object('confirmed', moved - s.amount, back, s.amount - moved));
    end if;
    update quota_seat set state = 'consumed', amount = moved where id = s.id returning * into s;
  elsif what = 'release' then
    if why is null then return refused('reason-missing'); end if;
    if why in ('other', 'mistake') and said is null then return refused('words-missing'); end if;
    if was = 'consumed' and not coalesce(and_spent, false) then return refused('spent-already'); end if;
    perform quota_write(row(new_id, q.id, what, of_referral, s.id, why, said, null, once, here, actor_person(), null, moment)::quota_transaction,
      jsonb_build_object(was, -moved, back, moved));
    update quota_seat set state = case when moved = s.amount then 'released' else state end, amount = amount - moved
      where id = s.id returning * into s;
  else
    raise exception 'nothing in the ledger is called %', what using errcode = 'check_violation';
  end if;
  perform quota_note(q, moment, what || 'Seat', '{seat}');
  return seat_said(s, new_id);
end $$;

-- Every ten minutes: gives back what was reserved and not confirmed in time. What somebody works on at that moment is left for the next time.
create function expire_seats(moment timestamptz, at_most integer) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  s quota_seat;
  q quota;
  gone integer := 0;
begin
  perform must_be_service('expireSeats');
  for s in select * from quota_seat where state = 'reserved' and expires_at <= moment order by quota_id, id limit at_most
      for no key update skip locked loop
    select * into q from quota where id = s.quota_id for share;
    perform quota_write(row(gen_random_uuid(), q.id, 'expire', s.referral_id, s.id, 'expired', null, null, null, q.owner_organisation, null,
        'expireSeats', moment)::quota_transaction,
      jsonb_build_object('reserved', -s.amount, case q.state when 'open' then 'free' else 'lapsed' end, s.amount));
    update quota_seat set state = 'expired', amount = 0 where id = s.id;
    perform quota_note(q, moment, 'expireSeat', '{seat}');
    gone := gone + 1;
  end loop;
  return gone;
end $$;

-- Opens a quota: grants what it says, and shows it to all sides. It takes who gives it, and an instrument.
create function open_quota(of_quota uuid, seen_version integer, new_id uuid, moment timestamptz) returns jsonb language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  q quota;
begin
  select * into q from quota where id = of_quota for no key update;
  if q.id is null or not quota_seen(q) then return refused('not-found'); end if;
  if q.owner_organisation <> actor_organisation() or not actor_may('coordinator', '{quotas.decide}') then return refused('not-own-side'); end if;
  if q.version <> seen_version then return refused('stale'); end if;
  if q.state <> 'draft' then return refused('quota-not-draft'); end if;
  if not exists (select from instrument i where i.id = q.instrument_id and i.partnership_id = q.partnership_id) then
    return refused('instrument-missing');
  end if;
  update quota set state = 'open', visibility = 'partnership', version = version + 1, changed_at = moment where id = q.id returning * into q;
  perform quota_write(row(new_id, q.id, 'grant', null, null, null, null, null, null, q.owner_organisation, actor_person(), null,
    moment)::quota_transaction, jsonb_build_object('granted', -q.amount, 'free', q.amount));
  perform quota_note(q, moment, 'open', '{state}');
  -- Whoever did it reads at once what it came to.
  set constraints quota_settles immediate;
  set constraints quota_settles deferred;
  return jsonb_build_object('quota', q.id);
end $$;

-- Closes a quota when its year is over: what is free lapses, what is held goes on. Before that nobody takes back alone.
create function close_quota(of_quota uuid, seen_version integer, new_id uuid, moment timestamptz, today date) returns jsonb language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  q quota;
  b quota_balance;
begin
  -- Acts under way end first, and none begins.
  select * into q from quota where id = of_quota for no key update;
  if q.id is null or not quota_seen(q) then return refused('not-found'); end if;
  if q.owner_organisation <> actor_organisation() or not actor_may('coordinator', '{quotas.decide}') then return refused('not-own-side'); end if;
  if q.version <> seen_version then return refused('stale'); end if;
  if q.state <> 'open' then return refused('quota-closed'); end if;
  if extract(year from today) <= q.year then return refused('year-not-over'); end if;
  select * into b from quota_balance where quota_id = of_quota for no key update;
  update quota set state = 'closed', version = version + 1, changed_at = moment where id = q.id returning * into q;
  if b.free > 0 then
    perform quota_write(row(new_id, q.id, 'lapse', null, null, null, null, null, null, q.owner_organisation, actor_person(), null,
      moment)::quota_transaction, jsonb_build_object('free', -b.free, 'lapsed', b.free));
  end if;
  perform quota_note(q, moment, 'close', '{state}');
  -- Whoever did it reads at once what it came to.
  set constraints quota_settles immediate;
  set constraints quota_settles deferred;
  return jsonb_build_object('quota', q.id);
end $$;

/*
 * Agrees to a decision, refuses it, or takes it back. What was agreed is in the ledger with it or neither is: seats leave one quota
 * (what is free of it, or what lapsed when it was closed) and come to the other.
 */
create function answer_quota_decision(of_decision uuid, seen_version integer, answer text, said jsonb, new_id uuid, moment timestamptz)
  returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here constant uuid := actor_organisation();
  d quota_decision;
  giving quota;
  taking quota;
  source text;
  held bigint;
begin
  select * into d from quota_decision where id = of_decision for no key update;
  select * into giving from quota where id = d.from_quota;
  select * into taking from quota where id = d.to_quota;
  if d.id is null or not (coalesce(quota_seen(giving), false) or coalesce(quota_seen(taking), false)) then return refused('not-found'); end if;
  if not actor_may('coordinator', '{quotas.decide}') then return refused('forbidden'); end if;
  if (giving.id is not null and here not in (giving.owner_organisation, giving.beneficiary))
     or (taking.id is not null and here not in (taking.owner_organisation, taking.beneficiary))
     or (answer = 'withdrawn') <> (here = d.proposed_organisation) then
    return refused('not-other-side');
  end if;
  if d.version <> seen_version or d.state <> 'proposed' then return refused('stale'); end if;
  if answer = 'agreed' then
    perform from quota where id in (giving.id, taking.id) order by id for share;
    perform from quota_balance where quota_id in (giving.id, taking.id) order by quota_id for no key update;
    select * into giving from quota where id = d.from_quota;
    select * into taking from quota where id = d.to_quota;
    if taking.id is not null and taking.state <> 'open' then return refused('quota-closed'); end if;
    if (giving.unit, giving.currency) is distinct from (taking.unit, taking.currency) and num_nonnulls(giving.id, taking.id) = 2 then
      return refused('units-differ');
    end if;
    if giving.id is not null then
      source := case giving.state when 'open' then 'free' else 'lapsed' end;
      select case source when 'free' then free else lapsed end into held from quota_balance where quota_id = giving.id;
      if held < d.amount then return refused('no-seat'); end if;
    end if;
    insert into quota_transaction (id, quota_id, kind, decision_id, organisation_id, person, at)
      values (new_id, coalesce(giving.id, taking.id), case when num_nonnulls(giving.id, taking.id) = 2 then 'move' else 'adjust' end, d.id,
        here, actor_person(), moment);
    insert into quota_entry (transaction_id, quota_id, account, amount)
      select new_id, e.quota, e.account, e.amount from (values (giving.id, source, -d.amount), (giving.id, 'granted', d.amount),
          (taking.id, 'granted', -d.amount), (taking.id, 'free', d.amount)) as e (quota, account, amount)
      where e.quota is not null;
  end if;
  update quota_decision set state = answer, answered_organisation = here, answered_by = actor_person(), answered_at = moment,
    answer_reasons = said, version = version + 1 where id = d.id;
  -- Whoever did it reads at once what it came to.
  set constraints quota_settles immediate;
  set constraints quota_settles deferred;
  if giving.id is not null then perform quota_note(giving, moment, 'decide', '{decision}'); end if;
  if taking.id is not null then perform quota_note(taking, moment, 'decide', '{decision}'); end if;
  return jsonb_build_object('decision', d.id);
end $$;

-- What is wrong with the ledgers that one sees: nothing, ever. Entries that do not come to nothing or to the balance, seats that are not
-- what the ledger says of them.
create function quota_faults() returns table (quota uuid, fault text) stable language sql
  begin atomic
    select e.quota_id, 'a transaction does not come to nothing' from quota_entry e group by e.quota_id, e.transaction_id having sum(e.amount) <> 0
    union all
    select b.quota_id, 'the balance is not the sum of the entries' from quota_balance b
    left join (select quota_id, -coalesce(sum(amount) filter (where account = 'granted'), 0) as granted,
        coalesce(sum(amount) filter (where account = 'free'), 0) as free, coalesce(sum(amount) filter (where account = 'reserved'), 0) as reserved,
        coalesce(sum(amount) filter (where account = 'confirmed'), 0) as confirmed,
        coalesce(sum(amount) filter (where account = 'consumed'), 0) as consumed, coalesce(sum(amount) filter (where account = 'lapsed'), 0) as lapsed
      from quota_entry group by quota_id) e on e.quota_id = b.quota_id
    where (b.granted, b.free, b.reserved, b.confirmed, b.consumed, b.lapsed) is distinct from (coalesce(e.granted, 0), coalesce(e.free, 0),
      coalesce(e.reserved, 0), coalesce(e.confirmed, 0), coalesce(e.consumed, 0), coalesce(e.lapsed, 0))
    union all
    select b.quota_id, 'what is held is not what the seats hold' from quota_balance b
    left join (select quota_id, coalesce(sum(amount) filter (where state = 'reserved'), 0) as reserved,
        coalesce(sum(amount) filter (where state = 'confirmed'), 0) as confirmed, coalesce(sum(amount) filter (where state = 'consumed'), 0) as consumed
      from quota_seat group by quota_id) s on s.quota_id = b.quota_id
    where (b.reserved, b.confirmed, b.consumed) is distinct from (coalesce(s.reserved, 0), coalesce(s.confirmed, 0), coalesce(s.consumed, 0))
    union all
    select s.quota_id, 'a seat is not what its transactions say' from quota_seat s
    where s.amount is distinct from (select coalesce(sum(e.amount), 0) from quota_entry e join quota_transaction t on t.id = e.transaction_id
      where t.seat_id = s.id and e.account = case when s.state in ('released', 'expired') then 'reserved' else s.state end)
    union all
    select t.quota_id, 'a transaction without entries' from quota_transaction t
    where not exists (select from quota_entry e where e.transaction_id = t.id);
  end;

revoke all on function quota_note(quota, timestamptz, text, text[]), quota_write(quota_transaction, jsonb), quota_settle(),
  quota_has_free(uuid, bigint), seat_done(uuid, text, text), seat_done_said(quota_transaction),
  post_seat(uuid, text, uuid, uuid, bigint, text, text, text, uuid[], boolean, timestamptz), expire_seats(timestamptz, integer),
  open_quota(uuid, integer, uuid, timestamptz), close_quota(uuid, integer, uuid, timestamptz, date),
  answer_quota_decision(uuid, integer, text, jsonb, uuid, timestamptz), quota_begins() from public;
grant execute on function post_seat(uuid, text, uuid, uuid, bigint, text, text, text, uuid[], boolean, timestamptz),
  open_quota(uuid, integer, uuid, timestamptz), close_quota(uuid, integer, uuid, timestamptz, date),
  answer_quota_decision(uuid, integer, text, jsonb, uuid, timestamptz) to yntymaq_app;
grant execute on function expire_seats(timestamptz, integer) to yntymaq_worker;
