-- The ledger in full: what a promise hangs on, its parts and what replaced it, two sides that count differently,
-- corrections by counter-entry, answers of those who are named, and what two people decide.

-- `per`: the target is for each such period (P1Y: a year), not in total. `due_after`: so long after its condition is met
-- the promise is due. `condition_on`: the day on which the condition was found met or unmet.
alter table commitment
  add column per text check (per ~ '^P[0-9]{1,4}[YMWD]$'),
  add column due_after text check (due_after ~ '^P[0-9]{1,4}[YMWD]$'),
  add column condition_on date,
  add column condition_reasons jsonb,
  add column place_key text,
  add column replaced_by uuid,
  add column part_of uuid,
  add unique (id, partnership_id),
  add foreign key (replaced_by, partnership_id) references commitment (id, partnership_id),
  add foreign key (part_of, partnership_id) references commitment (id, partnership_id),
  add check (due_after is null or condition is not null),
  add check (condition_on is null or condition_state <> 'unknown');
create index on commitment (replaced_by) where replaced_by is not null;
create index on commitment (part_of) where part_of is not null;
create index on commitment (partnership_id, condition_on) where condition_on is not null;
grant update (per, due_after, condition_on, condition_reasons, place_key, replaced_by, part_of) on commitment to yntymaq_app;

-- Nothing is part of itself or replaced by itself, by whatever detour. Those who draw such lines in one partnership take turns.
create function commitments_go_round(line text, "from" uuid, "to" uuid) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  begin atomic
    with recursive further (id) as (
      select "to" union
      select case line when 'part_of' then c.part_of else c.replaced_by end
      from commitment c join further f on c.id = f.id)
    select exists (select from further where id = "from");
  end;
revoke all on function commitments_go_round(text, uuid, uuid) from public;
grant execute on function commitments_go_round(text, uuid, uuid) to yntymaq_app;
-- Whether who asks sees the meeting, the instrument and its article, all of that partnership.
create function is_origin_seen(meeting uuid, instrument uuid, article uuid, partnership uuid) returns boolean stable language sql
  return (meeting is null or exists (select from meeting m where m.id = meeting and m.partnership_id = partnership))
    and (instrument is null or exists (select from instrument i where i.id = instrument and i.partnership_id = partnership))
    and (article is null or exists (select from article a where a.id = article and a.instrument_id = instrument));
create function refuse_loose_lines() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('lines of ' || new.partnership_id, 0));
  if new.part_of is not null and commitments_go_round('part_of', new.id, new.part_of)
    or new.replaced_by is not null and commitments_go_round('replaced_by', new.id, new.replaced_by) then
    raise exception 'a commitment is neither part of itself nor replaced by itself' using errcode = 'check_violation';
  end if;
  if not is_origin_seen(new.meeting_id, new.instrument_id, new.article_id, new.partnership_id) then
    raise exception 'a commitment was made at a meeting or under an instrument of its own partnership' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger refuse_loose_lines
  before insert or update of part_of, replaced_by, meeting_id, instrument_id, article_id on commitment for each row
  when (num_nonnulls(new.part_of, new.replaced_by, new.meeting_id, new.instrument_id, new.article_id) > 0)
  execute function refuse_loose_lines();

-- On which day a further source said the same: "not reported since" moves with it.
alter table ground add column said_on date;
create index on ground (commitment_id) where said_on is not null;
create index on ground (delivery_id) where said_on is not null;
alter table ground drop constraint ground_part_check;
alter table ground add constraint ground_part_check
  check (part in ('target', 'statement', 'equivalent', 'delivered', 'capacity', 'condition'));

-- A figure around a place that is neither promise nor result: what it can do, or what is so (its population).
alter table capacity
  add column kind text not null default 'capacity' check (kind in ('capacity', 'context')),
  add column as_of text,
  add column place text,
  add column place_key text,
  add column corrected_at timestamptz;
grant update (kind, as_of, place, place_key, corrected_at) on capacity to yntymaq_app;

-- `period_key` is the period's days, however it was written. A corrected entry stays, and its counter-entry takes it out
-- of the count; a record of another module may then be counted anew.
alter table delivery
  add column place_key text,
  add column period_key text,
  add column corrected_at timestamptz,
  add column settlement_id uuid,
  add column settled_at timestamptz,
  drop constraint delivery_owner_organisation_source_record_key;
