create table encounter (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null references partnership,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  title jsonb not null,
  state text not null check (state in ('open', 'closed')),
  version integer not null,
  changed_at timestamptz not null,
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on encounter (partnership_id, changed_at);
create index on encounter (side_id);
alter table encounter enable row level security;
grant select, insert, update (visibility, title, state, version, changed_at) on encounter to yntymaq_app;
create policy seen on encounter for select to yntymaq_app using (
  visibility = 'public'
  or owner_organisation = (select actor_organisation())
  or (visibility = 'own_side' and side_id = any ((select actor_sides())::uuid[]))
  or (visibility = 'partnership' and partnership_id = any ((select actor_partnerships())::uuid[]))
);
create policy entered_for_ones_own_side on encounter for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[])
);
create policy changed_by_ones_own_side on encounter for update to yntymaq_app
  using (side_id = any ((select actor_sides())::uuid[]));
