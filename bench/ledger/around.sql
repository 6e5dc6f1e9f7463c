-- What stands around the promises: people and posts, meetings, instruments, parts, differences, corrections, answers, disputes, what
-- waits for a second person, and what can be found. In the session of load.sql, whose tables `seat`, `row` and `done` it uses.
update partnership p set fields = case when place.n % 4 = 0 then '{health,education}'::text[] else '{health}' end,
  countries = array['KZ', (select o.country from seat join organisation o on o.id = seat.away where seat.n = place.n)],
  places = array['pavlodar-region']
from place where place.id = p.id;

create temp table somebody as
select n, uuidv7() as id, (select h.id from home h where h.n = m.n % 21) as home,
       (select a.id from abroad a where a.n = m.n % 100) as away
from generate_series(0, 2999) m (n);
create index on somebody (n);
insert into person (id, names, is_demo, registered_by, version, changed_at)
select id, jsonb_build_object('kk', 'Тұлға ' || n, 'en', 'Person ' || n), false, home, 1, now() from somebody;
insert into post (id, person_id, organisation_id, title, since, seen_on, version, changed_at)
select uuidv7(), s.id, case when (s.n + k) % 2 = 0 then s.home else s.away end,
       jsonb_build_object('kk', 'Басшы ' || k), (2015 + k)::text, date '2026-01-01', 1, now()
from somebody s, generate_series(0, 1) k;

-- 5,000 meetings with four participants and three points each; 2,000 instruments with three steps, two articles and two signatories.
create temp table met as
select n, uuidv7() as id, n % 200 as p, (array['public', 'partnership', 'public', 'own_side'])[1 + (n / 200) % 4] as visibility
from generate_series(0, 4999) m (n);
create index on met (p, n);
insert into meeting (id, owner_organisation, partnership_id, side_id, visibility, is_demo, title, state, held, held_first, held_last,
  manner, place_key, agenda, minutes_state, version, changed_at)
select met.id, seat.home, seat.partnership, seat.home_side, met.visibility, false,
       jsonb_build_object('kk', jsonb_build_object('text', 'Кездесу ' || met.n, 'by', 'person'),
         'en', jsonb_build_object('text', 'Meeting ' || met.n, 'by', 'machine')),
       case when met.n % 25 = 0 then 'planned' when met.n % 40 = 1 then 'cancelled' else 'held' end, day::text, day, day,
       'in_person', (array['pavlodar-region', 'abai-region', null])[1 + met.n % 3], null, 'none', 1, now() - make_interval(mins => met.n::int)
from met join seat on seat.n = met.p,
  lateral (select case when met.n % 25 = 0 then date '2026-11-01' + (met.n / 25 % 120)::int else date '2019-01-01' + (met.n % 2800)::int end as day) d;
insert into meeting_participant (id, meeting_id, position, side_id, organisation_id, person_id, part)
select uuidv7(), met.id, k, case when k % 2 = 0 then seat.home_side else seat.away_side end,
       case when k % 2 = 0 then seat.home else seat.away end, s.id, case when k < 2 then 'head' else 'member' end
from met join seat on seat.n = met.p, generate_series(0, 3) k join somebody s on true
where s.n = (met.n * 4 + k) % 3000;
insert into meeting_document select met.id, source.id from met join seat on seat.n = met.p
  join source on source.partnership_id = seat.partnership and source.n = met.n / 200 % 20;

create temp table paper as
select n, uuidv7() as id, n % 200 as p, (array['public', 'partnership', 'public', 'own_side'])[1 + (n / 200) % 4] as visibility
from generate_series(0, 1999) m (n);
create index on paper (p, n);
insert into instrument (id, owner_organisation, partnership_id, side_id, visibility, is_demo, kind, title, parties, binding, languages,
  covers, covers_first, covers_last, state, version, changed_at)
