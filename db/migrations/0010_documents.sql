-- Papers in PDF and Word, pages fetched by their address, and which documents are one release.

-- Where each page of a paged document begins in its text; where a page was fetched from, and when. All of it stays with
-- the side that took it in, as the text does.
alter table document_content
  add column page_starts integer[],
  add column asked_address text,
  add column fetched_from text,
  add column fetched_at timestamptz,
  add check (num_nulls(asked_address, fetched_from, fetched_at) in (0, 3));

-- A title keeps its language; other versions say who wrote them (LocalisedText without the title's own language).
alter table source_document
  add column titles jsonb,
  add column version integer not null default 1;
grant update (titles, version) on source_document to yntymaq_app;
create index on source_document (side_id, published_first);
create index on source_document (side_id, language);

-- Which documents are one release. A row for each document that has enough words to be compared: `sketch` is a
-- MinHash of its shingles. Membership is offered, kept or taken apart by a person; what is apart counts by itself.
create table document_release (
  document_id uuid primary key,
  side_id uuid not null,
  partnership_id uuid not null,
  owner_organisation uuid not null references organisation,
  release_id uuid not null,
  state text not null check (state in ('offered', 'kept', 'apart')),
  sketch integer[] not null check (cardinality(sketch) = 64),
  foreign key (document_id, side_id) references source_document (id, side_id)
);
create index on document_release (side_id, release_id);
alter table document_release enable row level security;
grant select, insert, update (state) on document_release to yntymaq_app;
create policy kept_by_ones_own_side on document_release for select to yntymaq_app
  using (side_id = any ((select actor_sides())::uuid[]));
create policy compared_for_ones_own_side on document_release for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[])
);
create policy sorted_by_ones_own_side on document_release for update to yntymaq_app
  using (side_id = any ((select actor_sides())::uuid[]));

-- Documents with a band in common are compared; all others are not. Equality only, so that the index serves a row policy.
create table document_band (
  side_id uuid not null,
  band bigint not null,
  document_id uuid not null references document_release,
  primary key (side_id, band, document_id)
);
create index on document_band (document_id);
alter table document_band enable row level security;
grant select, insert on document_band to yntymaq_app;
create policy kept_by_ones_own_side on document_band for select to yntymaq_app
  using (side_id = any ((select actor_sides())::uuid[]));
create policy compared_for_ones_own_side on document_band for insert to yntymaq_app
  with check (side_id = any ((select actor_sides())::uuid[]));

-- The page of a paper on which a quote stands, so that whoever may see the quote can look it up.
alter table claim add column page integer check (page > 0);