create unique index one_count_of_a_record on delivery (owner_organisation, source_record)
  where retracted_at is null and corrected_at is null;
grant update (place_key, period_key, corrected_at) on delivery to yntymaq_app;

-- Two sides that count one thing differently agree on one figure: one proposes, another accepts.
create table settlement (
  id uuid primary key,
  commitment_id uuid not null references commitment,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null,
  side_id uuid not null,
  visibility text not null check (visibility = 'partnership'),
  is_demo boolean not null,
  amount bigint not null check (amount > 0),
  comparator text not null check (comparator in ('eq', 'gt', 'ge', 'lt', 'le', 'approx')),
  reasons jsonb not null,
  state text not null check (state in ('proposed', 'accepted', 'refused', 'taken_back')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  answered_side uuid references side,
  answered_by uuid,
  answered_at timestamptz,
  -- The entry that both agreed on.
  delivery_id uuid references delivery,
  check ((state = 'proposed') = (answered_at is null)),
  check (num_nulls(answered_side, answered_by, answered_at) in (0, 3)),
  check ((state = 'accepted') = (delivery_id is not null)),
  check (case state when 'taken_back' then answered_side = side_id when 'proposed' then true else answered_side <> side_id end),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on settlement (commitment_id);
create index settlements_to_answer on settlement (partnership_id) where state = 'proposed';
-- Which entries it settles: with its acceptance the agreed one stands in their place.
create table settled_delivery (
  settlement_id uuid not null references settlement,
  delivery_id uuid not null references delivery,
  primary key (delivery_id, settlement_id)
);
create index on settled_delivery (settlement_id);
alter table delivery add foreign key (settlement_id) references settlement;

-- The log of corrections: nothing that others saw is overwritten. A delivery or a capacity is taken out by a counter-entry
-- (and `replacement_id` is the right entry, if there is one); of a commitment it keeps what was said before and after.
create table correction (
  id uuid primary key,
  commitment_id uuid references commitment,
  delivery_id uuid references delivery,
  capacity_id uuid references capacity,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  fields text[] not null,
  before jsonb,
  after jsonb,
  replacement_id uuid,
  reasons jsonb not null,
  person uuid not null,
  at timestamptz not null,
  check ((commitment_id is null) = (capacity_id is not null)),
  check (delivery_id is null or commitment_id is not null),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create unique index one_counter_entry on correction (coalesce(delivery_id, capacity_id)) where delivery_id is not null or capacity_id is not null;
create index on correction (commitment_id);
create index on correction (partnership_id, at desc);

-- A side says that a claim under a commitment is not so, with its reasons. The claim stays.
create table dispute (
  id uuid primary key,
  commitment_id uuid not null references commitment,
  claim_id uuid not null references claim,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  reasons jsonb not null,
  person uuid not null,
  at timestamptz not null,
  ended_at timestamptz,
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create unique index one_dispute_of_a_side on dispute (commitment_id, claim_id, side_id) where ended_at is null;

-- What a named party answers, in its own name. A later answer has the next number; none is changed or taken away.
create table answer (
  id uuid primary key,
  commitment_id uuid not null references commitment,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null,
  side_id uuid not null,
  visibility text not null check (visibility in ('partnership', 'public')),
  is_demo boolean not null,
  number integer not null check (number > 0),
  wording jsonb not null,
  person uuid not null,
  at timestamptz not null,
  unique (commitment_id, owner_organisation, number),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);

-- A status that accuses is shown to others when a second person of the same organisation has approved it. Until then, and
-- after a refusal, only the own side knows.
create table publication_request (
  id uuid primary key,
  commitment_id uuid not null references commitment,
  assessment_id uuid references assessment,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null,
  side_id uuid not null,
  visibility text not null check (visibility = 'own_side'),
  is_demo boolean not null,
  about text not null check (about in ('late', 'withdrawn')),
  shown_to text not null check (shown_to in ('partnership', 'public')),
  withdrawn_on date,
  claim_id uuid references claim,
  state text not null check (state in ('waiting', 'approved', 'refused', 'taken_back')),
  requested_by uuid not null,
  requested_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  remark jsonb,
  check ((about = 'late') = (assessment_id is not null)),
  check ((about = 'withdrawn') = (withdrawn_on is not null)),
  check ((state = 'waiting') = (decided_at is null)),
  check ((decided_by is null) = (decided_at is null)),
  constraint decided_by_another_person check (state not in ('approved', 'refused') or decided_by <> requested_by),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create unique index one_request_at_a_time on publication_request (commitment_id, coalesce(assessment_id, commitment_id))
  where state = 'waiting';
create index on publication_request (commitment_id);
create index on publication_request (assessment_id);
create index requests_to_decide on publication_request (side_id) where state = 'waiting';

-- Row policies: the same ladder on every table that has a visibility.
do $$
declare
  name text;
begin
  foreach name in array array['settlement', 'correction', 'dispute', 'answer', 'publication_request'] loop
    perform guard_by_ladder(name);
  end loop;
  foreach name in array array['settlement', 'correction', 'dispute'] loop
    execute format($policy$
      create policy entered_for_ones_own_side on %I for insert to yntymaq_app with check (
        owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[])
        and (commitment_id is null or exists (select from commitment c where c.id = commitment_id))
      )$policy$, name);
  end loop;
end $$;
create policy answered_in_ones_own_name on answer for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[])
  and person = (select actor_person())
  and exists (select from commitment c where c.id = commitment_id
              and owner_organisation = any (c.debtors || c.creditors))
);
create policy requested_in_ones_own_name on publication_request for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[])
  and requested_by = (select actor_person()) and state = 'waiting'
);
create policy decided_in_the_same_organisation on publication_request for update to yntymaq_app
  using (owner_organisation = (select actor_organisation()) and state = 'waiting')
  with check (decided_by = (select actor_person()));
