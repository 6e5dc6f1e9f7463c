-- The case of a referral: what each party says of the patient, the papers, translations, letters. All of it lies sealed under the patient's
-- key; in the clear stands what a list needs: codes of papers, states, days of writing. Nothing that was said is overwritten.
-- Besides: code systems, into which a classification is loaded from a file.

create table code_system (
  -- `icd-10`.
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  url text not null,
  version text not null,
  names jsonb not null,
  -- Where its text comes from, and by whose leave.
  source text not null,
  -- The whole classification: a code that is not in it does not exist.
  is_whole boolean not null,
  loaded_at timestamptz not null
);
create table concept (
  system_id text not null references code_system,
  code text not null check (length(code) between 1 and 40),
  -- As it is compared: without a point, in capitals.
  plain_code text not null,
  parent text,
  -- By language; a classification may come in one alone.
  names jsonb not null,
  words tsvector not null,
  primary key (system_id, code)
);
create index on concept using gin (words);
create index on concept (system_id, plain_code text_pattern_ops);

alter table code_system enable row level security;
alter table concept enable row level security;
-- No secret of anybody: whoever is signed in may look. It is loaded by who looks after the installation, as the owner of the database.
grant select on code_system, concept to yntymaq_app;
create policy known_to_all on code_system for select to yntymaq_app using ((select actor_organisation()) is not null);
create policy known_to_all on concept for select to yntymaq_app using ((select actor_organisation()) is not null);

-- A small list in our own words, so that what these hospitals meet most is found before a classification is loaded. Any code that is
-- written as ICD-10 writes one is taken as long as the whole is not loaded.
insert into code_system (id, url, version, names, source, is_whole, loaded_at) values ('icd-10', 'http://hl7.org/fhir/sid/icd-10', 'small',
  '{"kk": "АХЖ-10", "ru": "МКБ-10", "en": "ICD-10"}', 'a short list in the words of this program', false, '2026-11-22');
-- The form in which words of a code are searched: all its names, folded as what is asked is.
create function concept_words(names jsonb) returns tsvector immutable language sql
  return to_tsvector('simple', search_fold((select coalesce(string_agg(value, ' '), '') from jsonb_each_text(names))));
