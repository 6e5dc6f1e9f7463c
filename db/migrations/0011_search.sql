-- Searching: what can be found, in words as they come from any keyboard.
create extension if not exists pg_trgm;

-- One form of a text, whoever typed it: without case, apostrophes and signs; similar letters as one; Latin and Arabic
-- letters as the Cyrillic ones that sound alike, so that a Kazakh name is the same in its three scripts. What is stored
-- and what is asked go through it alike, so it need not be right as a transliteration, only always the same.
create function search_fold(written text) returns text immutable strict parallel safe language sql
  return translate(
    replace(replace(replace(replace(replace(replace(replace(
      regexp_replace(regexp_replace(regexp_replace(lower(normalize(written, NFC)), '[–—…«»„“”•·|]', ' ', 'g'), 'o[''’ʻʼ‘`´]', 'u', 'g'), '[''’ʻʼ‘`´ьъٴء\u0307]', '', 'g'),
      'sh', 'ш'), 'ch', 'ч'), 'zh', 'ж'), 'kh', 'х'), 'gh', 'г'), 'ю', 'иу'), 'я', 'иа'),
    'әғқңөұүһіёўҳйэыщ'
    || 'abcdefghijklmnopqrstuvwxyz'
    || 'äáãğçıïñöóşŝūüúýŋ'
    || 'ابۆگعدەجزيىكقلمنڭوپرستۋۇفحھخچش',
    'агкноуухиеухиеиш'
    || 'абсдефгхижклмнопкрстуввхиз'
    || 'ааагсииноошшуууин'
    || 'абвггдежзиикклмннопрстууфхххчш');