grant update (state, decided_by, decided_at, remark) on publication_request to yntymaq_app;
create policy answered_by_a_side_of_the_partnership on settlement for update to yntymaq_app
  using (partnership_id = any ((select actor_partnerships())::uuid[]) and state = 'proposed')
  with check (answered_by = (select actor_person()) and answered_side = any ((select actor_sides())::uuid[]));
grant update (state, answered_side, answered_by, answered_at, delivery_id) on settlement to yntymaq_app;
create policy ended_by_ones_own_side on dispute for update to yntymaq_app
  using (side_id = any ((select actor_sides())::uuid[]));
grant update (ended_at) on dispute to yntymaq_app;

alter table settled_delivery enable row level security;
grant select, insert on settled_delivery to yntymaq_app;
create policy seen_with_its_settlement on settled_delivery for select to yntymaq_app
  using (exists (select from settlement s where s.id = settlement_id));
create policy named_by_who_proposes on settled_delivery for insert to yntymaq_app with check (
  exists (select from settlement s where s.id = settlement_id and s.state = 'proposed'
          and s.owner_organisation = (select actor_organisation()))
  and exists (select from delivery d where d.id = delivery_id and d.visibility <> 'own_side')
);

-- Two people hold here too, whatever a request asks: without an approval by another person an accusing status stays
-- with the own side.
create function approved_by_two(commitment uuid, assessment uuid, withdrawn date, wanted text) returns boolean stable
  language sql return exists (
    select from publication_request r
    where r.commitment_id = commitment and r.assessment_id is not distinct from assessment
      and r.withdrawn_on is not distinct from withdrawn and r.state = 'approved' and r.decided_by <> r.requested_by
      and (r.shown_to = 'public' or r.shown_to = wanted));
create function refuse_lone_accusation() returns trigger language plpgsql as $$
begin
  if current_user = 'yntymaq_app' and not (case tg_table_name
      when 'assessment' then approved_by_two((to_jsonb(new) ->> 'commitment_id')::uuid, new.id, null, new.visibility)
      else approved_by_two(new.id, null, (to_jsonb(new) ->> 'withdrawn_on')::date, new.visibility) end) then
    raise exception 'a status that accuses is shown to others by two people' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger shown_by_two before insert or update of visibility on assessment for each row
  when (new.verdict = 'late' and new.visibility <> 'own_side') execute function refuse_lone_accusation();
create trigger shown_by_two before insert or update of visibility, withdrawn_on on commitment for each row
  when (new.withdrawn_on is not null and new.visibility <> 'own_side') execute function refuse_lone_accusation();

-- `differences`: cells (measure, place, period) in which sides count differently. `is_part`: counted within its whole.
alter table standing add column differences integer not null default 0, add column is_part boolean not null default false;
create index on standing (partnership_id, audience) where differences > 0;