insert into concept (system_id, code, plain_code, parent, names, words)
  select 'icd-10', c.code, replace(c.code, '.', ''), null, n.names, concept_words(n.names)
  from (values
    ('C22.0', 'Бауыр жасушасының қатерлі ісігі', 'Печёночно-клеточный рак', 'Liver cell cancer'),
    ('C34.9', 'Өкпе мен бронх қатерлі ісігі', 'Рак лёгкого и бронха', 'Lung and bronchus cancer'),
    ('C40.2', 'Аяқтың ұзын сүйектерінің қатерлі ісігі', 'Злокачественная опухоль длинных костей ноги', 'Malignant tumour of long bones of the leg'),
    ('C41.9', 'Сүйек пен буын шеміршегінің қатерлі ісігі', 'Злокачественная опухоль кости и суставного хряща', 'Malignant tumour of bone and joint cartilage'),
    ('C43.9', 'Тері меланомасы', 'Меланома кожи', 'Melanoma of skin'),
    ('C49.9', 'Жұмсақ тіннің қатерлі ісігі', 'Злокачественная опухоль мягких тканей', 'Malignant tumour of soft tissue'),
    ('C50.9', 'Сүт безінің қатерлі ісігі', 'Рак молочной железы', 'Breast cancer'),
    ('C53.9', 'Жатыр мойнының қатерлі ісігі', 'Рак шейки матки', 'Cancer of the uterine cervix'),
    ('C56', 'Аналық бездің қатерлі ісігі', 'Рак яичника', 'Ovarian cancer'),
    ('C61', 'Қуықасты безінің қатерлі ісігі', 'Рак предстательной железы', 'Prostate cancer'),
    ('C64', 'Бүйректің қатерлі ісігі (Вильмс ісігін қоса)', 'Злокачественная опухоль почки (в том числе опухоль Вильмса)', 'Malignant tumour of kidney (Wilms tumour included)'),
    ('C69.2', 'Көз торының қатерлі ісігі (ретинобластома)', 'Злокачественная опухоль сетчатки (ретинобластома)', 'Malignant tumour of retina (retinoblastoma)'),
    ('C71.6', 'Мишықтың қатерлі ісігі', 'Злокачественная опухоль мозжечка', 'Malignant tumour of cerebellum'),
    ('C71.7', 'Ми бағанының қатерлі ісігі', 'Злокачественная опухоль ствола мозга', 'Malignant tumour of brain stem'),
    ('C71.9', 'Мидың қатерлі ісігі', 'Злокачественная опухоль головного мозга', 'Malignant tumour of brain'),
    ('C72.0', 'Жұлынның қатерлі ісігі', 'Злокачественная опухоль спинного мозга', 'Malignant tumour of spinal cord'),
    ('C74.9', 'Бүйрекүсті безінің қатерлі ісігі (нейробластома)', 'Злокачественная опухоль надпочечника (нейробластома)', 'Malignant tumour of adrenal gland (neuroblastoma)'),
    ('C81.9', 'Ходжкин лимфомасы', 'Лимфома Ходжкина', 'Hodgkin lymphoma'),
    ('C83.3', 'Диффузды В-ірі жасушалы лимфома', 'Диффузная В-крупноклеточная лимфома', 'Diffuse large B-cell lymphoma'),
    ('C83.7', 'Беркитт лимфомасы', 'Лимфома Беркитта', 'Burkitt lymphoma'),
    ('C91.0', 'Жедел лимфобласты лейкоз', 'Острый лимфобластный лейкоз', 'Acute lymphoblastic leukaemia'),
    ('C92.0', 'Жедел миелоидты лейкоз', 'Острый миелоидный лейкоз', 'Acute myeloid leukaemia'),
    ('C92.1', 'Созылмалы миелоидты лейкоз', 'Хронический миелоидный лейкоз', 'Chronic myeloid leukaemia'),
    ('C96.6', 'Бір ошақты Лангерганс жасушалы гистиоцитоз', 'Однофокусный гистиоцитоз из клеток Лангерганса', 'Unifocal Langerhans-cell histiocytosis'),
    ('D05.1', 'Сүт безі түтігінің in situ ісігі', 'Внутрипротоковый рак молочной железы in situ', 'Ductal carcinoma in situ of breast'),
    ('D33.2', 'Мидың қатерсіз ісігі', 'Доброкачественная опухоль головного мозга', 'Benign tumour of brain'),
    ('D35.2', 'Гипофиз аденомасы', 'Аденома гипофиза', 'Adenoma of pituitary gland'),
    ('D44.4', 'Краниофарингеалды түтіктің белгісіз сипаттағы ісігі', 'Опухоль краниофарингеального протока неопределённого характера', 'Tumour of craniopharyngeal duct of uncertain nature'),
    ('D46.9', 'Миелодисплазиялық синдром', 'Миелодиспластический синдром', 'Myelodysplastic syndrome'),
    ('D56.1', 'Бета-талассемия', 'Бета-талассемия', 'Beta thalassaemia'),
    ('D57.1', 'Орақжасушалы анемия', 'Серповидноклеточная анемия', 'Sickle-cell anaemia'),
    ('D61.0', 'Туа біткен апластикалық анемия', 'Врождённая апластическая анемия', 'Inborn aplastic anaemia'),
    ('D61.9', 'Апластикалық анемия', 'Апластическая анемия', 'Aplastic anaemia'),
    ('D66', 'А гемофилиясы', 'Гемофилия А', 'Haemophilia A'),
    ('D70', 'Нейтропения', 'Нейтропения', 'Neutropenia'),
    ('D76.1', 'Гемофагоцитарлық лимфогистиоцитоз', 'Гемофагоцитарный лимфогистиоцитоз', 'Haemophagocytic lymphohistiocytosis'),
    ('D81.9', 'Ауыр біріктірілген иммун тапшылығы', 'Тяжёлый комбинированный иммунодефицит', 'Severe combined immunodeficiency'),
    ('E76.0', 'I типті мукополисахаридоз', 'Мукополисахаридоз I типа', 'Mucopolysaccharidosis type I'),
    ('I05.0', 'Митралды қақпақша стенозы (ревматикалық)', 'Стеноз митрального клапана (ревматический)', 'Rheumatic mitral valve narrowing'),
    ('I20.9', 'Стенокардия', 'Стенокардия', 'Angina'),
    ('I25.1', 'Жүректің атеросклероздық ауруы', 'Атеросклеротическая болезнь сердца', 'Atherosclerotic heart disease'),
    ('I27.0', 'Алғашқы өкпе гипертензиясы', 'Первичная лёгочная гипертензия', 'Primary pulmonary hypertension'),
    ('I35.0', 'Аорта қақпақшасының стенозы', 'Стеноз аортального клапана', 'Aortic valve narrowing'),
    ('I42.0', 'Дилатациялық кардиомиопатия', 'Дилатационная кардиомиопатия', 'Dilated cardiomyopathy'),
    ('Q20.3', 'Ірі тамырлардың транспозициясы', 'Транспозиция магистральных сосудов', 'Transposition of the great vessels'),
    ('Q20.4', 'Жүректің жалғыз қарыншасы', 'Единственный желудочек сердца', 'Single ventricle'),
    ('Q21.0', 'Қарыншааралық перде ақауы', 'Дефект межжелудочковой перегородки', 'Hole between the ventricles'),
    ('Q21.1', 'Жүрекшеаралық перде ақауы', 'Дефект межпредсердной перегородки', 'Hole between the atria'),
    ('Q21.2', 'Атриовентрикулалық перде ақауы', 'Дефект предсердно-желудочковой перегородки', 'Atrioventricular septal defect'),
    ('Q21.3', 'Фалло тетрадасы', 'Тетрада Фалло', 'Tetralogy of Fallot'),
    ('Q22.1', 'Өкпе артериясы қақпақшасының туа біткен стенозы', 'Врождённый стеноз клапана лёгочной артерии', 'Inborn narrowing of the pulmonary valve'),
    ('Q23.4', 'Сол жақ жүрек гипоплазиясы синдромы', 'Синдром гипоплазии левых отделов сердца', 'Underdeveloped left heart'),
    ('Q25.0', 'Ашық артериялық түтік', 'Открытый артериальный проток', 'Open arterial duct'),
    ('Q25.1', 'Аорта коарктациясы', 'Коарктация аорты', 'Narrowing of the aorta (coarctation)'),
    ('Q26.2', 'Өкпе веналарының толық аномалды құйылуы', 'Тотальный аномальный дренаж лёгочных вен', 'All lung veins joined wrongly'),
    ('Z52.3', 'Сүйек кемігінің доноры', 'Донор костного мозга', 'Donor of bone marrow'),
    ('Z94.8', 'Сүйек кемігі трансплантацияланған', 'Состояние после трансплантации костного мозга', 'After a bone-marrow transplant')
  ) as c (code, kk, ru, en)
  cross join lateral (select jsonb_build_object('kk', c.kk, 'ru', c.ru, 'en', c.en) as names) n;