-- What is asked, as a question to the index: each word finds words that begin with it. The one door for questions:
-- stems of a language come in here.
create function search_terms(asked text) returns tsquery stable strict parallel safe language sql
  return (select string_agg(
            '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''''
              || case when length(lexeme) > 2 then ':*' else '' end, ' & ')::tsquery
          from (select lexeme from unnest(to_tsvector('simple', search_fold(left(asked, 200))))
                order by length(lexeme) desc limit 8) as words);
grant execute on function search_terms(text) to yntymaq_app, yntymaq_public;

-- All texts in a value, whatever its languages: names, texts with who wrote them, lists of either.
create function search_texts(texts jsonb) returns text immutable parallel safe language sql
  return (select string_agg(found #>> '{}', ' ') from jsonb_path_query(texts, 'strict $.**') as found
          where jsonb_typeof(found) = 'string' and found #>> '{}' not in ('person', 'machine', 'approved'));
-- Names as texts, so that every entry has a title of one shape.
create function search_named(names jsonb) returns jsonb immutable parallel safe language sql
  return (select jsonb_object_agg(key, jsonb_build_object('text', value, 'by', 'person')) from jsonb_each_text(names));

-- One row for each thing that can be found. `known` is known to everybody who signs in. `heading` holds the words of its
-- title, `words` all of them and, beginning with @, who may see it.
create table search_entry (
  subject text not null check (subject in ('partnership', 'organisation', 'person', 'instrument', 'commitment', 'meeting',
    'document', 'document_text')),
  subject_id uuid not null,
  owner_organisation uuid,
  partnership_id uuid,
  side_id uuid,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public', 'known')),
  is_demo boolean not null,
  title jsonb not null,
  body text,
  changed_at timestamptz not null,
  heading tsvector not null,
  words tsvector not null,
  primary key (subject, subject_id)
);
-- For words that stand in so many records that the newest of them are found sooner by going back in time.
create index newest_of_a_kind on search_entry (subject, changed_at desc);
-- Of all texts a side has few.
create index texts_of_a_side on search_entry (side_id) where subject = 'document_text';
-- Nobody reads it but the functions below: no policy lets anybody in.
alter table search_entry enable row level security;
-- An index for each kind, so that a rare kind is found as fast beside a million of another.
do $$
declare
  kind text;
begin
  foreach kind in array array['partnership', 'organisation', 'person', 'instrument', 'commitment', 'meeting', 'document',
    'document_text'] loop
    execute format('create index %I on search_entry using gin (words) where subject = %L', 'words_of_' || kind, kind);
  end loop;
end $$;

-- The words of titles, for what was misspelt, and who may know that a word stands in one: everybody (the nil id), who
-- signs in (the one after it), a partnership or a side. Without unique keys, so that two who enter the same new word never wait for each other.
create table search_word (word text not null, audience uuid not null);
create index on search_word (word, audience);
create table search_spelling (word text not null);
create index on search_spelling (word);
-- The trigrams of Postgres know only the letters of the server's own language: the folded word in plain ones, letter for letter.
create function search_plain(word text) returns text immutable strict parallel safe language sql
  return translate(word, 'абвгдежзиклмнопрстуфхцчшщ', 'abvgdejziklmnoprstufhcqwx');
create index on search_spelling using gin (search_plain(word) gin_trgm_ops);
alter table search_word enable row level security;
alter table search_spelling enable row level security;

create function search_learn(heading tsvector, audience uuid) returns void language sql security definer
  set search_path = public, pg_temp
  begin atomic
    insert into search_spelling (word)
      select lexeme from unnest(heading) where length(lexeme) between 4 and 40 and lexeme !~ '[0-9]'
        and not exists (select from search_spelling s where s.word = lexeme);
    insert into search_word (word, audience)
      select lexeme, search_learn.audience from unnest(heading) where length(lexeme) between 4 and 40 and lexeme !~ '[0-9]'
        and not exists (select from search_word w where w.word = lexeme and w.audience = search_learn.audience);
  end;
revoke all on function search_learn(tsvector, uuid) from public;

-- Who may see an entry, as words of it: a question asks for them together with its own.
create function search_audience(entry search_entry) returns text[] immutable language sql
  return array_remove(array[
    case entry.visibility when 'public' then '@all' when 'known' then '@all' when 'partnership' then '@' || entry.partnership_id
      else '@' || entry.side_id end,
    '@' || entry.owner_organisation], null);

-- Writes an entry; `further` are words that find it but are not shown.
create function search_put(entry search_entry, further text) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  entry.heading := strip(to_tsvector('simple', search_fold(coalesce(search_texts(entry.title), ''))));
  -- A vector holds a megabyte; the far end of a very long text is not searched.
  entry.words := entry.heading
    || strip(to_tsvector('simple', search_fold(coalesce(left(further, 10000), '') || ' ' || coalesce(left(entry.body, 250000), ''))))
    || array_to_tsvector(search_audience(entry));
  insert into search_entry select (entry).*
    on conflict (subject, subject_id) do update set
      owner_organisation = excluded.owner_organisation, partnership_id = excluded.partnership_id, side_id = excluded.side_id,
      visibility = excluded.visibility, is_demo = excluded.is_demo, title = excluded.title, body = excluded.body,
      changed_at = excluded.changed_at, heading = excluded.heading, words = excluded.words;
  perform search_learn(entry.heading, case entry.visibility when 'own_side' then entry.side_id
    when 'partnership' then entry.partnership_id when 'known' then '00000000-0000-0000-0000-000000000001'
    else '00000000-0000-0000-0000-000000000000' end);
end $$;
revoke all on function search_put(search_entry, text) from public;

create function search_drop(subject text, subject_id uuid) returns void language sql security definer
  set search_path = public, pg_temp
  begin atomic
    delete from search_entry e where e.subject = search_drop.subject and e.subject_id = search_drop.subject_id;
  end;
revoke all on function search_drop(text, uuid) from public;

-- What each kind of record says of itself. A new kind adds its function and its trigger here, and nothing else changes.
create function search_of_organisation(o organisation) returns void language sql security definer
  set search_path = public, pg_temp
  return case when o.merged_into is not null then search_drop('organisation', o.id) else search_put(
    row('organisation', o.id, null, null, null, 'known', o.is_demo, search_named(o.names), null, o.changed_at, '', '')::search_entry,
    concat_ws(' ', array_to_string(o.aliases, ' '), o.place, o.website, search_texts(o.identifiers))) end;

create function search_of_person(p person) returns void language sql security definer set search_path = public, pg_temp
  return case when p.merged_into is not null then search_drop('person', p.id) else search_put(
    row('person', p.id, null, null, null, 'known', p.is_demo, search_named(p.names), null, p.changed_at, '', '')::search_entry,
    concat_ws(' ', array_to_string(p.aliases, ' '), (select string_agg(search_texts(o.title), ' ') from post o
      where o.person_id = p.id and o.removed_at is null))) end;

create function search_of_partnership(p partnership) returns void language sql security definer
  set search_path = public, pg_temp
  return search_put(row('partnership', p.id, p.owner_organisation, p.id, null, p.visibility, p.is_demo, search_named(p.names),
    search_texts(p.summary), p.changed_at, '', '')::search_entry, p.slug);

create function search_of_commitment(c commitment) returns void language sql security definer
  set search_path = public, pg_temp
  return case when c.retracted_at is not null then search_drop('commitment', c.id) else search_put(
    row('commitment', c.id, c.owner_organisation, c.partnership_id, c.side_id, c.visibility, c.is_demo, c.title,
      nullif(concat_ws(' ', search_texts(c.condition), search_texts(c.beneficiaries)), ''), c.changed_at, '', '')::search_entry,
    c.place) end;

create function search_of_meeting(m meeting) returns void language sql security definer set search_path = public, pg_temp
  return case when m.retracted_at is not null then search_drop('meeting', m.id) else search_put(
    row('meeting', m.id, m.owner_organisation, m.partnership_id, m.side_id, m.visibility, m.is_demo, m.title,
      -- What was to be spoken of, what was offered, asked and agreed, and the minutes that were approved.
      nullif(concat_ws(' ', search_texts(m.agenda),
        (select string_agg(search_texts(k.wording), ' ' order by k.position) from meeting_point k where k.meeting_id = m.id),
        search_texts(m.minutes)), ''), m.changed_at, '', '')::search_entry, search_texts(m.venue)) end;

create function search_of_instrument(i instrument) returns void language sql security definer set search_path = public, pg_temp
  return case when i.retracted_at is not null then search_drop('instrument', i.id) else search_put(
    row('instrument', i.id, i.owner_organisation, i.partnership_id, i.side_id, i.visibility, i.is_demo, i.title,
      null, i.changed_at, '', '')::search_entry,
    concat_ws(' ', i.covers, search_texts(i.parent_title))) end;

create function search_of_document(d source_document) returns void language sql security definer
  set search_path = public, pg_temp
  return search_put(row('document', d.id, d.owner_organisation, d.partnership_id, d.side_id, d.visibility, d.is_demo,
    coalesce(d.titles, '{}') || jsonb_build_object(d.language, jsonb_build_object('text', d.title, 'by', 'person')),
    null, d.taken_in_at, '', '')::search_entry, concat_ws(' ', d.publisher, d.address));

-- The text of a document never leaves the side that took it in, whatever its citation does.
create function search_of_text(t document_content) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  d source_document;
begin
  select * into d from source_document s where s.id = t.document_id;
  perform search_put(row('document_text', d.id, null, d.partnership_id, t.side_id, 'own_side', d.is_demo,
    jsonb_build_object(d.language, jsonb_build_object('text', d.title, 'by', 'person')), t.text, d.taken_in_at, '', '')::search_entry,
    null);
end $$;

create function search_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  execute format('select %I($1)', tg_argv[0]) using new;
  return null;
end $$;
create function search_changed_post() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform search_of_person(p) from person p where p.id = new.person_id;
  return null;
end $$;
create trigger search_changed after insert or update on post for each row execute function search_changed_post();
create function search_changed_point() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform search_of_meeting(m) from meeting m where m.id = case tg_op when 'DELETE' then old.meeting_id else new.meeting_id end;
  return null;
end $$;
create trigger search_changed after insert or update or delete on meeting_point for each row execute function search_changed_point();

do $$
declare
  found record;
begin
  for found in select * from (values ('organisation', 'search_of_organisation'), ('person', 'search_of_person'),
      ('partnership', 'search_of_partnership'), ('commitment', 'search_of_commitment'), ('meeting', 'search_of_meeting'),
      ('instrument', 'search_of_instrument'), ('source_document', 'search_of_document'),
      ('document_content', 'search_of_text')) as kinds (name, entry) loop
    execute format('revoke all on function %I(%I) from public', found.entry, found.name);
    execute format('create trigger search_changed after insert or update on %I for each row execute function search_changed(%L)',
      found.name, found.entry);
    -- What is there already.
    execute format('select %I(t) from %I t', found.entry, found.name);
  end loop;
end $$;
revoke all on function search_changed(), search_changed_post(), search_changed_point() from public;

-- Any of the terms, where a question asks for all of them.
create function search_any(terms tsquery) returns tsquery immutable strict parallel safe language sql
  return replace(terms::text, '&', '|')::tsquery;

-- A text with U+0002 and U+0003 around the words that any of the terms finds. All its words are folded at once.
create function search_marked(written text, any_term tsquery) returns text stable parallel safe language sql
  return (select string_agg(case when to_tsvector('simple', folded) @@ any_term
              then regexp_replace(piece, '^(\S+)', chr(2) || '\1' || chr(3)) else piece end, '' order by place)
          from (select array_agg(found[1] order by place) as pieces
                from regexp_matches(translate(written, chr(10) || chr(13), '  '), '\S+\s*', 'g') with ordinality as f (found, place)) as p,
               unnest(p.pieces, string_to_array(search_fold(array_to_string(p.pieces, chr(10))), chr(10)))
                 with ordinality as t (piece, folded, place));

-- The part of a long text around the first word that is found. Folding changes lengths a little, so the place is looked
-- for in a window.
create function search_snippet(body text, terms tsquery) returns text stable parallel safe language plpgsql as $$
declare
  folded text := search_fold(left(body, 250000));
  place integer;
  found text;
begin
  select min(position(word[1] in folded)) into place from regexp_matches(terms::text, '''((?:[^'']|'''')+)''', 'g') as words (word)
    where position(word[1] in folded) > 0;
  if place is null then return null; end if;
  place := greatest(1, (place::bigint * length(left(body, 250000)) / greatest(1, length(folded)))::integer - 300);
  found := search_marked(regexp_replace(substr(body, place, 700), '\s+', ' ', 'g'), search_any(terms));
  place := position(chr(2) in found);
  if place = 0 then return null; end if;
  return case when place > 81 then '…' || regexp_replace(substr(found, place - 80, 240), '^\S*\s', '')
    else left(found, 240) end || '…';
end $$;

-- What was asked, with words that resemble its own beside them, of those that stand in a title that `audiences` may see.
create function search_spelt(asked text, audiences uuid[]) returns tsquery stable language sql security definer
  set search_path = public, pg_temp
  return (select string_agg('(' || search_terms(lexeme)::text || coalesce((
            select string_agg(' | ''' || word || ''':*', '')
            from (select s.word from search_spelling s
                  where search_plain(s.word) % search_plain(lexeme) and length(lexeme) > 3
                    and exists (select from search_word w where w.word = s.word and w.audience = any (audiences))
                  group by s.word order by similarity(search_plain(s.word), search_plain(lexeme)) desc, s.word limit 5) as alike), '') || ')', ' & ')::tsquery
          from (select lexeme from unnest(to_tsvector('simple', search_fold(left(asked, 200))))
                order by length(lexeme) desc limit 8) as words);
revoke all on function search_spelt(text, uuid[]) from public;

-- The newest so many of each kind are looked at and put in order: those with all the very words in their title first, then those whose
-- title has words that begin so, then the rest; of each the newest first. Two functions of one shape: for the acting
-- organisation with the condition of the row policies, and for the public with that of its views. Each kind is a branch of its
-- own, as its index is; each question is planned for its own words, as a common one is found another way than a rare one.
do $$
declare
  own constant text := $condition$
    e.visibility in ('public', 'known') or e.owner_organisation = (select actor_organisation())
    or (e.visibility = 'own_side' and e.side_id = any ((select actor_sides())::uuid[]))
    or (e.visibility = 'partnership' and e.partnership_id = any ((select actor_partnerships())::uuid[]))$condition$;
  shown constant text := $condition$
    e.visibility = 'public' and exists (select from partnership p where p.id = e.partnership_id and p.visibility = 'public')$condition$;
  maker constant text := $maker$
    create function %I(terms tsquery, asked tsquery, subjects text[])
      returns table (kind text, subject_id uuid, subject text, level integer, changed_at timestamptz)
      stable language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off
      set plan_cache_mode = force_custom_plan as $body$
    declare
      exact tsquery := replace(terms::text, ':*', '')::tsquery;
    begin
      return query select replace(e.subject, 'document_text', 'document'), e.subject_id, e.subject,
        case when e.heading @@ exact then 3 when e.heading @@ terms then 2 else 1 end, e.changed_at
      from (%s) e;
    end $body$
  $maker$;
  branch constant text := $branch$
    (select e.subject, e.subject_id, e.heading, e.changed_at from search_entry e
     where e.subject = %1$L and %1$L = any (subjects) and e.words @@ asked and (%2$s)
     order by e.changed_at desc limit 200)
  $branch$;
begin
  execute format(maker, 'search_found_own', (
    select string_agg(format(branch, subject, condition), ' union all ')
    from (values ('partnership', own), ('organisation', own), ('person', own), ('instrument', own), ('commitment', own),
      ('meeting', own), ('document', own),
      -- Who sits on few sides looks through their texts; who sits on many goes back in time.
      ('document_text', 'cardinality((select actor_sides())::uuid[]) <= 30 and e.side_id = any ((select actor_sides())::uuid[])'),
      ('document_text', 'cardinality((select actor_sides())::uuid[]) > 30 and (' || own || ')')) as kinds (subject, condition)));
  execute format(maker, 'search_found_public', (
    select string_agg(format(branch, subject, condition), ' union all ')
    from (values ('partnership', shown), ('instrument', shown), ('commitment', shown), ('meeting', shown),
      ('organisation', 'exists (select from public_organisation o where o.id = e.subject_id and o.merged_into is null)'),
      ('person', 'exists (select from public_person p where p.id = e.subject_id and p.merged_into is null)'),
      ('document', 'e.visibility = ''public'' and exists (select from public_claim c where c.document_id = e.subject_id)'))
      as kinds (subject, condition)));
end $$;
revoke all on function search_found_own(tsquery, tsquery, text[]), search_found_public(tsquery, tsquery, text[]) from public;
grant execute on function search_fold(text), search_any(tsquery), search_marked(text, tsquery) to yntymaq_app, yntymaq_public;

-- One page of each kind, in its order, with how many of the kind were looked at.
create type search_hit as (kind text, subject_id uuid, subject text, level integer, changed_at timestamptz);
create function search_page(hits search_hit[], terms tsquery, most integer, skipped integer)
  returns table (kind text, subject_id uuid, partnership_id uuid, is_demo boolean, title jsonb, snippet text, rank integer,
    looked_at integer)
  stable language sql security definer set search_path = public, pg_temp
  begin atomic
    with each as (
      select h.kind, h.subject_id, max(h.level) as level, max(h.changed_at) as changed_at, min(h.subject) as subject
      from unnest(hits) h group by 1, 2
    ), placed as (
      select each.*, row_number() over (partition by each.kind order by level desc, changed_at desc, subject_id) as place,
             count(*) over (partition by each.kind) as looked_at
      from each
    )
    select p.kind, p.subject_id, e.partnership_id, e.is_demo, e.title,
           case when p.level = 1 then search_snippet(e.body, terms) end, p.place::integer, p.looked_at::integer
    from (select * from placed where place > skipped and place <= skipped + most offset 0) p
    join search_entry e on e.subject = p.subject and e.subject_id = p.subject_id
    order by p.kind, p.place;
  end;
revoke all on function search_page(search_hit[], tsquery, integer, integer) from public;

create function search_subjects(kinds text[]) returns text[] immutable language sql
  return (select array_agg(subject) from unnest(array['partnership', 'organisation', 'person', 'instrument', 'commitment',
            'meeting', 'document', 'document_text']) as subject
          where kinds is null or replace(subject, 'document_text', 'document') = any (kinds));

-- For the acting organisation: asks the same as the row policies. `is_spelt`: nothing had the words themselves.
create function search_own(asked text, kinds text[], most integer, skipped integer)
  returns table (kind text, subject_id uuid, partnership_id uuid, is_demo boolean, title jsonb, snippet text, rank integer,
    looked_at integer, is_spelt boolean)
  stable language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  -- Who has more partnerships than this sees most of what there is: asking for each of them would cost more than it saves.
  many constant integer := 30;
  subjects constant text[] := search_subjects(kinds);
  partnerships constant uuid[] := actor_partnerships();
  sides constant uuid[] := actor_sides();
  terms tsquery := search_terms(asked);
  who tsquery;
  hits search_hit[];
begin
  if actor_organisation() is null or terms is null or subjects is null then return; end if;
  if cardinality(partnerships) <= many then
    select string_agg('''@' || id || '''', ' | ')::tsquery into who
      from unnest(array['all'] || (actor_organisation() || sides || partnerships)::text[]) as id;
  end if;
  hits := array(select h::search_hit from search_found_own(terms, coalesce(terms && who, terms), subjects) h);
  is_spelt := hits = '{}' and skipped = 0;
  if is_spelt then
    terms := search_spelt(asked, array['00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000001']::uuid[]
      || sides || partnerships);
    hits := array(select h::search_hit from search_found_own(terms, coalesce(terms && who, terms), subjects) h);
  end if;
  return query select p.*, is_spelt from search_page(hits, terms, most, skipped) p;
end $$;
revoke all on function search_own(text, text[], integer, integer) from public;
grant execute on function search_own(text, text[], integer, integer) to yntymaq_app;

-- For the public site: what its views show, and never a word of a document.
create function search_public(asked text, kinds text[], most integer, skipped integer)
  returns table (kind text, subject_id uuid, partnership_id uuid, is_demo boolean, title jsonb, snippet text, rank integer,
    looked_at integer, is_spelt boolean)
  stable language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  subjects constant text[] := search_subjects(kinds);
  terms tsquery := search_terms(asked);
  hits search_hit[];
begin
  if terms is null or subjects is null then return; end if;
  hits := array(select h::search_hit from search_found_public(terms, terms && '''@all''', subjects) h);
  is_spelt := hits = '{}' and skipped = 0;
  if is_spelt then
    terms := search_spelt(asked, array['00000000-0000-0000-0000-000000000000']::uuid[]);
    hits := array(select h::search_hit from search_found_public(terms, terms && '''@all''', subjects) h);
  end if;
  return query select p.*, is_spelt from search_page(hits, terms, most, skipped) p;
end $$;
revoke all on function search_public(text, text[], integer, integer) from public;
grant execute on function search_public(text, text[], integer, integer) to yntymaq_public;