select paper.id, seat.home, seat.partnership, seat.home_side, paper.visibility, false,
       (array['memorandum', 'cooperation_plan', 'grant_agreement'])[1 + paper.n % 3],
       jsonb_build_object('kk', jsonb_build_object('text', 'Меморандум ' || paper.n, 'by', 'person')), array[seat.home, seat.away],
       'not_stated', '{kk,en}', '2024/2029', '2024-01-01', '2029-12-31', 'in_force', 1, now() - make_interval(mins => paper.n::int)
from paper join seat on seat.n = paper.p;
insert into instrument_step (id, instrument_id, position, state, taken, taken_first, taken_last, person, at)
select uuidv7(), paper.id, k, (array['proposed', 'signed', 'in_force'])[k], (2020 + k)::text, make_date(2020 + k, 1, 1),
       make_date(2020 + k, 12, 31), seat.home, now()
from paper join seat on seat.n = paper.p, generate_series(1, 3) k;
insert into article (id, instrument_id, position, number, title)
select uuidv7(), paper.id, k, k::text, jsonb_build_object('kk', jsonb_build_object('text', 'Бап ' || k, 'by', 'person'))
from paper, generate_series(1, 2) k;
insert into signatory (id, instrument_id, position, organisation_id, person_id)
select uuidv7(), paper.id, k, case k when 0 then seat.home else seat.away end, s.id
from paper join seat on seat.n = paper.p, generate_series(0, 1) k join somebody s on true where s.n = (paper.n + k) % 3000;

create index on row (n);
create index on row (p, n);
update commitment c set
  meeting_id = case when row.n % 10 = 3 then (select met.id from met where met.p = row.p and met.n = row.p + 200 * (row.n / 200 % 25)) end,
  instrument_id = case when row.n % 10 = 6 then (select paper.id from paper where paper.p = row.p and paper.n = row.p + 200 * (row.n / 200 % 10)) end,
  -- Every fiftieth is a part of the one before it in its partnership, and one in twenty-three is promised for each year.
  part_of = case when row.n / 200 % 50 = 7 then (select w.commitment from row w where w.n = row.n - 200) end,
  per = case when row.n % 23 = 0 and row.kind = 'measure' and c.target is not null then 'P1Y' end,
  place_key = (array['pavlodar-region', 'abai-region', 'ulytau-region'])[1 + row.n % 8]
from row where row.commitment = c.id;
update delivery d set place_key = (array['pavlodar-region', 'abai-region', 'ulytau-region'])[1 + done.n % 8],
  -- In every thirteenth promise the other side counts the first year differently.
  side_id = case when done.n % 13 = 0 and done.k = 2 then case when done.is_away then seat.home_side else seat.away_side end else d.side_id end,
  owner_organisation = case when done.n % 13 = 0 and done.k = 2 then case when done.is_away then seat.home else seat.away end else d.owner_organisation end,
  period = case when done.n % 13 = 0 and done.k = 2 then '2020' else d.period end,
  corrected_at = case when done.n % 60 = 1 and done.k = 4 then now() end
from done join seat on seat.n = done.p where done.delivery = d.id and (done.n % 8 < 3 or done.n % 13 = 0 or done.n % 60 = 1);
insert into meeting_point (id, meeting_id, position, side_id, kind, strength, wording, commitment_id)
select uuidv7(), met.id, k, seat.home_side, 'offered', 'proposed',
       jsonb_build_object('kk', jsonb_build_object('text', 'Ұсыныс ' || k, 'by', 'person')),
       case when k = 0 then c.id end
from met join seat on seat.n = met.p cross join generate_series(0, 2) k
left join (select meeting_id, min(id::text)::uuid as id from commitment group by 1) c on c.meeting_id = met.id;

insert into correction (id, commitment_id, delivery_id, owner_organisation, partnership_id, side_id, visibility, is_demo, fields, reasons,
  person, at)
select uuidv7(), c.id, done.delivery, c.owner_organisation, c.partnership_id, c.side_id, c.visibility, false, '{amount}',
       '{"kk": {"text": "Екі рет саналған", "by": "person"}}', c.owner_organisation, now() - make_interval(mins => done.n::int)
