-- What one currency was worth in another on a day, as its source published it: one unit of `base` is `rate` of `quote`.
-- An import is the file that brought them. A rate is never written over: a corrected one follows the one it replaces, and
-- another source of the same day stands beside.
create table rate_import (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  person uuid not null,
  at timestamptz not null,
  file_name text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$')
);
alter table rate_import enable row level security;
grant select, insert on rate_import to yntymaq_app;
create policy known_to_all on rate_import for select to yntymaq_app using ((select actor_organisation()) is not null);
create policy brought_in_ones_own_name on rate_import for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and person = (select actor_person())
);

create table rate (
  id uuid primary key,
  import_id uuid not null references rate_import,
  owner_organisation uuid not null references organisation,
  is_demo boolean not null,
  base char(3) not null,
  quote char(3) not null,
  day date not null,
  rate numeric not null check (rate > 0),
  source text not null check (length(source) between 1 and 200),
  version integer not null check (version > 0),
  replaced_at timestamptz,
  check (base <> quote)
);
create unique index one_rate_of_a_source_and_day on rate (base, quote, day, source, is_demo) where replaced_at is null;
create index newest_rates on rate (day desc, id desc) where replaced_at is null;
create index rates_by_pair on rate (base, quote, day, id) where replaced_at is null;
create index on rate (import_id);
alter table rate enable row level security;
grant select, insert, update (replaced_at) on rate to yntymaq_app;
create policy known_to_all on rate for select to yntymaq_app using ((select actor_organisation()) is not null);
create policy brought_in_ones_own_name on rate for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation())
  and exists (select from rate_import i where i.id = import_id and i.owner_organisation = (select actor_organisation()))
);
create policy replaced_by_who_brought_it on rate for update to yntymaq_app
  using (owner_organisation = (select actor_organisation()));

create view public_rate as
  select base, quote, day, rate, source, is_demo from rate where replaced_at is null;
grant select on public_rate to yntymaq_public;
