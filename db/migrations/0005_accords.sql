-- What is counted. `distinct` measures (people examined) are never summed: two reports give at least the larger one.
create table measure (
  key text primary key check (key ~ '^[a-z_]+$'),
  names jsonb not null,
  aggregation text not null check (aggregation in ('additive', 'distinct'))
);
grant select on measure to yntymaq_app, yntymaq_worker, yntymaq_public;

-- Who owes whom what. Amounts are whole numbers: a count, or minor units of `currency`. A single act counts as one.
create table commitment (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null references partnership,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  kind text not null check (kind in ('money', 'measure', 'act')),
  title jsonb not null,
  measure_key text references measure,
  currency char(3),
  target bigint check (target > 0),
  comparator text not null check (comparator in ('eq', 'gt', 'ge', 'lt', 'le', 'approx')),
  strength text not null check (strength in ('discussed', 'proposed', 'considered', 'agreed_to_consider', 'planned',
    'promised', 'agreed', 'signed')),
  debtors uuid[] not null,
  creditors uuid[] not null,
  term text,
  term_last date,
  condition jsonb,
  condition_state text check (condition_state in ('met', 'unmet', 'unknown')),
  beneficiaries jsonb,
  place text,
  stated_on date,
  withdrawn_on date,
  retracted_at timestamptz,
  version integer not null,
  changed_at timestamptz not null,
  check ((kind = 'measure') = (measure_key is not null)),
  check ((kind = 'money') = (currency is not null)),
  check (kind <> 'act' or target is null),
  check ((term is null) = (term_last is null)),
  check ((condition is null) = (condition_state is null)),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on commitment (partnership_id);
create index on commitment (side_id, changed_at);

-- What was done for a commitment, in the unit of its commitment. `source_record` names the record it is counted from
-- in another module, so that counting twice changes nothing.
create table delivery (
  id uuid primary key,
  commitment_id uuid not null references commitment,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  amount bigint not null check (amount > 0),
  comparator text not null check (comparator in ('eq', 'gt', 'ge', 'lt', 'le', 'approx')),
  period text,
  place text,
  reported_on date,
  source_record text,
  retracted_at timestamptz,
  version integer not null,
  changed_at timestamptz not null,
  unique (owner_organisation, source_record),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on delivery (commitment_id);

-- A side says: yes, this was given; yes, this was received.
create table confirmation (
  delivery_id uuid not null references delivery,
  organisation_id uuid not null references organisation,
  confirmed_as text not null check (confirmed_as in ('giver', 'receiver')),
  person uuid not null,
  at timestamptz not null,
  primary key (delivery_id, organisation_id, confirmed_as)
);

-- A verdict needs a claim or an officer's reasons, and a day on which it was true.
create table assessment (
  id uuid primary key,
  commitment_id uuid not null references commitment,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  verdict text not null check (verdict in ('on_track', 'at_risk', 'late')),
  reasons jsonb not null,
  claim_id uuid references claim,
  true_on date not null,
  person uuid not null,
  at timestamptz not null,
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on assessment (commitment_id, true_on);

-- What a place can do, or how things stand around it: never a promise, never a result.
create table capacity (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null references partnership,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  title jsonb not null,
  amount bigint not null check (amount > 0),
  comparator text not null check (comparator in ('eq', 'gt', 'ge', 'lt', 'le', 'approx')),
  per text,
  retracted_at timestamptz,
  version integer not null,
  changed_at timestamptz not null,
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on capacity (partnership_id);

-- What a figure rests on. One figure may rest on several claims, which may disagree; it still counts once.
create table ground (
  claim_id uuid not null references claim,
  commitment_id uuid references commitment,
  delivery_id uuid references delivery,
  capacity_id uuid references capacity,
  part text not null check (part in ('target', 'statement', 'equivalent', 'delivered', 'capacity')),
  check (num_nonnulls(commitment_id, delivery_id, capacity_id) = 1)
);
create unique index one_ground_of_a_claim on ground
  (claim_id, coalesce(commitment_id, delivery_id, capacity_id), part);
create index on ground (commitment_id);
create index on ground (delivery_id);
create index on ground (capacity_id);

-- How a commitment stands, for each audience: the public (the nil id) or one side, each from what it may see.
-- A status can change with time at one moment only, the end of the term, so both answers are kept and no clock is needed.
create table standing (
  commitment_id uuid not null references commitment,
  audience uuid not null,
  partnership_id uuid not null,
  is_demo boolean not null,
  delivered bigint not null,
  deliveries integer not null,
  reported_on date,
  verdict text,
  verdict_on date,
  term_last date,
  status_in_term text not null,
  status_after text not null,
  primary key (commitment_id, audience)
);
create index on standing (term_last, commitment_id);
create index on standing (audience, partnership_id);
create index on standing (status_in_term, term_last);
create index on standing (status_after, term_last);

-- The twin of statusOf() in src/modules/accords/status.ts; a property test holds the two together.
create function commitment_status(kind text, target bigint, comparator text, delivered bigint, is_withdrawn boolean,
  verdict text, verdict_on date, term_last date, today date) returns text immutable language sql
  return case
    when is_withdrawn then 'withdrawn'
    when kind <> 'act' and target is null then 'no_target'
    when delivered > 0 and case comparator
        when 'gt' then delivered > coalesce(target, 1)
        when 'le' then delivered >= target or today > term_last
        when 'lt' then delivered >= target or today > term_last
        else delivered >= coalesce(target, 1)
      end then 'kept'
    when today > term_last then case
        when verdict_on > term_last then case verdict when 'late' then 'overdue' else verdict end
        else 'not_reported'
      end
    when verdict in ('late', 'at_risk') then 'at_risk'
    when verdict = 'on_track' or delivered > 0 then 'on_track'
    else 'not_started'
  end;

create function restand(changed uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- Whoever adds the next delivery waits here, and then counts this one too.
  perform from commitment where id = changed for update;
  delete from standing where commitment_id = changed;
  insert into standing
  select c.id, a.audience, c.partnership_id, c.is_demo, d.delivered, d.deliveries,
         greatest(c.stated_on, d.reported_on, v.true_on), v.verdict, v.true_on, c.term_last,
         commitment_status(c.kind, c.target, c.comparator, d.delivered, c.withdrawn_on is not null,
           v.verdict, v.true_on, c.term_last, coalesce(c.term_last, 'infinity')),
         commitment_status(c.kind, c.target, c.comparator, d.delivered, c.withdrawn_on is not null,
           v.verdict, v.true_on, c.term_last, case when c.term_last is null then 'infinity' else c.term_last + 1 end)
  from commitment c
  left join measure m on m.key = c.measure_key
  cross join lateral (
    select '00000000-0000-0000-0000-000000000000'::uuid as audience where c.visibility = 'public'
    union all
    select s.id from side s where s.partnership_id = c.partnership_id and (c.visibility <> 'own_side' or s.id = c.side_id)
  ) a
  cross join lateral (
    select least(9223372036854775807, coalesce(case m.aggregation when 'distinct' then max(amount) else sum(amount) end, 0))
             ::bigint as delivered,
           count(*)::integer as deliveries, max(d.reported_on) as reported_on
    from delivery d
    where d.commitment_id = c.id and d.retracted_at is null
      and (d.visibility = 'public'
           or d.side_id = a.audience
           or (d.visibility = 'partnership' and a.audience <> '00000000-0000-0000-0000-000000000000'))
  ) d
  left join lateral (
    select v.verdict, v.true_on
    from assessment v
    where v.commitment_id = c.id
      and (v.visibility = 'public'
           or v.side_id = a.audience
           or (v.visibility = 'partnership' and a.audience <> '00000000-0000-0000-0000-000000000000'))
    order by v.true_on desc, v.at desc, v.id desc limit 1
  ) v on true
  where c.id = changed and c.retracted_at is null;
end $$;
revoke all on function restand(uuid) from public;

create function restand_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'commitment' then perform restand(new.id); else perform restand(new.commitment_id); end if;
  return null;
end $$;
revoke all on function restand_changed() from public;
create trigger restand after insert or update on commitment for each row execute function restand_changed();
create trigger restand after insert or update on delivery for each row execute function restand_changed();
create trigger restand after insert on assessment for each row execute function restand_changed();

-- Row policies: the same ladder on every table that has a visibility.
do $$
declare
  name text;
begin
  foreach name in array array['commitment', 'delivery', 'assessment', 'capacity'] loop
    execute format('alter table %I enable row level security', name);
    execute format('grant select, insert on %I to yntymaq_app', name);
    execute format($policy$
      create policy seen on %I for select to yntymaq_app using (
        visibility = 'public'
        or owner_organisation = (select actor_organisation())
        or (visibility = 'own_side' and side_id = any ((select actor_sides())::uuid[]))
        or (visibility = 'partnership' and partnership_id = any ((select actor_partnerships())::uuid[]))
      )$policy$, name);
    execute format($policy$
      create policy entered_for_ones_own_side on %I for insert to yntymaq_app with check (
        owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[])
      )$policy$, name);
    execute format($policy$
      create policy changed_by_ones_own_side on %I for update to yntymaq_app
        using (side_id = any ((select actor_sides())::uuid[]))$policy$, name);
  end loop;
end $$;
grant update (visibility, title, target, comparator, strength, debtors, creditors, term, term_last, condition,
  condition_state, beneficiaries, place, stated_on, withdrawn_on, retracted_at, version, changed_at)
  on commitment to yntymaq_app;
grant update (visibility, amount, comparator, period, place, reported_on, retracted_at, version, changed_at)
  on delivery to yntymaq_app;
grant update (visibility, title, amount, comparator, per, retracted_at, version, changed_at) on capacity to yntymaq_app;
grant update (visibility) on assessment to yntymaq_app;

-- A side sees how a commitment stands for itself; who is no party sees how it stands for the public.
alter table standing enable row level security;
grant select on standing to yntymaq_app;
create policy ones_own_audience on standing for select to yntymaq_app using (
  audience = any ((select actor_sides())::uuid[])
  or (audience = '00000000-0000-0000-0000-000000000000'
      and partnership_id <> all ((select actor_partnerships())::uuid[])
      and (select actor_organisation()) is not null)
);

-- Confirmations and grounds are seen with what they belong to: the subqueries are themselves under the policies above.
alter table confirmation enable row level security;
grant select, insert, delete on confirmation to yntymaq_app;
create policy seen_with_its_delivery on confirmation for select to yntymaq_app
  using (exists (select from delivery d where d.id = delivery_id));
create policy given_in_ones_own_name on confirmation for insert to yntymaq_app with check (
  organisation_id = (select actor_organisation()) and person = (select actor_person())
  and exists (select from delivery d where d.id = delivery_id)
);
create policy taken_back_by_who_gave_it on confirmation for delete to yntymaq_app
  using (organisation_id = (select actor_organisation()));

alter table ground enable row level security;
grant select, insert, delete on ground to yntymaq_app;
create policy seen_with_its_figure_and_claim on ground for select to yntymaq_app using (
  exists (select from claim c where c.id = claim_id)
  and (exists (select from commitment c where c.id = commitment_id)
       or exists (select from delivery d where d.id = delivery_id)
       or exists (select from capacity c where c.id = capacity_id))
);
create policy laid_by_the_claims_side on ground for insert to yntymaq_app
  with check (exists (select from claim c where c.id = claim_id and c.side_id = any ((select actor_sides())::uuid[])));
create policy taken_up_by_the_claims_side on ground for delete to yntymaq_app
  using (exists (select from claim c where c.id = claim_id and c.side_id = any ((select actor_sides())::uuid[])));
