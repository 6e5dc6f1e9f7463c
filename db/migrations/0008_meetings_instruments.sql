-- Where things are agreed, and by what: meetings, instruments, and what ties a commitment to them.

-- An encounter of parties. `held` says when as far as it is known (EDTF), null where only the day of the report is
-- (`reported_on`); `starts_at` and `ends_at` are there when the hour is known, in the zone of the place.
create table meeting (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null references partnership,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  title jsonb not null,
  state text not null check (state in ('planned', 'held', 'cancelled')),
  held text,
  held_first date,
  held_last date,
  starts_at timestamptz,
  ends_at timestamptz,
  zone text,
  reported_on date,
  manner text not null check (manner in ('in_person', 'online', 'hybrid', 'not_stated')),
  place_key text,
  venue jsonb,
  agenda jsonb,
  minutes jsonb,
  minutes_state text not null check (minutes_state in ('none', 'draft', 'approved')),
  minutes_approved_by uuid,
  minutes_approved_at timestamptz,
  retracted_at timestamptz,
  version integer not null,
  changed_at timestamptz not null,
  check (ends_at is null or ends_at >= starts_at),
  check (starts_at is null or zone is not null),
  check ((minutes is null) = (minutes_state = 'none')),
  check ((minutes_state = 'approved') = (minutes_approved_at is not null)),
  unique (id, partnership_id),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on meeting (partnership_id, held_first);

-- Who took part, with the name and the post as of then. `person_id` is the office holder in the directory, if known.
create table meeting_participant (
  id uuid primary key,
  meeting_id uuid not null references meeting,
  position integer not null,
  side_id uuid references side,
  organisation_id uuid references organisation,
  person_id uuid,
  name jsonb,
  post jsonb,
  part text not null check (part in ('head', 'member', 'guest')),
  check (num_nonnulls(organisation_id, person_id, name) > 0)
);
create index on meeting_participant (meeting_id, position);
create index on meeting_participant (person_id);
create index on meeting_participant (organisation_id);

-- What a side offered, asked, agreed, told or talked about there. It may have become a commitment.
create table meeting_point (
  id uuid primary key,
  meeting_id uuid not null references meeting,
  position integer not null,
  side_id uuid references side,
  kind text not null check (kind in ('offered', 'asked', 'agreed', 'informed', 'discussed')),
  strength text check (strength in ('discussed', 'proposed', 'considered', 'agreed_to_consider', 'planned', 'promised',
    'agreed', 'signed')),
  wording jsonb not null,
  commitment_id uuid references commitment
);
create index on meeting_point (meeting_id, position);
create index on meeting_point (commitment_id);

-- Which documents tell of the meeting.
create table meeting_document (
  meeting_id uuid not null references meeting,
  document_id uuid not null references source_document,
  primary key (meeting_id, document_id)
);

-- What the own side keeps in mind for a meeting: nobody else ever sees it, so it has no visibility to widen.
create table brief (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null references partnership,
  side_id uuid not null,
  visibility text not null check (visibility = 'own_side'),
  is_demo boolean not null,
  meeting_id uuid references meeting,
  title jsonb not null,
  wording jsonb not null,
  written_by uuid not null,
  retracted_at timestamptz,
  version integer not null,
  changed_at timestamptz not null,
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on brief (partnership_id);
create index on brief (meeting_id);

-- A memorandum, an agreement, a plan. `state` is where the last step left it and moves only with a step.
create table instrument (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null references partnership,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  kind text not null check (kind in ('memorandum', 'intergovernmental_agreement', 'exchange_of_notes',
    'cooperation_plan', 'grant_agreement', 'protocol', 'not_stated')),
  title jsonb not null,
  parties uuid[] not null,
  binding text not null check (binding in ('binding', 'not_binding', 'not_stated')),
  parent_id uuid references instrument,
  parent_relation text check (parent_relation in ('carries_out', 'amends', 'replaces', 'belongs_to')),
  -- The parent in words where it is no record of its own.
  parent_title jsonb,
  languages text[] not null,
  -- For which years it is made (EDTF), such as 2019/2024.
  covers text,
  covers_first date,
  covers_last date,
  state text not null check (state in ('proposed', 'under_negotiation', 'initialled', 'signed', 'in_force', 'suspended',
    'completed', 'expired', 'terminated')),
  retracted_at timestamptz,
  version integer not null,
  changed_at timestamptz not null,
  check (parent_id is distinct from id),
  check ((parent_relation is null) = (num_nonnulls(parent_id, parent_title) = 0)),
  unique (id, partnership_id),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on instrument (partnership_id);
create index on instrument (parent_id);

-- A step of the lifecycle: to which state, when as far as it is known (EDTF), in what manner, and when a source said so
-- (EDTF, as exact as the source): "still a draft" is true as of `known_on`, whenever the draft was made.
create table instrument_step (
  id uuid primary key,
  instrument_id uuid not null references instrument,
  position integer not null,
  state text not null check (state in ('proposed', 'under_negotiation', 'initialled', 'signed', 'in_force', 'suspended',
    'completed', 'expired', 'terminated')),
  taken text,
  taken_first date,
  taken_last date,
  known_on text,
  manner jsonb,
  claim_id uuid references claim,
  person uuid not null,
  at timestamptz not null,
  check (num_nonnulls(taken, known_on) > 0),
  unique (instrument_id, position)
);

create index on instrument_step (claim_id);

create table signatory (
  id uuid primary key,
  instrument_id uuid not null references instrument,
  position integer not null,
  organisation_id uuid not null references organisation,
  person_id uuid,
  name jsonb,
  post jsonb,
  signed text
);
create index on signatory (instrument_id, position);
create index on signatory (person_id);
create index on signatory (organisation_id);

create table article (
  id uuid primary key,
  instrument_id uuid not null references instrument,
  position integer not null,
  number text not null,
  title jsonb,
  wording jsonb,
  unique (instrument_id, number)
);

-- A version of the text while it is negotiated; the side that laid it down keeps it to itself or shares it.
create table instrument_version (
  id uuid primary key,
  instrument_id uuid not null references instrument,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  number integer not null check (number > 0),
  language text not null,
  label jsonb,
  wording text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  person uuid not null,
  at timestamptz not null,
  -- A side counts its own versions: another side's private ones leave no gap.
  unique (instrument_id, side_id, language, number),
  foreign key (instrument_id, partnership_id) references instrument (id, partnership_id),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);

create table instrument_document (
  instrument_id uuid not null references instrument,
  document_id uuid not null references source_document,
  part text not null check (part in ('text', 'annex', 'tells_of')),
  primary key (instrument_id, document_id)
);

-- A commitment may have been made at a meeting, or under an instrument and one of its articles.
alter table commitment add column meeting_id uuid references meeting,
  add column instrument_id uuid references instrument,
  add column article_id uuid references article;
create index on commitment (meeting_id);
create index on commitment (instrument_id);
grant update (meeting_id, instrument_id, article_id) on commitment to yntymaq_app;

-- Meetings and instruments rest on claims as figures do. A step of an instrument may have its own ground.
alter table ground add column meeting_id uuid references meeting,
  add column instrument_id uuid references instrument;
do $$
declare
  rule text;
begin
  for rule in select conname from pg_constraint where conrelid = 'ground'::regclass and contype = 'c'
              and pg_get_constraintdef(oid) like '%num_nonnulls%' loop
    execute format('alter table ground drop constraint %I', rule);
  end loop;
end $$;
alter table ground add constraint ground_is_of_one_thing
  check (num_nonnulls(commitment_id, delivery_id, capacity_id, meeting_id, instrument_id) = 1);
drop index one_ground_of_a_claim;
create unique index one_ground_of_a_claim on ground
  (claim_id, coalesce(commitment_id, delivery_id, capacity_id, meeting_id, instrument_id), part);
create index on ground (meeting_id);
create index on ground (instrument_id);

-- Row policies: the same ladder on every table that has a visibility. For migrations alone.
create function guard_by_ladder(guarded text) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  execute format('alter table %I enable row level security', guarded);
  execute format('grant select, insert on %I to yntymaq_app', guarded);
  execute format($policy$
    create policy seen on %I for select to yntymaq_app using (
      visibility = 'public'
      or owner_organisation = (select actor_organisation())
      or (visibility = 'own_side' and side_id = any ((select actor_sides())::uuid[]))
      or (visibility = 'partnership' and partnership_id = any ((select actor_partnerships())::uuid[]))
    )$policy$, guarded);
end $$;
revoke all on function guard_by_ladder(text) from public;
do $$
declare
  name text;
begin
  foreach name in array array['meeting', 'brief', 'instrument', 'instrument_version'] loop
    perform guard_by_ladder(name);
    execute format($policy$
      create policy entered_for_ones_own_side on %I for insert to yntymaq_app with check (
        owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[])
      )$policy$, name);
    execute format($policy$
      create policy changed_by_ones_own_side on %I for update to yntymaq_app
        using (side_id = any ((select actor_sides())::uuid[]))$policy$, name);
  end loop;
end $$;
grant update (visibility, title, state, held, held_first, held_last, starts_at, ends_at, zone, reported_on, manner,
  place_key, venue, agenda, minutes, minutes_state, minutes_approved_by, minutes_approved_at, retracted_at, version,
  changed_at) on meeting to yntymaq_app;
grant update (meeting_id, title, wording, retracted_at, version, changed_at) on brief to yntymaq_app;
grant update (visibility, kind, title, parties, binding, parent_id, parent_relation, parent_title, languages, covers,
  covers_first, covers_last, state, retracted_at, version, changed_at) on instrument to yntymaq_app;
grant update (visibility, label) on instrument_version to yntymaq_app;

-- Parts are seen with the whole, and changed by the side that keeps it: the subqueries are themselves under the policies.
do $$
declare
  part record;
begin
  for part in select * from (values ('meeting_participant', 'meeting'), ('meeting_point', 'meeting'),
      ('meeting_document', 'meeting'), ('instrument_step', 'instrument'), ('signatory', 'instrument'),
      ('article', 'instrument'), ('instrument_document', 'instrument')) as parts (name, whole) loop
    execute format('alter table %I enable row level security', part.name);
    execute format('grant select, insert, delete on %I to yntymaq_app', part.name);
    execute format('create policy seen_with_its_whole on %I for select to yntymaq_app
      using (exists (select from %I w where w.id = %I))', part.name, part.whole, part.whole || '_id');
    execute format('create policy kept_by_the_wholes_side on %I for insert to yntymaq_app with check (exists (
      select from %I w where w.id = %I and w.side_id = any ((select actor_sides())::uuid[])))',
      part.name, part.whole, part.whole || '_id');
    execute format('create policy taken_out_by_the_wholes_side on %I for delete to yntymaq_app using (exists (
      select from %I w where w.id = %I and w.side_id = any ((select actor_sides())::uuid[])))',
      part.name, part.whole, part.whole || '_id');
  end loop;
