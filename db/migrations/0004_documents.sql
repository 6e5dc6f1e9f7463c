-- A source document, as others may cite it. Publishing a quote widens the visibility of its citation, never of its text.
create table source_document (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  title text not null,
  publisher text,
  address text,
  language text not null,
  published_on text,
  published_first date,
  taken_in_at timestamptz not null,
  taken_in_by uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  unique (id, side_id),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
-- A side takes in the same bytes once, whichever of its organisations comes first; another side never notices.
create unique index one_intake_of_the_same_bytes on source_document (side_id, sha256);
create index on source_document (side_id, taken_in_at);
create index on source_document (partnership_id);
alter table source_document enable row level security;
grant select, insert, update (visibility, title, publisher, address, published_on, published_first)
  on source_document to yntymaq_app;
create policy seen on source_document for select to yntymaq_app using (
  visibility = 'public'
  or owner_organisation = (select actor_organisation())
  or (visibility = 'own_side' and side_id = any ((select actor_sides())::uuid[]))
  or (visibility = 'partnership' and partnership_id = any ((select actor_partnerships())::uuid[]))
);
create policy taken_in_for_ones_own_side on source_document for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[])
);
create policy changed_by_ones_own_side on source_document for update to yntymaq_app
  using (side_id = any ((select actor_sides())::uuid[]));

-- What was read in it: the whole text stays with the side that took it in, whatever is published of it.
-- The keys hold it to a document of the same side and to a file of its own organisation, so that nobody can read
-- another's file, or publish another's title, by pointing at it.
alter table file add unique (id, owner_organisation);
create table document_content (
  document_id uuid primary key,
  side_id uuid not null,
  owner_organisation uuid not null,
  file_id uuid not null,
  media_type text not null,
  encoding text not null,
  text text not null,
  blocks jsonb not null,
  problems jsonb not null,
  foreign key (document_id, side_id) references source_document (id, side_id),
  foreign key (file_id, owner_organisation) references file (id, owner_organisation)
);
alter table document_content enable row level security;
grant select, insert on document_content to yntymaq_app;
create policy kept_by_ones_own_side on document_content for select to yntymaq_app
  using (side_id = any ((select actor_sides())::uuid[]));
create policy kept_for_ones_own_side on document_content for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[])
);
create index on document_content (file_id);
create policy read_by_the_documents_side on file for select to yntymaq_app
  using (exists (select from document_content c where c.file_id = file.id));

-- What a source says. `value` is what a person confirmed, `read_value` what the reader proposed (null: made by hand).
create table claim (
  id uuid primary key,
  document_id uuid not null,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  position integer not null,
  kind text not null check (kind in ('money', 'count', 'capacity', 'date', 'period', 'instrument', 'commitment',
    'delivery')),
  value jsonb not null,
  read_value jsonb,
  quote text not null,
  span_start integer not null check (span_start >= 0),
  span_end integer not null check (span_end > span_start),
  sentence text not null,
  quote_offset integer not null check (quote_offset >= 0),
  language text not null,
  stage text not null,
  confidence real not null check (confidence between 0 and 1),
  state text not null check (state in ('draft', 'accepted', 'rejected')),
  decided_by uuid,
  decided_at timestamptz,
  version integer not null,
  check ((state = 'draft') = (decided_at is null)),
  check (visibility = 'own_side' or state = 'accepted'),
  foreign key (document_id, side_id) references source_document (id, side_id),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on claim (document_id, position);
create index claims_to_review on claim (side_id) where state = 'draft';
create index on claim (partnership_id);
alter table claim enable row level security;
grant select, insert, update (kind, value, state, decided_by, decided_at, version, visibility) on claim to yntymaq_app;
create policy seen on claim for select to yntymaq_app using (
  visibility = 'public'
  or owner_organisation = (select actor_organisation())
  or (visibility = 'own_side' and side_id = any ((select actor_sides())::uuid[]))
  or (visibility = 'partnership' and partnership_id = any ((select actor_partnerships())::uuid[]))
);
create policy made_for_ones_own_side on claim for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[])
);
create policy decided_by_ones_own_side on claim for update to yntymaq_app
  using (side_id = any ((select actor_sides())::uuid[]));