-- What one party says of one thing: a diagnosis, a history, an estimate, a letter. See `writersOf` in src/modules/referrals/case.ts.
create function case_part_of(kind text, party text) returns boolean immutable language sql
  return case kind
    when 'diagnosis' then party in ('sender', 'receiver')
    when 'interpreter' then party in ('sender', 'receiver')
    when 'cost-estimate' then party in ('sender', 'commission', 'receiver')
    when 'history' then party = 'sender'
    when 'questions' then party = 'sender'
    when 'companion' then party = 'sender'
    when 'travel-letter' then party = 'sender'
    when 'follow-up-report' then party = 'sender'
    when 'invitation-letter' then party = 'receiver'
    when 'discharge-letter' then party = 'receiver'
    when 'follow-up-plan' then party = 'receiver'
    else false end;
create table case_part (
  referral_id uuid not null references referral,
  kind text not null,
  party text not null,
  organisation_id uuid not null references organisation,
  content bytea not null,
  version integer not null check (version > 0),
  at timestamptz not null,
  written_by uuid not null,
  primary key (referral_id, kind, party),
  check (case_part_of(kind, party))
);
create index on case_part (organisation_id);
-- What it said before.
create table case_part_version (
  referral_id uuid not null,
  kind text not null,
  party text not null,
  organisation_id uuid not null references organisation,
  content bytea not null,
  version integer not null,
  at timestamptz not null,
  written_by uuid not null,
  primary key (referral_id, kind, party, version),
  foreign key (referral_id, kind, party) references case_part (referral_id, kind, party)
);
create index on case_part_version (organisation_id);