end $$;
-- What happened to an instrument is not unwritten.
revoke delete on instrument_step from yntymaq_app;
grant update (position, kind, strength, wording, side_id, commitment_id) on meeting_point to yntymaq_app;
create policy changed_by_the_wholes_side on meeting_point for update to yntymaq_app using (exists (
  select from meeting w where w.id = meeting_id and w.side_id = any ((select actor_sides())::uuid[])));

drop policy seen_with_its_figure_and_claim on ground;
drop policy laid_by_the_claims_side on ground;
create policy seen_with_its_thing_and_claim on ground for select to yntymaq_app using (
  exists (select from claim c where c.id = claim_id)
  and (exists (select from commitment c where c.id = commitment_id)
       or exists (select from delivery d where d.id = delivery_id)
       or exists (select from capacity c where c.id = capacity_id)
       or exists (select from meeting m where m.id = meeting_id)
       or exists (select from instrument i where i.id = instrument_id))
);
create policy laid_by_the_claims_side on ground for insert to yntymaq_app with check (
  exists (select from claim c where c.id = claim_id and c.side_id = any ((select actor_sides())::uuid[]))
  and (exists (select from commitment c where c.id = commitment_id)
       or exists (select from delivery d where d.id = delivery_id)
       or exists (select from capacity c where c.id = capacity_id)
       or exists (select from meeting m where m.id = meeting_id)
       or exists (select from instrument i where i.id = instrument_id))
);

