-- Fills an empty, migrated database: partnerships between one ministry with its regions and many partners abroad.
-- {commitments} is replaced by how many; there are three times as many deliveries. Triggers are off;
-- around.sql adds the rest, and standing.sql fills the standing in one statement.
set session_replication_role = replica;
set maintenance_work_mem = '256MB';
-- Indexes are made once, when all is there; what holds keys together stays.
create temp table left_for_later as
select c.relname as of_table, indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made
from pg_index join pg_class c on c.oid = indrelid
where not indisunique and c.relname in ('claim', 'commitment', 'delivery', 'ground', 'event', 'search_entry', 'standing');
do $$ declare name text; begin
  for name in select l.name from left_for_later l loop execute 'drop index ' || name; end loop;
end $$;

insert into organisation
select uuidv7(), case n when 0 then 'ministry' else 'administration' end, 'KZ', null,
       jsonb_build_object('kk', 'Ұйым ' || n, 'ru', 'Организация ' || n, 'en', 'Organisation ' || n), false, null, 1, now()
from generate_series(0, 20) n;
insert into organisation
select uuidv7(), 'hospital', (array['KR', 'JP', 'IL', 'KG', 'UZ', 'DE', 'TR', 'CN'])[1 + n % 8], null,
       jsonb_build_object('kk', 'Серіктес ' || n, 'ru', 'Партнёр ' || n, 'en', 'Partner ' || n), false, null, 1, now()
from generate_series(0, 99) n;

create temp table home as select id, row_number() over (order by id) - 1 as n from organisation where country = 'KZ';
create temp table abroad as select id, row_number() over (order by id) - 1 as n from organisation where country <> 'KZ';

insert into partnership
select uuidv7(), 'partnership-' || n, jsonb_build_object('kk', 'Серіктестік ' || n, 'ru', 'Партнёрство ' || n, 'en', 'Partnership ' || n),
       jsonb_build_object('kk', jsonb_build_object('text', 'Денсаулық сақтау саласындағы ынтымақтастық', 'by', 'person')),
       (select id from home where home.n = 0), case when n % 5 = 0 then 'partnership' else 'public' end, false, 1, now()
from generate_series(0, 199) n;
create temp table place as select id, row_number() over (order by id) - 1 as n from partnership;
insert into side
select uuidv7(), place.id, s, jsonb_build_object('kk', case s when 0 then 'Қазақстан' else 'Серіктес' end)
from place, generate_series(0, 1) s;
insert into side_organisation
select s.partnership_id, h.id, s.id from side s join place p on p.id = s.partnership_id
  join home h on h.n = 0 or h.n = 1 + p.n % 20 where s.position = 0
union all
select s.partnership_id, a.id, s.id from side s join place p on p.id = s.partnership_id join abroad a on a.n = p.n % 100
where s.position = 1;

create temp table seat as
select p.n, p.id as partnership, home_side.id as home_side, away_side.id as away_side, h.id as home, a.id as away
from place p
join side home_side on home_side.partnership_id = p.id and home_side.position = 0
join side away_side on away_side.partnership_id = p.id and away_side.position = 1
join home h on h.n = 1 + p.n % 20
join abroad a on a.n = p.n % 100;
create index on seat (n);

insert into source_document (id, owner_organisation, partnership_id, side_id, visibility, is_demo, title, publisher, address,
  language, published_on, published_first, taken_in_at, taken_in_by, sha256)
select uuidv7(), seat.home, seat.partnership, seat.home_side, 'public', false, 'Хабарлама ' || d.n, 'Әкімдік',
       'https://example.org/' || d.n, 'kk', (date '2020-01-01' + (d.n % 2400)::int)::text, date '2020-01-01' + (d.n % 2400)::int,
       now(), seat.home, encode(sha256(d.n::text::bytea), 'hex')
from (select n, n % 200 as p from generate_series(0, 3999) n) d join seat on seat.n = d.p;
create temp table source as
select id, partnership_id, row_number() over (partition by partnership_id order by id) - 1 as n from source_document;
create index on source (partnership_id, n);

-- Every commitment rests on a claim; one in eleven is an act, one in five is money.
create temp table row as
select n, uuidv7() as commitment, uuidv7() as claim, n % 200 as p,
       case when n % 11 = 0 then 'act' when n % 5 = 0 then 'money' else 'measure' end as kind,
       case when n % 20 < 12 and n % 5 <> 0 then 'public' when n % 20 < 17 then 'partnership' else 'own_side' end as visibility,
       n % 3 = 0 as is_away, n % 7 = 0 as has_no_target,
       case when n % 4 = 3 then null else date '2023-06-01' + (hashint4(n) & 2047) end as term_last
from generate_series(0, {commitments} - 1) n;
insert into claim (id, document_id, owner_organisation, partnership_id, side_id, visibility, is_demo, position, kind, value,
  read_value, quote, span_start, span_end, sentence, quote_offset, language, stage, confidence, state, decided_by, decided_at, version)
