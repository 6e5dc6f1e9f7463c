-- Organisations are known to everybody who signs in; what they do together is not.
create table organisation (
  id uuid primary key,
  kind text not null check (kind in ('ministry', 'administration', 'government', 'embassy', 'hospital', 'university',
    'donor', 'company', 'foundation', 'association', 'agency')),
  country char(2) not null,
  place text,
  names jsonb not null,
  is_demo boolean not null,
  registered_by uuid,
  version integer not null,
  changed_at timestamptz not null
);
alter table organisation enable row level security;
grant select, insert, update (kind, country, place, names, version, changed_at) on organisation to yntymaq_app;
grant select on organisation to yntymaq_worker;
create policy known_to_all on organisation for select to yntymaq_app, yntymaq_worker
  using ((select actor_organisation()) is not null);
create policy registered_by_anybody on organisation for insert to yntymaq_app
  with check (registered_by = (select actor_organisation()));
create policy changed_by_itself_or_who_registered_it on organisation for update to yntymaq_app
  using ((select actor_organisation()) in (id, registered_by));

alter table membership add foreign key (organisation_id) references organisation;
alter table side_organisation add foreign key (organisation_id) references organisation;

create table partnership (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  names jsonb not null,
  summary jsonb not null,
  owner_organisation uuid not null references organisation,
  visibility text not null check (visibility in ('partnership', 'public')),
  is_demo boolean not null,
  version integer not null,
  changed_at timestamptz not null
);
create index on partnership (owner_organisation);
alter table side add foreign key (partnership_id) references partnership;
alter table event add foreign key (owner_organisation) references organisation;
alter table file add foreign key (owner_organisation) references organisation;
alter table partnership enable row level security;
grant select, insert, update (names, summary, visibility, version, changed_at) on partnership to yntymaq_app;
grant select on partnership to yntymaq_worker;
create policy seen on partnership for select to yntymaq_app, yntymaq_worker using (
  visibility = 'public'
  or owner_organisation = (select actor_organisation())
  or id = any ((select actor_partnerships())::uuid[])
);
create policy opened_by_its_owner on partnership for insert to yntymaq_app
  with check (owner_organisation = (select actor_organisation()));
create policy changed_by_its_owner on partnership for update to yntymaq_app
  using (owner_organisation = (select actor_organisation()));

-- Sides are seen by whoever sees the partnership: the subquery is itself under the policy above.
create policy seen on side for select to yntymaq_app, yntymaq_worker
  using (exists (select from partnership p where p.id = partnership_id));
create policy seen on side_organisation for select to yntymaq_app, yntymaq_worker
  using (exists (select from partnership p where p.id = partnership_id));
grant insert on side, side_organisation to yntymaq_app;
create policy drawn_by_the_owner on side for insert to yntymaq_app with check (
  exists (select from partnership p where p.id = partnership_id and p.owner_organisation = (select actor_organisation()))
);
create policy drawn_by_the_owner on side_organisation for insert to yntymaq_app with check (
  exists (select from partnership p where p.id = partnership_id and p.owner_organisation = (select actor_organisation()))
);