create view public_meeting as
  select m.id, m.partnership_id, m.is_demo, m.title, m.state, m.held, m.held_first, m.held_last, m.starts_at, m.ends_at,
         m.zone, m.reported_on, m.manner, m.place_key, m.venue, m.agenda,
         case when m.minutes_state = 'approved' then m.minutes end as minutes, m.changed_at
  from meeting m join partnership p on p.id = m.partnership_id and p.visibility = 'public'
  where m.visibility = 'public' and m.retracted_at is null;

create view public_meeting_participant as
  select k.id, k.meeting_id, k.position, k.side_id, k.organisation_id, k.person_id, k.name, k.post, k.part
  from meeting_participant k join public_meeting m on m.id = k.meeting_id;

-- Its commitment is named only where that is public too.
create view public_meeting_point as
  select k.id, k.meeting_id, k.position, k.side_id, k.kind, k.strength, k.wording, s.commitment_id
  from meeting_point k join public_meeting m on m.id = k.meeting_id
  left join public_standing s on s.commitment_id = k.commitment_id;

create view public_instrument as
  select i.id, i.partnership_id, i.is_demo, i.kind, i.title, i.parties, i.binding, i.parent_relation, i.parent_title,
         (select u.id from instrument u where u.id = i.parent_id and u.visibility = 'public' and u.retracted_at is null)
           as parent_id,
         i.languages, i.covers, i.covers_first, i.covers_last, i.state, i.changed_at
  from instrument i join partnership p on p.id = i.partnership_id and p.visibility = 'public'
  where i.visibility = 'public' and i.retracted_at is null;