-- A document that a party brought; its bytes lie among the files, sealed. Title and day of it are in `content`.
create table case_document (
  id uuid primary key,
  position bigint generated always as identity,
  referral_id uuid not null references referral,
  party text not null check (party in ('sender', 'commission', 'receiver')),
  organisation_id uuid not null references organisation,
  paper text not null check (paper ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  content bytea not null,
  address text not null,
  media_type text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
  bytes integer not null check (bytes > 0),
  pages integer not null check (pages between 1 and 5000),
  -- In whose place it came.
  replaces uuid unique references case_document,
  at timestamptz not null,
  written_by uuid not null,
  -- Brought by mistake: it stays in the list, its file is gone.
  taken_back_at timestamptz,
  check (replaces <> id)
);
create index on case_document (referral_id, position);
create index on case_document (organisation_id);

-- What a party says of a paper or a document: the newest of each party stands, the others stay. Both parties' words stay side by side.
create table case_statement (
  id uuid primary key,
  position bigint generated always as identity,
  referral_id uuid not null references referral,
  party text not null check (party in ('sender', 'commission', 'receiver')),
  organisation_id uuid not null references organisation,
  paper text check (paper ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  document_id uuid references case_document,
  state text not null check (state in ('there', 'seen', 'unreadable', 'missing')),
  -- Pages that cannot be read.
  pages integer[] not null check (cardinality(pages) <= 200),
  -- Of a permit: the last day on which it holds.
  valid_until date,
  -- Words, and the number of a permit.
  content bytea,
  at timestamptz not null,
  written_by uuid not null,
  check (num_nonnulls(paper, document_id) = 1),
  check (cardinality(pages) = 0 or (state = 'unreadable' and document_id is not null))
);
create index on case_statement (referral_id, position);
create index on case_statement (document_id);
create index on case_statement (organisation_id);

-- A translation beside its original: of a part of the case, or of a document.
create table case_translation (
  id uuid primary key,
  referral_id uuid not null references referral,
  kind text,
  party text,
  document_id uuid references case_document,
  -- Of which version of the part.
  of_version integer not null check (of_version > 0),
  language text not null check (language in ('kk', 'ru', 'en', 'uz-Cyrl', 'ky', 'ko', 'ja', 'he')),
  -- The text, and who or what translated.
  content bytea not null,
  how text not null check (how in ('person', 'machine')),
  entered_by uuid not null,
  organisation_id uuid not null references organisation,
  at timestamptz not null,
  approved_at timestamptz,
  approved_by uuid,
  -- As they were called then, and for which organisation.
  approved_name text,
  approved_for uuid references organisation,
  version integer not null check (version > 0),
  unique nulls not distinct (referral_id, kind, party, document_id, language),
  foreign key (referral_id, kind, party) references case_part (referral_id, kind, party),
  check ((kind is null) = (party is null) and num_nonnulls(kind, document_id) = 1),
  check (num_nulls(approved_at, approved_by, approved_name, approved_for) in (0, 4)),
  -- Nobody vouches for their own work.
  check (how = 'machine' or approved_by is distinct from entered_by)
);
create index on case_translation (document_id);
create index on case_translation (organisation_id);
create index on case_translation (approved_for);
-- What it said before, and who had approved that.
create table case_translation_version (
  translation_id uuid not null references case_translation,
  version integer not null,
  content bytea not null,
  how text not null,
  entered_by uuid not null,
  at timestamptz not null,
  approved_at timestamptz,
  approved_by uuid,
  approved_name text,
  primary key (translation_id, version)
);

-- Nothing is overwritten: what stood is kept by the database itself, whoever writes.
create function case_part_is_kept() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.version <> old.version + 1 then
    raise exception 'a part is written after its version %', old.version using errcode = 'check_violation';
  end if;
  insert into case_part_version (referral_id, kind, party, organisation_id, content, version, at, written_by)
    values (old.referral_id, old.kind, old.party, old.organisation_id, old.content, old.version, old.at, old.written_by);
  return new;
end $$;
create trigger is_kept before update of version on case_part for each row execute function case_part_is_kept();
create function case_translation_is_kept() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.version <> old.version + 1 then
    raise exception 'a translation is changed after its version %', old.version using errcode = 'check_violation';
  end if;
  if new.content <> old.content then
    insert into case_translation_version (translation_id, version, content, how, entered_by, at, approved_at, approved_by, approved_name)
      values (old.id, old.version, old.content, old.how, old.entered_by, old.at, old.approved_at, old.approved_by, old.approved_name);
  end if;
  return new;
end $$;
create trigger is_kept before update of version on case_translation for each row execute function case_translation_is_kept();
-- A document is replaced by another of the same party on the same referral; a statement is about a document of its referral.
create function case_is_of_one_referral() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted uuid := case tg_table_name when 'case_document' then (to_jsonb(new) ->> 'replaces')::uuid
    else (to_jsonb(new) ->> 'document_id')::uuid end;
begin
  if wanted is not null and not exists (select from case_document d where d.id = wanted and d.referral_id = new.referral_id
      and (tg_table_name <> 'case_document' or d.party = to_jsonb(new) ->> 'party')) then
    raise exception 'a document of another referral' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger of_one_referral before insert on case_document for each row execute function case_is_of_one_referral();
create trigger of_one_referral before insert on case_statement for each row execute function case_is_of_one_referral();
create trigger of_one_referral before insert on case_translation for each row execute function case_is_of_one_referral();

-- Whether a case is open to whoever asks: to clinical people where the care is, and to the system of an organisation that takes part in
-- the care, whose token says that it works on referrals. Either way the consent is asked each time.
create function case_is_open(of_referral uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  return referral_is_open(of_referral) or (actor_fact('token') is not null and actor_works_on_cases()
    and cardinality(referral_parties(of_referral)) > 0 and exists (
      select from referral r join care_part p on p.patient_id = r.patient_id
      where r.id = of_referral and p.organisation_id = actor_organisation() and (p.until is null or p.until > now())
        and (p.ground = 'custodian' or (consent_stands(p.consent_id) and consent_covers(p.consent_id, p.organisation_id)))));
-- What is there of a case, told to whoever sees the referral: which parts, papers and statements, and nothing of what they say.
create function case_there(of_referral uuid) returns table (what text, id uuid, code text, party text, document uuid, state text, pages integer[],
    valid_until date, at timestamptz) stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select w.* from (
      select 'part', null::uuid, p.kind, p.party, null::uuid, null::text, '{}'::integer[], null::date, p.at, 0::bigint
        from case_part p where p.referral_id = of_referral
      union all
      select 'document', d.id, d.paper, d.party, null::uuid, null::text, '{}'::integer[], null::date, d.at, d.position
        from case_document d where d.referral_id = of_referral and d.taken_back_at is null
          and not exists (select from case_document n where n.replaces = d.id and n.taken_back_at is null)
      union all
      select 'statement', s.id, s.paper, s.party, s.document_id, s.state, s.pages, s.valid_until, s.at, s.position
        from case_statement s where s.referral_id = of_referral
    ) as all_of_it (what, id, code, party, document, state, pages, valid_until, at, position)
    cross join lateral (select all_of_it.what, all_of_it.id, all_of_it.code, all_of_it.party, all_of_it.document, all_of_it.state, all_of_it.pages,
      all_of_it.valid_until, all_of_it.at) as w
    where actor_works_on_cases() and cardinality(referral_parties(of_referral)) > 0
    -- Documents before what is said of them.
    order by all_of_it.what, all_of_it.position;
  end;
-- Whether bytes are kept for another document of the same patient, whatever organisation brought it, so that they stay when this one goes.
create function case_file_is_held(of_document uuid, wanted text) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  return exists (select from case_document d join referral r on r.id = d.referral_id
    join referral mine on mine.patient_id = r.patient_id join case_document own on own.referral_id = mine.id
    where own.id = of_document and case_is_open(own.referral_id) and d.id <> of_document and d.address = wanted and d.taken_back_at is null);

-- Whether whoever asks may write to a case as this party, in their own name and their organisation's.
create function case_written_by(of_referral uuid, as_party text, organisation uuid, person uuid) returns boolean stable language sql
  return actor_moves_seats() and organisation = actor_organisation() and person = actor_person()
    and as_party = any (referral_parties(of_referral)) and case_is_open(of_referral);
-- How whoever asks is called, for what they vouch for.
create function actor_name() returns text stable language sql security definer set search_path = public, pg_temp
  return (select u.name from auth."user" u where u.id = actor_person());

alter table case_part enable row level security;
alter table case_part_version enable row level security;
alter table case_document enable row level security;
alter table case_statement enable row level security;
alter table case_translation enable row level security;
alter table case_translation_version enable row level security;

-- Seen where the care is open, which asks the consent each time; written by a party as itself.
grant select, insert, update (content, organisation_id, version, at, written_by) on case_part to yntymaq_app;
create policy seen_in_care on case_part for select to yntymaq_app using (case_is_open(referral_id));
create policy written_by_its_party on case_part for insert to yntymaq_app
  with check (version = 1 and case_written_by(referral_id, party, organisation_id, written_by));
create policy changed_by_its_party on case_part for update to yntymaq_app
  using ((select actor_moves_seats()) and party = any (referral_parties(referral_id)) and case_is_open(referral_id))
  with check (case_written_by(referral_id, party, organisation_id, written_by));
grant select on case_part_version to yntymaq_app;
create policy seen_in_care on case_part_version for select to yntymaq_app using (case_is_open(referral_id));

grant select, insert (id, referral_id, party, organisation_id, paper, content, address, media_type, bytes, pages, replaces, at, written_by),
  update (taken_back_at) on case_document to yntymaq_app;
create policy seen_in_care on case_document for select to yntymaq_app using (case_is_open(referral_id));
create policy brought_by_its_party on case_document for insert to yntymaq_app
  with check (taken_back_at is null and case_written_by(referral_id, party, organisation_id, written_by));
create policy taken_back_by_its_party on case_document for update to yntymaq_app
  using (taken_back_at is null and (select actor_moves_seats()) and organisation_id = (select actor_organisation())
    and party = any (referral_parties(referral_id)) and case_is_open(referral_id))
  with check (taken_back_at is not null);

grant select, insert (id, referral_id, party, organisation_id, paper, document_id, state, pages, valid_until, content, at, written_by) on case_statement to yntymaq_app;
create policy seen_in_care on case_statement for select to yntymaq_app using (case_is_open(referral_id));
create policy said_by_a_party on case_statement for insert to yntymaq_app
  with check (case_written_by(referral_id, party, organisation_id, written_by));

grant select, insert, update (of_version, content, how, entered_by, organisation_id, at, approved_at, approved_by, approved_name, approved_for, version)
  on case_translation to yntymaq_app;
create policy seen_in_care on case_translation for select to yntymaq_app using (case_is_open(referral_id));
create policy put_by_a_party on case_translation for insert to yntymaq_app with check (
  version = 1 and approved_at is null and entered_by = (select actor_person()) and organisation_id = (select actor_organisation())
  and (select actor_moves_seats()) and case_is_open(referral_id));
-- Written anew in one's own name, which takes an approval away; or approved in one's own name, which changes nothing else.
create policy changed_by_a_party on case_translation for update to yntymaq_app
  using ((select actor_moves_seats()) and case_is_open(referral_id))
  with check (
    (approved_at is null and entered_by = (select actor_person()) and organisation_id = (select actor_organisation()))
    or (approved_by = (select actor_person()) and approved_for = (select actor_organisation()) and (select actor_fact('token')) is null));
create function case_translation_is_approved_as_read() returns trigger language plpgsql as $$
begin
  if new.approved_at is not null and (new.content, new.how, new.entered_by, new.of_version) is distinct from
     (old.content, old.how, old.entered_by, old.of_version) then
    raise exception 'a translation is approved as it was read' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger a_approved_as_read before update on case_translation for each row execute function case_translation_is_approved_as_read();
grant select on case_translation_version to yntymaq_app;
create policy seen_in_care on case_translation_version for select to yntymaq_app using (
  exists (select from case_translation t where t.id = translation_id and case_is_open(t.referral_id)));

-- An erasure that a second person approved takes the case away; answered are the addresses of files that go with it.
create function erase_cases(patients uuid[]) returns table (patient uuid, address text) language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  doomed uuid[];
begin
  if exists (select from unnest(patients) as p (id) where not is_custodian(p.id, 'coordinator')
      or not exists (select from erasure e join erasure_decision d on d.erasure_id = e.id where e.patient_id = p.id and d.decision = 'approved')) then
    raise exception 'a case goes with an approved erasure' using errcode = 'insufficient_privilege';
  end if;
  doomed := array(select r.id from referral r where r.patient_id = any (patients));
  return query select distinct r.patient_id, d.address from case_document d join referral r on r.id = d.referral_id where r.id = any (doomed);
  delete from case_translation_version v using case_translation t where t.id = v.translation_id and t.referral_id = any (doomed);
  delete from case_translation where referral_id = any (doomed);
  delete from case_statement where referral_id = any (doomed);
  delete from case_document where referral_id = any (doomed);
  delete from case_part_version where referral_id = any (doomed);
  delete from case_part where referral_id = any (doomed);
end $$;

-- Referrals of these patients that run: whoever answers for the record is told before it is erased, whatever organisation runs them.
create function referrals_running(patients uuid[]) returns table (patient uuid, number text) stable language sql security definer
  set search_path = public, pg_temp
  begin atomic
    select r.patient_id, r.number from referral r
    where r.patient_id = any (patients) and is_custodian(r.patient_id, 'viewer')
      and r.stage not in ('completed', 'declined', 'referred_onward', 'cancelled', 'died');
  end;

revoke all on function case_part_is_kept(), case_translation_is_kept(), case_is_of_one_referral(), case_is_open(uuid), case_there(uuid), case_file_is_held(uuid, text),
  actor_name(), erase_cases(uuid[]), referrals_running(uuid[]) from public;
grant execute on function case_is_open(uuid), case_there(uuid), case_file_is_held(uuid, text), actor_name(), erase_cases(uuid[]), referrals_running(uuid[]) to yntymaq_app;