-- The twin of statusOf(). A promise per period is not kept by adding up periods; one whose condition is known to be unmet, or
-- that another has replaced, is not due, so its term does not pass.
drop function restand_all();
drop view standing_now;
drop function commitment_status(text, bigint, text, bigint, boolean, boolean, text, date, date, date);
create function commitment_status(kind text, target bigint, comparator text, delivered bigint, is_withdrawn boolean,
  is_promised boolean, is_per_period boolean, is_not_due boolean, verdict text, verdict_on date, term_last date, today date)
  returns text immutable language sql
  return case
    when is_withdrawn then 'withdrawn'
    when case kind when 'act' then not is_promised else target is null end then 'no_target'
    when delivered > 0 and not is_per_period and case comparator
        when 'gt' then delivered > coalesce(target, 1)
        when 'le' then delivered >= coalesce(target, 1) or (today > term_last and not is_not_due)
        when 'lt' then delivered >= coalesce(target, 1) or (today > term_last and not is_not_due)
        else delivered >= coalesce(target, 1)
      end then 'kept'
    when today > term_last and not is_not_due then case
        when verdict is not null and verdict_on > term_last then case verdict when 'late' then 'overdue' else verdict end
        else 'not_reported'
      end
    when verdict in ('late', 'at_risk') then 'at_risk'
    when verdict = 'on_track' or delivered > 0 then 'on_track'
    else 'not_started'
  end;

-- Whether an audience sees a row of its partnership.
create function is_seen_by(audience uuid, visibility text, side uuid) returns boolean immutable language sql
  return visibility = 'public' or side = audience
    or (visibility = 'partnership' and audience <> '00000000-0000-0000-0000-000000000000');