select row.claim, source.id, seat.home, seat.partnership, seat.home_side, row.visibility, false, (row.n / 200)::int, 'count',
       '{"value": 2700, "comparator": "gt", "what": "адам", "measure": "people_seen", "role": "result"}', null,
       (100 + row.n % 900) || '-ден астам адам', 0, 20, 'Екі жылда ' || (100 + row.n % 900) || '-ден астам адам қаралды.', 10, 'kk',
       'counts/measure-noun', 0.9, 'accepted', seat.home, now(), 2
from row join seat on seat.n = row.p join source on source.partnership_id = seat.partnership and source.n = (row.n / 200) % 20;
insert into commitment
select row.commitment, case when is_away then seat.away else seat.home end, seat.partnership,
       case when is_away then seat.away_side else seat.home_side end, row.visibility, false, row.kind,
       jsonb_build_object('kk', jsonb_build_object('text', (array['Қабылдау', 'Жабдық', 'Оқыту', 'Операция', 'Консультация'])[1 + row.n % 5]
           || ' міндеттемесі ' || row.n, 'by', 'person'),
         'en', jsonb_build_object('text', 'Commitment ' || row.n, 'by', 'machine')),
       case row.kind when 'measure' then (array['people_seen', 'operations', 'master_classes', 'people_trained', 'doses'])[1 + row.n % 5] end,
       case row.kind when 'money' then (array['JPY', 'USD', 'KZT'])[1 + row.n % 3] end,
       case when row.kind = 'act' or has_no_target then null else 100 + row.n % 900 end,
       (array['eq', 'ge', 'gt', 'le', 'approx'])[1 + row.n % 5],
       case when has_no_target then null else (array['proposed', 'planned', 'promised', 'agreed', 'signed'])[1 + row.n % 5] end,
       case when row.n % 2 = 0 then array[seat.away] else array[seat.home] end,
       case when row.n % 2 = 0 then array[seat.home] else array[seat.away] end,
       term_last::text, term_last, null, null, null, null, date '2020-01-01' + (row.n % 2400)::int,
       case when row.n % 97 = 0 then date '2026-01-01' end, null, 1, now() - make_interval(mins => row.n::int)
from row join seat on seat.n = row.p;
insert into ground select claim, commitment, null, null, 'target' from row;

create temp table done as
select uuidv7() as delivery, row.*, k from generate_series(1, 3) k, row
where row.n % 6 <> 0;
insert into done select uuidv7(), row.*, k from generate_series(4, 6) k, row
where row.n % 6 = 1;
insert into delivery (id, commitment_id, owner_organisation, partnership_id, side_id, visibility, is_demo, amount, comparator, period,
  place, reported_on, source_record, retracted_at, version, changed_at)
select delivery, commitment, case when is_away then seat.away else seat.home end, seat.partnership,
       case when is_away then seat.away_side else seat.home_side end, done.visibility, false, 1 + (done.n * 7 + k * 13) % 400,
       (array['eq', 'gt', 'eq'])[k % 3 + 1], (2019 + k)::text, null, date '2021-01-01' + (done.n % 2000)::int, null, null, 1,
       now() - make_interval(mins => (done.n * 3 + k)::int)
from done join seat on seat.n = done.p;
insert into ground select claim, null, delivery, null, 'delivered' from done;
insert into confirmation select delivery, seat.away, 'giver', seat.away, now() from done join seat on seat.n = done.p
where k <= 2 and done.n % 2 = 0;
insert into assessment
select uuidv7(), commitment, seat.home, seat.partnership, seat.home_side, row.visibility, false,
       (array['on_track', 'at_risk', 'late'])[1 + (row.n / 9) % 3], '{"kk": {"text": "Негіздеме", "by": "person"}}', null,
       date '2026-10-01', seat.home, now()
from row join seat on seat.n = row.p where row.n % 9 = 0;
insert into capacity
select uuidv7(), seat.home, seat.partnership, seat.home_side, 'public', false,
       '{"kk": {"text": "пациент", "by": "person"}}', 800, 'gt', 'P1Y', null, 1, now()
from seat;
insert into event
select uuidv7(), now() - make_interval(mins => row.n::int), seat.home, null, seat.home, seat.partnership, seat.home_side,
       row.visibility, false, 'commitment', row.commitment, 'record', array['title']
from row join seat on seat.n = row.p;
-- Drafts, for the writes that are measured.
insert into claim (id, document_id, owner_organisation, partnership_id, side_id, visibility, is_demo, position, kind, value,
  read_value, quote, span_start, span_end, sentence, quote_offset, language, stage, confidence, state, version)
select uuidv7(), source.id, seat.home, seat.partnership, seat.home_side, 'own_side', false, 100000 + d.n, 'count',
       '{"value": 37, "comparator": "eq", "what": "операция", "measure": "operations", "role": "result"}', null, '37 операция', 0, 11,
       '37 операция жасалды.', 0, 'kk', 'counts/measure-noun', 0.9, 'draft', 1
from generate_series(0, 1999) d (n) join seat on seat.n = 1 join source on source.partnership_id = seat.partnership and source.n = 0;
