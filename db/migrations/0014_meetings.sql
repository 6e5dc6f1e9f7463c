-- Minutes, versions of briefs, and calendars that a person may take with them.

-- The text of minutes as it was written and as it was approved. One version is written at a time; once approved it is
-- frozen, and what is wrong in it is mended by the next version. Until then only the side that writes it sees it.
create table minutes_version (
  id uuid primary key,
  meeting_id uuid not null,
  partnership_id uuid not null,
  side_id uuid not null,
  number integer not null check (number > 0),
  wording jsonb not null,
  -- Why an approved text is mended; the first version mends nothing.
  reasons jsonb,
  written_by uuid not null,
  written_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  version integer not null,
  check ((approved_by is null) = (approved_at is null)),
  check ((reasons is null) = (number = 1)),
  unique (meeting_id, number),
  foreign key (meeting_id, partnership_id) references meeting (id, partnership_id),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create unique index one_version_is_written_at_a_time on minutes_version (meeting_id) where approved_at is null;
alter table minutes_version enable row level security;
grant select, insert, delete on minutes_version to yntymaq_app;
grant update (wording, reasons, written_by, written_at, approved_by, approved_at, version) on minutes_version to yntymaq_app;
create policy seen_with_its_meeting_once_approved on minutes_version for select to yntymaq_app using (
  side_id = any ((select actor_sides())::uuid[])
  or (approved_at is not null and exists (select from meeting m where m.id = meeting_id))
);
create policy written_by_the_meetings_side on minutes_version for insert to yntymaq_app with check (
  approved_at is null and written_by = (select actor_person())
  and exists (select from meeting m where m.id = meeting_id and m.side_id = minutes_version.side_id)
  and side_id = any ((select actor_sides())::uuid[])
);
create policy frozen_once_approved on minutes_version for update to yntymaq_app
  using (approved_at is null and side_id = any ((select actor_sides())::uuid[]))
  -- Who writes or approves does so in their own name.
  with check (coalesce(approved_by, written_by) = (select actor_person()));
create policy only_drafts_are_thrown_away on minutes_version for delete to yntymaq_app
  using (approved_at is null and side_id = any ((select actor_sides())::uuid[]));

-- What a meeting shows as its minutes is its newest approved version, whatever the application asks for.
create function minutes_are_the_approved() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  approved minutes_version;
begin
  select * into approved from minutes_version v where v.meeting_id = new.id and v.approved_at is not null
    order by v.number desc limit 1;
  if new.minutes_state = 'draft' or new.minutes is distinct from approved.wording
      or new.minutes_approved_by is distinct from approved.approved_by then
    raise exception 'the minutes of a meeting are its newest approved version' using errcode = '23514';
  end if;
  return new;
end $$;
revoke all on function minutes_are_the_approved() from public;
create trigger minutes_are_the_approved before insert or update of minutes, minutes_state, minutes_approved_by on meeting
  for each row execute function minutes_are_the_approved();

create policy written_in_ones_own_name on brief as restrictive for insert to yntymaq_app
  with check (written_by = (select actor_person()));

-- What a brief said before it was changed.
create table brief_version (
  brief_id uuid not null references brief,
  number integer not null check (number > 0),
  title jsonb not null,
  wording jsonb not null,
  written_by uuid not null,
  at timestamptz not null,
  primary key (brief_id, number)
);
alter table brief_version enable row level security;
grant select, insert on brief_version to yntymaq_app;
create policy seen_with_its_brief on brief_version for select to yntymaq_app
  using (exists (select from brief b where b.id = brief_id));
create policy kept_by_the_briefs_side on brief_version for insert to yntymaq_app with check (
  written_by = (select actor_person())
  and exists (select from brief b where b.id = brief_id and b.side_id = any ((select actor_sides())::uuid[])));

-- An address at which a calendar program reads the meetings that an organisation sees. The address is a secret of one
-- person: only its hash is kept, and it ends with the person's part in the organisation or when it is revoked.
create table calendar_feed (
  id uuid primary key,
  person uuid not null,
  organisation_id uuid not null references organisation,
  secret_hash text not null unique check (secret_hash ~ '^[0-9a-f]{64}$'),
  label text not null check (length(label) between 1 and 80),
  made_at timestamptz not null,
  read_on date,
  revoked_at timestamptz
);
create index on calendar_feed (person);
alter table calendar_feed enable row level security;
grant select (id, person, organisation_id, label, made_at, read_on, revoked_at), insert, update (revoked_at)
  on calendar_feed to yntymaq_app;
create policy ones_own on calendar_feed for select to yntymaq_app
  using (person = (select actor_person()) and organisation_id = (select actor_organisation()));
create policy made_for_oneself on calendar_feed for insert to yntymaq_app with check (
  person = (select actor_person()) and organisation_id = (select actor_organisation()) and revoked_at is null);
create policy revoked_by_its_owner on calendar_feed for update to yntymaq_app
  using (person = (select actor_person()) and organisation_id = (select actor_organisation()));

-- The first statement of a request to such an address: reads as a service in the organisation's name, never as the
-- person, so nothing that is the person's own can leave by it. No row where there is no such address any more.
create function enter_by_calendar(secret_hash text) returns table (organisation uuid) language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform seat(null, null, null);
  select f.organisation_id into organisation
    from calendar_feed f join membership m on m.person = f.person and m.organisation_id = f.organisation_id
    where f.secret_hash = enter_by_calendar.secret_hash and f.revoked_at is null;
  if organisation is null then return; end if;
  update calendar_feed f set read_on = current_date
    where f.secret_hash = enter_by_calendar.secret_hash and f.read_on is distinct from current_date;
  perform seat(null, 'calendar', organisation);
  return next;
end $$;
revoke all on function enter_by_calendar(text) from public;
grant execute on function enter_by_calendar(text) to yntymaq_app;