-- What one of several sides counts in one cell, and what the cell then gives: where two sides say different, no more than
-- both prove, as a lower bound, until they settle it.
create view standing_now as
  select c.id as commitment_id, a.audience, c.partnership_id, c.is_demo, c.kind, c.strength,
         exists (select from side_organisation so where so.side_id = a.audience and so.organisation_id = any (c.debtors))
           as is_debtor,
         exists (select from side_organisation so where so.side_id = a.audience and so.organisation_id = any (c.creditors))
           as is_creditor,
         t.delivered, t.delivered_comparator, t.proven, t.deliveries,
         greatest(c.stated_on, d.reported_on, p.reported_on, v.true_on, g.said_on, c.condition_on) as reported_on,
         v.verdict, v.true_on as verdict_on, coalesce(c.term_last, 'infinity') as term_last,
         commitment_status(c.kind, c.target, c.comparator, t.proven, c.withdrawn_on is not null, c.strength is not null,
           c.per is not null, n.is_not_due, v.verdict, v.true_on, c.term_last, coalesce(c.term_last, 'infinity'))
           as status_in_term,
         commitment_status(c.kind, c.target, c.comparator, t.proven, c.withdrawn_on is not null, c.strength is not null,
           c.per is not null, n.is_not_due, v.verdict, v.true_on, c.term_last,
           case when c.term_last is null then 'infinity' else c.term_last + 1 end) as status_after,
         greatest(c.changed_at, d.changed_at, p.changed_at, v.at) as changed_at,
         title_key(c.title) as title_key,
         (d.differences + p.differences)::integer as differences,
         c.part_of is not null and c.kind <> 'act' and exists (
           select from commitment w
           where w.id = c.part_of and w.retracted_at is null and is_seen_by(a.audience, w.visibility, w.side_id)
             and w.kind = c.kind and w.measure_key is not distinct from c.measure_key
             and w.currency is not distinct from c.currency) as is_part
  from commitment c
  left join measure m on m.key = c.measure_key
  cross join lateral (
    select '00000000-0000-0000-0000-000000000000'::uuid as audience where c.visibility = 'public'
    union all
    select s.id from side s where s.partnership_id = c.partnership_id and (c.visibility <> 'own_side' or s.id = c.side_id)
  ) a
  cross join lateral (
    select coalesce(c.condition_state = 'unmet', false) or c.replaced_by is not null and exists (
             select from commitment r where r.id = c.replaced_by and r.retracted_at is null
               and is_seen_by(a.audience, r.visibility, r.side_id)) as is_not_due
  ) n
  cross join lateral (
    select least(9223372036854775807,
             coalesce(case m.aggregation when 'distinct' then max(f.amount) else sum(f.amount) end, 0))::bigint as delivered,
           figure_comparator(m.aggregation = 'distinct',
             array_agg(f.comparator order by f.amount desc, f.comparator desc)) as delivered_comparator,
           least(9223372036854775807,
             coalesce(case m.aggregation when 'distinct' then max(f.least) else sum(f.least) end, 0))::bigint as proven,
           coalesce(sum(f.reports), 0)::integer as deliveries, max(f.reported_on) as reported_on,
           max(f.changed_at) as changed_at, count(*) filter (where f.is_different) as differences
    from (
      select s.amount, s.least, s.reports, s.reported_on, s.changed_at, s.is_different,
             case when s.is_different and s.comparator = 'eq' then 'ge' else s.comparator end as comparator
      from (
        select (array_agg(s.amount order by s.least, s.amount, s.comparator))[1] as amount,
               (array_agg(s.comparator order by s.least, s.amount, s.comparator))[1] as comparator,
               min(s.least) as least, max(s.reports) as reports, max(s.reported_on) as reported_on,
               max(s.changed_at) as changed_at, count(distinct (s.amount, s.comparator)) > 1 as is_different
        from (
          select coalesce(d.place_key, fold_letters(d.place)) as place, coalesce(d.period_key, d.period) as period,
                 case m.aggregation when 'distinct' then max(d.amount)::numeric else sum(d.amount) end as amount,
                 figure_comparator(m.aggregation = 'distinct',
                   array_agg(d.comparator order by d.amount desc, d.comparator desc)) as comparator,
                 case m.aggregation when 'distinct' then max(d.least) else sum(d.least) end as least,
                 count(*) as reports, max(greatest(d.reported_on, d.said_on)) as reported_on, max(d.changed_at) as changed_at
          from (
            select d.*,
                   case when d.comparator = 'gt' then d.amount::numeric + 1
                     when d.comparator in ('lt', 'le') then 1 else d.amount end as least,
                   (select max(g.said_on) from ground g join claim k on k.id = g.claim_id
                    where g.delivery_id = d.id and g.said_on is not null
                      and is_seen_by(a.audience, k.visibility, k.side_id)) as said_on
            from delivery d
            where d.commitment_id = c.id and d.retracted_at is null and d.corrected_at is null
              and d.settled_at is null and is_seen_by(a.audience, d.visibility, d.side_id)
          ) d
          group by 1, 2, d.side_id
        ) s
        group by s.place, s.period
      ) s
    ) f
  ) d
  cross join lateral (
    select least(9223372036854775807,
             coalesce(case m.aggregation when 'distinct' then max(s.delivered) else sum(s.delivered) end, 0))::bigint
             as delivered,
           figure_comparator(m.aggregation = 'distinct',
             array_agg(s.delivered_comparator order by s.delivered desc, s.delivered_comparator desc)
               filter (where s.deliveries > 0)) as delivered_comparator,
           least(9223372036854775807,
             coalesce(case m.aggregation when 'distinct' then max(s.proven) else sum(s.proven) end, 0))::bigint as proven,
           coalesce(sum(s.deliveries), 0)::integer as deliveries, max(s.reported_on) as reported_on,
           max(s.changed_at) as changed_at, coalesce(sum(s.differences), 0)::integer as differences
    from commitment k join standing s on s.commitment_id = k.id and s.audience = a.audience
    where k.part_of = c.id and s.is_part
  ) p
  -- What is told of the whole and what is told of its parts may be the same: the larger counts, once.
  cross join lateral (
    select greatest(d.delivered, p.delivered) as delivered, greatest(d.proven, p.proven) as proven,
           d.deliveries + p.deliveries as deliveries,
           case when p.deliveries = 0 then d.delivered_comparator
             when d.deliveries = 0 then p.delivered_comparator
             else figure_comparator(true, case when d.delivered >= p.delivered
               then array[d.delivered_comparator, p.delivered_comparator]
               else array[p.delivered_comparator, d.delivered_comparator] end) end as delivered_comparator
  ) t
  left join lateral (
    select v.verdict, v.true_on, v.at
    from assessment v
    where v.commitment_id = c.id and is_seen_by(a.audience, v.visibility, v.side_id)
    order by v.true_on desc, v.at desc, v.id desc limit 1
  ) v on true
  left join lateral (
    select max(g.said_on) as said_on
    from ground g join claim k on k.id = g.claim_id
    where g.commitment_id = c.id and g.said_on is not null and is_seen_by(a.audience, k.visibility, k.side_id)
  ) g on true
  where c.retracted_at is null;

