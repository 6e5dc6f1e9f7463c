-- What instruments need beyond their tables: steps that correct steps, a state that moves only with a step, no cycles of
-- parents, and numbers of versions that tell nobody of what another side keeps to itself.

-- A wrong step is never unwritten: a further one names it and says why, and stands in its place; a void one says that
-- nothing of the kind happened. `corrects` always names the first of them, so that the newest correction counts.
alter table instrument_step
  add column corrects uuid references instrument_step,
  add column is_void boolean not null default false,
  add column reason jsonb,
  add check ((corrects is null) = (reason is null)),
  add check (not is_void or corrects is not null);
create index on instrument_step (corrects);

-- The steps as they stand: each in its place, with what the newest correction says of it.
create function instrument_steps(of_instrument uuid) returns table (root uuid, place integer, state text)
  stable language sql set search_path = public, pg_temp
  begin atomic
    select r.id, r.position, e.state
    from instrument_step r
    cross join lateral (
      select s.state, s.is_void from instrument_step s where s.id = r.id or s.corrects = r.id
      order by s.position desc limit 1) e
    where r.instrument_id = of_instrument and r.corrects is null and not e.is_void;
  end;
revoke all on function instrument_steps(uuid) from public;

-- The twin of the table in src/modules/instruments/instrument.ts; a test holds the two together.
create function instrument_may_move(from_state text, to_state text) returns boolean immutable language sql
  return case from_state
    when 'proposed' then to_state in ('proposed', 'under_negotiation', 'initialled', 'signed', 'in_force')
    when 'under_negotiation' then to_state in ('under_negotiation', 'initialled', 'signed', 'in_force')
    when 'initialled' then to_state in ('initialled', 'signed', 'in_force')
    when 'signed' then to_state in ('signed', 'in_force', 'suspended', 'completed', 'expired', 'terminated')
    when 'in_force' then to_state in ('in_force', 'suspended', 'completed', 'expired', 'terminated')
    when 'suspended' then to_state in ('suspended', 'in_force', 'completed', 'expired', 'terminated')
    else false
  end;

-- The state follows the steps, whatever the application asks for: it has no right to write it.
create function instrument_moves_with_its_steps() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  states text[];
begin
  perform from instrument where id = new.instrument_id for no key update;
  if new.corrects is not null and not exists (
      select from instrument_step r
      where r.id = new.corrects and r.instrument_id = new.instrument_id and r.corrects is null) then
    raise exception 'a correction names the first telling of a step of the same instrument' using errcode = '23514';
  end if;
  select array_agg(s.state order by s.place) into states from instrument_steps(new.instrument_id) s;
  if states is null then
    raise exception 'an instrument has at least one step' using errcode = '23514';
  end if;
  for i in 2 .. cardinality(states) loop
    if not instrument_may_move(states[i - 1], states[i]) then
      raise exception 'no step leads from % to %', states[i - 1], states[i] using errcode = '23514';
    end if;
  end loop;
  update instrument set state = states[cardinality(states)] where id = new.instrument_id;
  return null;
end $$;
revoke all on function instrument_moves_with_its_steps() from public;
create trigger moves_the_instrument after insert on instrument_step
  for each row execute function instrument_moves_with_its_steps();

alter table instrument alter column state set default 'proposed';
revoke insert, update (state) on instrument from yntymaq_app;
grant insert (id, owner_organisation, partnership_id, side_id, visibility, is_demo, kind, title, parties, binding,
  parent_id, parent_relation, parent_title, languages, covers, covers_first, covers_last, retracted_at, version,
  changed_at) on instrument to yntymaq_app;
create index on instrument (covers_last);

-- No instrument carries out, amends, replaces or belongs to itself, however many steps away. One at a time is asked, so
-- that two at once cannot close a circle between them.
create function instrument_parents_end() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if new.parent_id is null then return new; end if;
  perform pg_advisory_xact_lock(hashtextextended('parents of instruments', 0));
  if exists (
    with recursive above (id) as (
      select new.parent_id
      union
      select i.parent_id from instrument i join above a on i.id = a.id where i.parent_id is not null)
    select from above where id = new.id) then
    raise exception 'an instrument stands above itself' using errcode = '23514';
  end if;
  return new;
end $$;
revoke all on function instrument_parents_end() from public;
create trigger parents_end before insert or update of parent_id on instrument
  for each row execute function instrument_parents_end();

-- An article keeps its id when its words change: commitments are tied to it.
grant update (position, title, wording) on article to yntymaq_app;
create policy changed_by_the_wholes_side on article for update to yntymaq_app using (exists (
  select from instrument w where w.id = instrument_id and w.side_id = any ((select actor_sides())::uuid[])));

-- `number` counts a side's own versions and is told to that side alone; what is shared is counted anew, in the order of
-- sharing and for all sides together, so that neither count has a gap.
alter table instrument_version
  add column shared_number integer check (shared_number > 0),
  add column shared_at timestamptz,
  add check ((visibility = 'own_side') = (shared_number is null)),
  add check ((shared_number is null) = (shared_at is null)),
  add unique (instrument_id, language, shared_number);
grant update (shared_number, shared_at) on instrument_version to yntymaq_app;
create policy of_an_instrument_one_sees on instrument_version as restrictive for insert to yntymaq_app
  with check (exists (select from instrument i where i.id = instrument_id) and person = (select actor_person()));
create policy told_in_ones_own_name on instrument_step as restrictive for insert to yntymaq_app
  with check (person = (select actor_person()));

-- To the public each step stands as it was corrected; what was corrected, and why, stands beside it.
create or replace view public_instrument_step as
  select r.id, r.instrument_id, r.position, e.state, e.taken, e.taken_first, e.taken_last, e.known_on, e.manner, e.at,
         (select c.id from public_claim c where c.id = e.claim_id) as claim_id
  from instrument_step r
  join public_instrument i on i.id = r.instrument_id
  cross join lateral (
    select s.* from instrument_step s where s.id = r.id or s.corrects = r.id order by s.position desc limit 1) e
  where r.corrects is null and not e.is_void;

create view public_instrument_correction as
  select k.id, k.instrument_id, k.corrects as step_id, k.is_void, k.state, k.taken, k.known_on, k.reason, k.at
  from instrument_step k join public_instrument i on i.id = k.instrument_id
  where k.corrects is not null;
grant select on public_instrument_correction to yntymaq_public;
