-- Searching: letters as they come from a keyboard without Kazakh, Uzbek or dotted Russian letters.
create function fold_letters(written text) returns text immutable parallel safe language sql
  return translate(lower(written), 'әғқңөұүһіёўҳ', 'агкноуухиеух');
-- The words of a text in all its languages, and of a place.
create function search_words(texts jsonb, place text) returns tsvector immutable parallel safe language sql
  return to_tsvector('simple', fold_letters(
    jsonb_path_query_array(texts, '$.*.text')::text || ' ' || coalesce(place, '')));
create index on commitment using gin (search_words(title, place));

-- A search by words cannot use its index under a row policy, so it is one statement that asks the same as the policy.
create function commitments_with_words(words tsquery) returns setof uuid stable language sql security definer
  set search_path = public, pg_temp
  begin atomic
    select c.id from commitment c
    where search_words(c.title, c.place) @@ words
      and (c.visibility = 'public'
           or c.owner_organisation = (select actor_organisation())
           or (c.visibility = 'own_side' and c.side_id = any ((select actor_sides())::uuid[]))
           or (c.visibility = 'partnership' and c.partnership_id = any ((select actor_partnerships())::uuid[])));
  end;
revoke all on function commitments_with_words(tsquery) from public;
grant execute on function commitments_with_words(tsquery) to yntymaq_app;
create index on commitment using gin (debtors);
create index on commitment using gin (creditors);
create index newest_promises on commitment (partnership_id, stated_on desc nulls last, id) where visibility = 'public';
create index newest_sources on source_document (published_first desc nulls last, id desc);
-- Counts what the public site counts, from the index alone.
create index public_standings on standing (partnership_id, is_demo, status_in_term, status_after, term_last)
  where audience = '00000000-0000-0000-0000-000000000000';

-- All that the public site can read: views that name their columns. Its role has no right on any table, so nothing
-- unpublished can leak into a page.
create view public_partnership as
  select id, slug, names, summary, is_demo, changed_at from partnership where visibility = 'public';

create view public_side as
  select s.id, s.partnership_id, s.position, s.names from side s
  where exists (select from partnership p where p.id = s.partnership_id and p.visibility = 'public');

create view public_organisation as
  select o.id, o.kind, o.country, o.place, o.names, o.is_demo from organisation o
  where exists (select from side_organisation so join partnership p on p.id = so.partnership_id
                where so.organisation_id = o.id and p.visibility = 'public');

create view public_side_organisation as
  select so.side_id, so.partnership_id, so.organisation_id from side_organisation so
  where exists (select from partnership p where p.id = so.partnership_id and p.visibility = 'public');

-- A commitment is public when it and its partnership are, as it stands for the public.
create view public_commitment as
  select c.id, c.partnership_id, c.is_demo, c.kind, c.title, c.measure_key, c.currency, c.target, c.comparator,
         c.strength, c.debtors, c.creditors, c.term, c.term_last, c.condition, c.condition_state, c.beneficiaries,
         c.place, c.stated_on, c.withdrawn_on, c.changed_at, search_words(c.title, c.place) as words,
         s.delivered, s.deliveries, s.reported_on, s.verdict, s.verdict_on,
         s.status_in_term, s.status_after, s.delivered_comparator, s.proven
  from commitment c
  join standing s on s.commitment_id = c.id and s.audience = '00000000-0000-0000-0000-000000000000'
  join partnership p on p.id = c.partnership_id and p.visibility = 'public'
  where c.visibility = 'public';

-- How public commitments stand, without the commitments themselves: for counting, and to tell whether one is public at all.
create view public_standing as
  select s.commitment_id, s.partnership_id, s.is_demo, s.term_last, s.status_in_term, s.status_after
  from standing s join partnership p on p.id = s.partnership_id and p.visibility = 'public'
  where s.audience = '00000000-0000-0000-0000-000000000000';

create view public_delivery as
  select d.id, d.commitment_id, d.is_demo, d.amount, d.comparator, d.period, d.place, d.reported_on,
         d.source_record is not null as is_from_records
  from delivery d join public_standing s on s.commitment_id = d.commitment_id
  where d.visibility = 'public' and d.retracted_at is null;

create view public_confirmation as
  select k.delivery_id, d.commitment_id, k.organisation_id, k.confirmed_as, k.at
  from confirmation k join public_delivery d on d.id = k.delivery_id;

create view public_assessment as
  select v.id, v.commitment_id, v.verdict, v.reasons, v.claim_id, v.true_on
  from assessment v join public_standing s on s.commitment_id = v.commitment_id
  where v.visibility = 'public';

create view public_capacity as
  select k.id, k.partnership_id, k.is_demo, k.title, k.amount, k.comparator, k.per
  from capacity k join public_partnership p on p.id = k.partnership_id
  where k.visibility = 'public' and k.retracted_at is null;

-- The quote and its citation; never the text it was taken from.
create view public_claim as
  select c.id, c.partnership_id, c.is_demo, c.kind, c.value, c.quote, c.sentence, c.quote_offset, c.language, c.position,
         c.span_start, c.span_end, s.id as document_id, s.title, s.publisher, s.address, s.published_on, s.published_first,
         s.taken_in_at, s.sha256
  from claim c
  join source_document s on s.id = c.document_id
  join partnership p on p.id = c.partnership_id and p.visibility = 'public'
  where c.visibility = 'public' and c.state = 'accepted';

-- What a figure rests on, with the claim itself. `commitment_id` also where it is a delivery that rests on it, so that
-- everything under one commitment is found at once. `offset 0` keeps the planner from weighing all ways to join eight
-- tables, which took ten times as long as reading the rows.
create view public_ground as
  select g.part, g.claim_id, g.commitment_id, g.delivery_id, g.capacity_id, k.*
  from (
    select part, claim_id, commitment_id, null::uuid as delivery_id, null::uuid as capacity_id
    from ground where commitment_id is not null
    union all
    select g.part, g.claim_id, d.commitment_id, g.delivery_id, null::uuid
    from ground g join delivery d on d.id = g.delivery_id and d.visibility = 'public' and d.retracted_at is null
    union all
    select g.part, g.claim_id, null::uuid, null::uuid, g.capacity_id
    from ground g join capacity c on c.id = g.capacity_id and c.visibility = 'public' and c.retracted_at is null
  ) g
  cross join lateral (select * from public_claim k where k.id = g.claim_id offset 0) k
  where g.commitment_id is null
     or exists (select from public_standing s where s.commitment_id = g.commitment_id offset 0);

grant select on public_partnership, public_side, public_organisation, public_side_organisation, public_commitment, public_standing,
  public_delivery, public_confirmation, public_assessment, public_capacity, public_claim, public_ground
  to yntymaq_public;