-- A whole stands on its parts, so they are counted first.
create or replace function restand(changed uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  whole uuid;
begin
  -- Whoever adds the next delivery waits here, and then counts this one too. A weaker lock than the foreign key's
  -- would be none, a stronger one would let two such writers wait for each other.
  select part_of into whole from commitment where id = changed for no key update;
  delete from standing where commitment_id = changed;
  insert into standing select * from standing_now where commitment_id = changed;
  if whole is not null then perform restand(whole); end if;
end $$;

create function restand_all() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  whole uuid;
begin
  delete from standing;
  insert into standing select * from standing_now;
  for whole in
    with recursive tree (id, depth) as (
      select id, 0 from commitment where part_of is null
      union all
      select c.id, tree.depth + 1 from commitment c join tree on c.part_of = tree.id)
    select t.id from tree t where exists (select from commitment c where c.part_of = t.id) order by t.depth desc
  loop
    delete from standing where commitment_id = whole;
    insert into standing select * from standing_now where commitment_id = whole;
  end loop;
end $$;
revoke all on function restand_all() from public;

create or replace function restand_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  other uuid;
begin
  if tg_table_name <> 'commitment' then
    perform restand(new.commitment_id);
    return null;
  end if;
  perform restand(new.id);
  if tg_op = 'UPDATE' then
    if old.part_of is not null and old.part_of is distinct from new.part_of then perform restand(old.part_of); end if;
    -- Who is part of it, or was replaced by it, stands on whether it can be seen.
    if (old.visibility, old.retracted_at is null) is distinct from (new.visibility, new.retracted_at is null) then
      for other in select id from commitment where part_of = new.id or replaced_by = new.id order by id loop
        perform restand(other);
      end loop;
    end if;
  end if;
  return null;
end $$;
-- With the acceptance the agreed entry stands in the place of both sides' own, whoever sees which of them.
create function settle() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update delivery set settled_at = new.answered_at
    where id in (select x.delivery_id from settled_delivery x where x.settlement_id = new.id);
  return null;
end $$;
revoke all on function settle() from public;
create trigger settle after update of state on settlement for each row
  when (new.state = 'accepted') execute function settle();

create function restand_restated() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  other uuid;
begin
  for other in
    select distinct coalesce(g.commitment_id, d.commitment_id) as id
    from ground g left join delivery d on d.id = g.delivery_id
    where g.said_on is not null
      and g.claim_id = case tg_table_name when 'claim' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'claim_id')::uuid end
      and coalesce(g.commitment_id, d.commitment_id) is not null
    order by id
  loop
    perform restand(other);
  end loop;
  return null;
end $$;
revoke all on function restand_restated() from public;
create trigger restand after insert on ground for each row when (new.said_on is not null) execute function restand_restated();
create trigger restand_where_said after update of visibility on claim for each row
  when (new.visibility is distinct from old.visibility) execute function restand_restated();
select restand_all();

-- The public site's views: columns are only added.
create or replace view public_commitment as
  select c.id, c.partnership_id, c.is_demo, c.kind, c.title, c.measure_key, c.currency, c.target, c.comparator,
         c.strength, c.debtors, c.creditors, c.term, c.term_last, c.condition, c.condition_state, c.beneficiaries,
         c.place, c.stated_on, c.withdrawn_on, c.changed_at, search_words(c.title, c.place) as words,
         s.delivered, s.deliveries, s.reported_on, s.verdict, s.verdict_on,
         s.status_in_term, s.status_after, s.delivered_comparator, s.proven,
         c.per, c.due_after, c.condition_on, c.condition_reasons, c.place_key, s.differences,
         -- Counted within its whole: what is summed over commitments leaves it out.
         s.is_part,
         (select w.id from commitment w where w.id = c.part_of and w.visibility = 'public' and w.retracted_at is null) as part_of,
         (select r.id from commitment r where r.id = c.replaced_by and r.visibility = 'public' and r.retracted_at is null)
           as replaced_by,
         (select m.id from public_meeting m where m.id = c.meeting_id) as meeting_id,
         (select i.id from public_instrument i where i.id = c.instrument_id) as instrument_id,
         (select k.id from public_article k where k.id = c.article_id) as article_id
  from commitment c
  join standing s on s.commitment_id = c.id and s.audience = '00000000-0000-0000-0000-000000000000'
  join partnership p on p.id = c.partnership_id and p.visibility = 'public'
  where c.visibility = 'public';

