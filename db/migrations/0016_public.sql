-- What the public pages read beside the ledger: where a commitment was made, who appeared in public, and what is new.

-- What a public commitment hangs on, each only where it is public itself; joined so that the pages of a meeting, an instrument
-- or a whole find their commitments by an index.
create view public_commitment_link as
  select c.id as commitment_id, c.partnership_id, m.id as meeting_id, i.id as instrument_id, a.id as article_id,
         w.id as part_of, r.id as replaced_by
  from commitment c
  join standing s on s.commitment_id = c.id and s.audience = '00000000-0000-0000-0000-000000000000'
  join partnership p on p.id = c.partnership_id and p.visibility = 'public'
  left join meeting m on m.id = c.meeting_id and m.visibility = 'public' and m.retracted_at is null
  left join instrument i on i.id = c.instrument_id and i.visibility = 'public' and i.retracted_at is null
  left join article a on a.id = c.article_id and a.instrument_id = i.id
  left join commitment w on w.id = c.part_of and w.visibility = 'public' and w.retracted_at is null
  left join commitment r on r.id = c.replaced_by and r.visibility = 'public' and r.retracted_at is null
  where c.visibility = 'public';

-- What was done without a promise of it that is known: it is told, and no promise is open because of it.
create view public_unpromised as
  select c.id, c.partnership_id, c.is_demo
  from commitment c
  join standing s on s.commitment_id = c.id and s.audience = '00000000-0000-0000-0000-000000000000'
  join partnership p on p.id = c.partnership_id and p.visibility = 'public'
  where c.visibility = 'public' and c.strength is null;
create index public_unpromised_of_a_partnership on commitment (partnership_id, is_demo, id)
  where visibility = 'public' and strength is null;

-- Office holders are public where they took part in something public, and with the posts that the directory has of them.
create view public_post as
  select o.id, o.person_id, o.organisation_id, o.title, o.since, o.until, o.seen_on from post o
  where o.removed_at is null and exists (select from public_person p where p.id = o.person_id);

-- When something public was published or changed; what it is, the view of its own says.
create view public_event as
  select e.id, e.at, e.subject, e.subject_id, e.partnership_id, e.is_demo
  from event e join partnership p on p.id = e.partnership_id and p.visibility = 'public'
  where e.visibility = 'public' and e.subject in ('commitment', 'delivery', 'meeting', 'instrument');
create index newest_public_events on event (at desc, id desc) where visibility = 'public';
create index newest_public_events_of_a_partnership on event (partnership_id, at desc, id desc) where visibility = 'public';

-- By place: its key where the ledger has one, else what was written.
create index public_places on commitment (place_key) where visibility = 'public' and place_key is not null;
create index public_place_names on commitment (place) where visibility = 'public' and place_key is null and place is not null;
create index public_delivery_places on delivery (place_key) where visibility = 'public' and place_key is not null;
create index public_delivery_place_names on delivery (place) where visibility = 'public' and place_key is null and place is not null;
create index on meeting (place_key) where place_key is not null;
create index public_corrections on correction (at desc, id) where visibility = 'public';
create index on instrument using gin (parties);
create index on confirmation (organisation_id);

grant select on public_commitment_link, public_unpromised, public_post, public_event to yntymaq_public;