create view public_instrument_step as
  select k.id, k.instrument_id, k.position, k.state, k.taken, k.taken_first, k.taken_last, k.known_on, k.manner, k.at,
         (select c.id from public_claim c where c.id = k.claim_id) as claim_id
  from instrument_step k join public_instrument i on i.id = k.instrument_id;

create view public_signatory as
  select k.id, k.instrument_id, k.position, k.organisation_id, k.person_id, k.name, k.post, k.signed
  from signatory k join public_instrument i on i.id = k.instrument_id;

create view public_article as
  select k.id, k.instrument_id, k.position, k.number, k.title, k.wording
  from article k join public_instrument i on i.id = k.instrument_id;

grant select on public_meeting, public_meeting_participant, public_meeting_point, public_instrument,
  public_instrument_step, public_signatory, public_article to yntymaq_public;

create or replace view public_ground as
  select g.part, g.claim_id, g.commitment_id, g.delivery_id, g.capacity_id, k.*, g.meeting_id, g.instrument_id
  from (
    select part, claim_id, commitment_id, null::uuid as delivery_id, null::uuid as capacity_id,
           null::uuid as meeting_id, null::uuid as instrument_id
    from ground where commitment_id is not null
    union all
    select g.part, g.claim_id, d.commitment_id, g.delivery_id, null::uuid, null::uuid, null::uuid
    from ground g join delivery d on d.id = g.delivery_id and d.visibility = 'public' and d.retracted_at is null
    union all
    select g.part, g.claim_id, null::uuid, null::uuid, g.capacity_id, null::uuid, null::uuid
    from ground g join capacity c on c.id = g.capacity_id and c.visibility = 'public' and c.retracted_at is null
    union all
    select g.part, g.claim_id, null::uuid, null::uuid, null::uuid, g.meeting_id, null::uuid
    from ground g join public_meeting m on m.id = g.meeting_id
    union all
    select g.part, g.claim_id, null::uuid, null::uuid, null::uuid, null::uuid, g.instrument_id
    from ground g join public_instrument i on i.id = g.instrument_id
  ) g
  cross join lateral (select * from public_claim k where k.id = g.claim_id offset 0) k
  where g.commitment_id is null
     or exists (select from public_standing s where s.commitment_id = g.commitment_id offset 0);