-- What counts: neither taken out by a counter-entry nor settled. `organisation_id` says so; where two sides say different
-- of one place and period, the page shows both. `is_agreed`: both sides agreed on it.
create or replace view public_delivery as
  select d.id, d.commitment_id, d.is_demo, d.amount, d.comparator, d.period, d.place, d.reported_on,
         d.source_record is not null as is_from_records,
         d.owner_organisation as organisation_id, d.side_id, d.place_key, d.settlement_id is not null as is_agreed,
         md5(concat_ws('|', coalesce(d.place_key, fold_letters(d.place), '-'), coalesce(d.period_key, d.period, '-'))) as cell
  from delivery d join public_standing s on s.commitment_id = d.commitment_id
  where d.visibility = 'public' and d.retracted_at is null and d.corrected_at is null and d.settled_at is null;

create or replace view public_capacity as
  select k.id, k.partnership_id, k.is_demo, k.title, k.amount, k.comparator, k.per, k.kind, k.as_of, k.place, k.place_key
  from capacity k join public_partnership p on p.id = k.partnership_id
  where k.visibility = 'public' and k.retracted_at is null and k.corrected_at is null;

-- The log: what was said, what is said now, and why. `was_*` and `now_*` are of deliveries and capacities, in whole units.
create view public_correction as
  select k.id, k.at, k.partnership_id, k.is_demo,
         case when k.delivery_id is not null or k.capacity_id is not null then 'counter_entry' else 'change' end as cause,
         k.commitment_id, k.delivery_id, k.capacity_id, coalesce(c.title, q.title) as title, k.owner_organisation as organisation_id,
         k.fields, k.before, k.after, k.reasons, c.measure_key, c.currency,
         coalesce(d.amount, q.amount) as was_amount, coalesce(d.comparator, q.comparator) as was_comparator,
         d.period as was_period, coalesce(d.place, q.place) as was_place,
         n.id as replacement_id, n.amount as now_amount, n.comparator as now_comparator, n.period as now_period, n.place as now_place
  from correction k
  join public_partnership p on p.id = k.partnership_id
  left join commitment c on c.id = k.commitment_id
  left join delivery d on d.id = k.delivery_id
  left join capacity q on q.id = k.capacity_id
  left join lateral (
    select x.id, x.amount, x.comparator, x.period, x.place from delivery x where x.id = k.replacement_id and x.visibility = 'public'
    union all
    select x.id, x.amount, x.comparator, null, x.place from capacity x where x.id = k.replacement_id and x.visibility = 'public'
  ) n on true
  where k.visibility = 'public' and (k.commitment_id is null or exists (
    select from public_standing s where s.commitment_id = k.commitment_id))
  union all
  select x.delivery_id, y.answered_at, y.partnership_id, y.is_demo, 'settled', y.commitment_id, x.delivery_id, null, c.title,
         d.owner_organisation, array['amount'], null, null, y.reasons, c.measure_key, c.currency,
         d.amount, d.comparator, d.period, d.place, n.id, n.amount, n.comparator, n.period, n.place
  from settlement y
  join settled_delivery x on x.settlement_id = y.id
  join delivery d on d.id = x.delivery_id and d.visibility = 'public'
  join delivery n on n.id = y.delivery_id and n.visibility = 'public'
  join public_standing s on s.commitment_id = y.commitment_id
  join commitment c on c.id = y.commitment_id
  where y.state = 'accepted';

-- Every version of every answer; the newest of an organisation has the highest number.
create view public_answer as
  select a.id, a.commitment_id, a.partnership_id, a.is_demo, a.owner_organisation as organisation_id, a.number, a.wording, a.at,
         not exists (select from answer l where l.commitment_id = a.commitment_id and l.visibility = 'public'
                     and l.owner_organisation = a.owner_organisation and l.number > a.number) as is_newest
  from answer a join public_standing s on s.commitment_id = a.commitment_id
  where a.visibility = 'public';

create view public_dispute as
  select t.id, t.commitment_id, t.claim_id, t.partnership_id, t.is_demo, t.owner_organisation as organisation_id, t.side_id, t.reasons, t.at
  from dispute t join public_standing s on s.commitment_id = t.commitment_id
  where t.visibility = 'public' and t.ended_at is null;