from done join commitment c on c.id = done.commitment where done.n % 60 = 1 and done.k = 4;
insert into correction (id, commitment_id, owner_organisation, partnership_id, side_id, visibility, is_demo, fields, before, after,
  reasons, person, at)
select uuidv7(), c.id, c.owner_organisation, c.partnership_id, c.side_id, c.visibility, false, '{place}', '{"place": "Екібастұз"}',
       '{"place": "Павлодар"}', '{"kk": {"text": "Орны түзетілді", "by": "person"}}', c.owner_organisation,
       now() - make_interval(mins => row.n::int)
from row join commitment c on c.id = row.commitment where row.n % 100 = 12;
insert into answer (id, commitment_id, owner_organisation, partnership_id, side_id, visibility, is_demo, number, wording, person, at)
select uuidv7(), c.id, c.owner_organisation, c.partnership_id, c.side_id, c.visibility, false, k,
       '{"kk": {"text": "Жұмыс жүріп жатыр", "by": "person"}}', c.owner_organisation, now()
from row join commitment c on c.id = row.commitment, generate_series(1, 2) k where row.n % 100 in (1, 5) and c.visibility <> 'own_side';
insert into dispute (id, commitment_id, claim_id, owner_organisation, partnership_id, side_id, visibility, is_demo, reasons, person, at)
select uuidv7(), row.commitment, row.claim, seat.away, seat.partnership, seat.away_side, 'partnership', false,
       '{"kk": {"text": "Біздің санақ басқа", "by": "person"}}', seat.away, now()
from row join seat on seat.n = row.p where row.n % 200 = 25 and row.visibility <> 'own_side';
insert into publication_request (id, commitment_id, owner_organisation, partnership_id, side_id, visibility, is_demo, about, shown_to,
  withdrawn_on, state, requested_by, requested_at)
select uuidv7(), c.id, c.owner_organisation, c.partnership_id, c.side_id, 'own_side', false, 'withdrawn', 'public', date '2026-10-01',
       'waiting', c.owner_organisation, now()
from row join commitment c on c.id = row.commitment where row.n % 500 = 11;
insert into event
select uuidv7(), now() - make_interval(mins => met.n::int), seat.home, null, seat.home, seat.partnership, seat.home_side,
       met.visibility, false, 'meeting', met.id, 'record', array['title']
from met join seat on seat.n = met.p;

-- What can be found. Few by the functions of db/migrations/0011_search.sql; commitments in the same form at once.
insert into search_entry
select c.*, heading, heading || array_to_tsvector(search_audience(row (c.*, '', '')::search_entry))
from (select 'commitment', c.id, c.owner_organisation, c.partnership_id, c.side_id, c.visibility, c.is_demo, c.title, null::text, c.changed_at
      from commitment c) c (subject, subject_id, owner_organisation, partnership_id, side_id, visibility, is_demo, title, body, changed_at),
     lateral (select strip(to_tsvector('simple', search_fold(search_texts(c.title)))) as heading) h;
insert into search_spelling select distinct lexeme from search_entry, unnest(heading)
where length(lexeme) between 4 and 40 and lexeme !~ '[0-9]';
insert into search_word
select distinct lexeme, case visibility when 'own_side' then side_id when 'partnership' then partnership_id
         else '00000000-0000-0000-0000-000000000000' end
from search_entry, unnest(heading) where length(lexeme) between 4 and 40 and lexeme !~ '[0-9]';
select count(search_of_organisation(o)) from organisation o;
select count(search_of_person(p)) from person p;
select count(search_of_partnership(p)) from partnership p;
select count(search_of_meeting(m)) from meeting m;
select count(search_of_instrument(i)) from instrument i;
select count(search_of_document(d)) from source_document d;

do $$ declare made text; begin
  for made in select l.made from left_for_later l where of_table <> 'standing' loop execute made; end loop;
end $$;