grant select on public_correction, public_answer, public_dispute to yntymaq_public;


-- Nobody writes under the ledger of others, and nobody in another's name, whatever the application asks for. What is told of a
-- promise is told inside its own partnership, by who sees it. These narrow the policies above and those of 0005.
do $$
declare
  name text;
begin
  foreach name in array array['delivery', 'assessment', 'settlement', 'dispute', 'answer', 'publication_request', 'correction'] loop
    execute format('create policy told_in_its_partnership on %1$I as restrictive for insert to yntymaq_app with check (
      commitment_id is null or exists (
        select from commitment c where c.id = %1$I.commitment_id and c.partnership_id = %1$I.partnership_id))', name);
  end loop;
  foreach name in array array['assessment', 'correction', 'dispute'] loop
    execute format('create policy told_in_ones_own_name on %I as restrictive for insert to yntymaq_app
      with check (person = (select actor_person()))', name);
  end loop;
end $$;
create policy agreed_with_another_side on delivery as restrictive for insert to yntymaq_app with check (
  settlement_id is null or exists (
    select from settlement s
    where s.id = delivery.settlement_id and s.commitment_id = delivery.commitment_id and s.state = 'proposed'
      and s.side_id <> delivery.side_id and s.amount = delivery.amount and s.comparator = delivery.comparator));
create policy confirmed_in_ones_own_part on confirmation as restrictive for insert to yntymaq_app with check (exists (
  select from delivery d
  join commitment c on c.id = d.commitment_id
  join side_organisation so on so.partnership_id = d.partnership_id and so.side_id = any ((select actor_sides())::uuid[])
  where d.id = confirmation.delivery_id
    and so.organisation_id = any (case confirmed_as when 'giver' then c.debtors else c.creditors end)));
create policy laid_in_its_partnership on ground as restrictive for insert to yntymaq_app with check (exists (
  select from claim k where k.id = ground.claim_id and k.partnership_id in (
    select partnership_id from commitment where id = ground.commitment_id
    union all select partnership_id from delivery where id = ground.delivery_id
    union all select partnership_id from capacity where id = ground.capacity_id
    union all select partnership_id from meeting where id = ground.meeting_id
    union all select partnership_id from instrument where id = ground.instrument_id)));
create policy corrected_by_its_own_side on correction as restrictive for insert to yntymaq_app with check (
  case
    when delivery_id is not null then exists (
      select from delivery d where d.id = correction.delivery_id and d.commitment_id = correction.commitment_id
        and d.side_id = correction.side_id)
    when capacity_id is not null then exists (
      select from capacity k where k.id = correction.capacity_id and k.side_id = correction.side_id)
    else exists (select from commitment c where c.id = correction.commitment_id and c.side_id = correction.side_id)
  end);
create policy disputed_where_it_stands on dispute as restrictive for insert to yntymaq_app with check (exists (
  select from ground g left join delivery d on d.id = g.delivery_id
  where g.claim_id = dispute.claim_id and coalesce(g.commitment_id, d.commitment_id) = dispute.commitment_id));
create policy asked_of_ones_own on publication_request as restrictive for insert to yntymaq_app with check (
  case about
    when 'withdrawn' then exists (
      select from commitment c where c.id = publication_request.commitment_id and c.side_id = publication_request.side_id)
    else exists (
      select from assessment v where v.id = publication_request.assessment_id
        and v.commitment_id = publication_request.commitment_id and v.side_id = publication_request.side_id)
  end);
create policy proposed_before_it_is_answered on settlement as restrictive for insert to yntymaq_app
  with check (state = 'proposed' and proposed_by = (select actor_person()));
create policy answered_with_the_agreed_entry on settlement as restrictive for update to yntymaq_app using (true) with check (
  exists (select from side s where s.id = settlement.answered_side and s.partnership_id = settlement.partnership_id)
  and (delivery_id is null or exists (
    select from delivery d where d.id = settlement.delivery_id and d.settlement_id = settlement.id)));
create policy of_the_same_promise on settled_delivery as restrictive for insert to yntymaq_app with check (exists (
  select from settlement s join delivery d on d.commitment_id = s.commitment_id
  where s.id = settled_delivery.settlement_id and d.id = settled_delivery.delivery_id));
