/**
 * Every fact that the demonstration must carry, as exact as its source: never rounder, stronger or later. Each is found
 * through the public API and proved by a quote of our own bulletins. What we say of facts is docs/standards/facts.md.
 */
type Proof = readonly [language: 'kk' | 'uz-Cyrl' | 'ru' | 'en', words: string];
type Frame = {
  /** The part of the product to which it belongs. */
  part: number;
  /** The slug of a partnership. */
  in: Slug;
  /** What it is, in the words of the site in English: a title or a name. */
  what: string;
  proof: readonly Proof[];
};
type Slug = 'almaty-korea' | 'kazakhstan-israel' | 'kazakhstan-japan' | 'kazakhstan-kyrgyzstan' | 'kazakhs-world';

/** A commitment in the ledger; without a strength, something was done and no promise of it is known. */
export type PromisedFact = Frame & {
  is: 'commitment';
  strength: string | null;
  status: string;
  from: readonly string[];
  to: readonly string[];
  term?: string;
  place?: string;
  measure?: string;
  statedOn: string | null;
  promised?: { comparator: string; amount: string; currency: string | null };
  condition?: string;
  beneficiaries?: string;
  /** ISO 8601 duration: once a year is `P1Y`. */
  per?: string;
  /** The meeting at which it was made, the instrument under which it stands, the commitment of which it is a part. */
  at?: string;
  under?: string;
  partOf?: string;
  /** What was done for it, once; `amount` is null for an act. */
  done?: { comparator: string; amount: string | null; period: string | null };
  /** Equivalents that sources state, side by side. */
  equivalents?: readonly { comparator: string; amount: string; currency: string }[];
};
/** What a place can do, or what is so around it: neither promise nor result. */
export type FigureFact = Frame & {
  is: 'capacity' | 'context';
  comparator: string;
  amount: string;
  per: string | null;
  place?: string;
};
export type MeetingFact = Frame & {
  is: 'meeting';
  /** EDTF; null where no source gives the day. */
  held: string | null;
  reportedOn: string | null;
  manner: string;
  place?: string;
  /** Who took part, and as what. */
  participants: readonly (readonly [name: string, post: string | null])[];
};
/** What was said at the meeting of the partnership and promises nothing. */
export type PointFact = Frame & { is: 'point'; kind: string; strength: string | null };
export type InstrumentFact = Frame & {
  is: 'instrument';
  kind: string;
  state: string;
  taken: string | null;
  knownOn: string;
  covers?: string;
  parties: readonly string[];
  carriesOut?: string;
  signatories: readonly string[];
};
export type OrganisationFact = Frame & { is: 'organisation'; place: string | null };
/** What no source says, and what the demonstration therefore must not have. */
export type AbsentFact = Frame & { is: 'nothing'; records: 'instruments' | 'commitments'; like: RegExp };
export type Fact = PromisedFact | FigureFact | MeetingFact | PointFact | InstrumentFact | OrganisationFact | AbsentFact;

const akimat = 'Akimat of Almaty region';
const korea = 'Republic of Korea';
const hyundai = 'Hyundai clinic';
const koreaMet = ['kk', 'Амандық Баталов Корея Республикасының Бас консулы Ким Хын Сумен кездесті'] as const;
const inKorea = {
  part: 1,
  in: 'almaty-korea',
  is: 'commitment',
  statedOn: '2020-12-23',
  status: 'not_started',
} as const;
const koreaMeeting = 'Meeting of the akim and the consul general';
const akimToKorea = { ...inKorea, at: koreaMeeting, from: [akimat], to: [korea] } as const;
const clinic = {
  part: 3,
  in: 'almaty-korea',
  is: 'commitment',
  statedOn: '2020-12-23',
  strength: null,
  status: 'no_target',
  from: [hyundai],
  to: [akimat],
  place: 'Талдықорған, Қаратал',
} as const;

const koreaFacts: readonly Fact[] = [
  {
    part: 1,
    in: 'almaty-korea',
    is: 'meeting',
    what: koreaMeeting,
    held: null,
    reportedOn: '2020-12-23',
    manner: 'not_stated',
    participants: [
      ['Amandyk Batalov', 'akim of Almaty region'],
      ['Kim Heung-soo', 'consul general of the Republic of Korea'],
    ],
    proof: [koreaMet, ['uz-Cyrl', 'Амандиқ Баталов Корея Республикаси бош консули Ким Хин Су билан учрашди']],
  },
  {
    part: 1,
    in: 'almaty-korea',
    is: 'instrument',
    what: 'Memorandum on health cooperation with the Hyundai clinic',
    kind: 'memorandum',
    state: 'signed',
    taken: '2018',
    knownOn: '2020-12-23',
    parties: [hyundai],
    signatories: [],
    proof: [['kk', '2018 жылы «Хёндэ» клиникасымен денсаулық сақтау саласындағы ынтымақтастық туралы меморандум']],
  },
  {
    ...akimToKorea,
    what: 'Open a clinic together',
    strength: 'proposed',
    proof: [
      ['kk', 'науқастардың Кореяға барып емделуіне мүмкіндік сирек екенін айтып, бірлесіп клиника ашуды ұсынды'],
      ['uz-Cyrl', 'Ҳоким биргаликда клиника очишни таклиф қилди'],
      ['en', 'The akim proposed to open a clinic together'],
    ],
  },
  {
    ...akimToKorea,
    what: 'Create all conditions for the joint clinic',
    strength: 'promised',
    proof: [
      ['kk', 'Ол үшін барлық жағдайды жасаймыз деп уәде берді'],
      ['en', 'promised to create all conditions for it'],
    ],
  },
  {
    ...inKorea,
    what: 'Have the proposal of a joint clinic considered',
    at: koreaMeeting,
    strength: 'considered',
    from: ['Consulate General of the Republic of Korea in Almaty'],
    to: [akimat],
    proof: [['kk', 'Бас консул бұл ұсынысты қарастыратынын']],
  },
  {
    ...akimToKorea,
    what: 'Develop tourism together',
    strength: 'proposed',
    proof: [['kk', 'туризм саласын бірге дамытуды ұсынды']],
  },
  {
    ...akimToKorea,
    what: 'Work together in electronics',
    strength: 'proposed',
    proof: [['kk', 'электроника саласында да бірлесіп жұмыс істеуді ұсынды']],
  },
  {
    ...inKorea,
    what: 'Joint work in agriculture',
    at: koreaMeeting,
    strength: 'discussed',
    from: [korea, akimat],
    to: [],
    proof: [['kk', 'ауыл шаруашылығындағы ортақ жұмысты да сөз етті']],
  },
  {
    ...inKorea,
    what: 'Finish the BAKAD ring road',
    at: koreaMeeting,
    strength: 'planned',
    // Past its term and silent: never "overdue".
    status: 'not_reported',
    term: '2024',
    from: [korea, akimat],
    to: [],
    proof: [
      ['kk', '2024 жылға қарай толық аяқталатынына сенімді'],
      ['kk', 'құрылысы пандемия салдарынан біраз кешеуілдеді'],
    ],
  },
  {
    part: 1,
    in: 'almaty-korea',
    is: 'context',
    what: 'Inhabitants of Almaty region',
    comparator: 'gt',
    amount: '2000000',
    per: null,
    proof: [['kk', 'екі миллионнан астам халық']],
  },
  {
    ...clinic,
    what: 'Hyundai specialists see patients in seven fields: traumatology, orthopaedics, surgery, cardiology, neurology, therapy, ultrasound',
    to: ['Taldykorgan city multi-profile hospital'],
    place: 'Талдықорған',
    done: { comparator: 'eq', amount: null, period: '2018/..' },
    proof: [
      [
        'kk',
        'травматология, ортопедия, хирургия, кардиология, неврология, терапия және ультрадыбыстық диагностика бойынша науқас қабылдайды',
      ],
    ],
  },
  {
    ...clinic,
    what: 'Free reception by doctors of the Hyundai clinic',
    measure: 'people_seen',
    done: { comparator: 'gt', amount: '2700', period: null },
    proof: [
      ['kk', '2700-ден астам адамды'],
      ['uz-Cyrl', '2700 дан ортиқ одамни'],
      ['en', 'more than 2,700 people'],
    ],
  },
  {
    ...clinic,
    what: 'Treatment of patients by the Hyundai clinic',
    measure: 'people_treated',
    done: { comparator: 'eq', amount: '1200', period: null },
    proof: [
      ['kk', '1200 адам'],
      ['uz-Cyrl', '1200 киши'],
      ['en', '1,200 people'],
    ],
  },
  {
    ...clinic,
    what: 'Operations by the Hyundai clinic',
    measure: 'operations',
    done: { comparator: 'eq', amount: '37', period: null },
    proof: [
      ['kk', '37 операция'],
      ['uz-Cyrl', '37 та операция'],
      ['en', '37 operations'],
    ],
  },
  {
    ...clinic,
    what: 'Master classes for doctors',
    measure: 'master_classes',
    done: { comparator: 'eq', amount: '60', period: null },
    proof: [
      ['kk', '60 шеберлік сыныбы'],
      ['uz-Cyrl', '60 та маҳорат дарси'],
      ['en', '60 master classes'],
    ],
  },
  {
    ...inKorea,
    part: 6,
    what: 'Exchange of experience on the qualification of specialists and the quality of services',
    strength: 'planned',
    from: [hyundai, 'Taldykorgan city multi-profile hospital'],
    to: [],
    proof: [['kk', 'мамандардың біліктілігі мен қызмет сапасы жөнінде тәжірибе алмаспақ']],
  },
];

const ministries = ['Ministry of Health of the Republic of Kazakhstan', 'Ministry of Health of Israel'] as const;
const kazakhMinistry = ministries[0];
const israelMeeting = 'Meeting of the ambassador of Kazakhstan and the minister of health of Israel';
const inIsrael = {
  part: 1,
  in: 'kazakhstan-israel',
  is: 'commitment',
  statedOn: '2020-09-18',
  status: 'not_started',
  from: ministries,
  to: [],
} as const;

const israelFacts: readonly Fact[] = [
  {
    part: 1,
    in: 'kazakhstan-israel',
    is: 'meeting',
    what: israelMeeting,
    held: null,
    reportedOn: '2020-09-18',
    manner: 'not_stated',
    participants: [
      ['Satybaldy Burshakov', 'ambassador of Kazakhstan'],
      ['Yuli Edelstein', 'minister of health of Israel'],
    ],
    proof: [
      ['kk', 'Сатыбалды Бұршақов Израильдің Денсаулық сақтау министрі Юлий Эдельштейнмен кездесті'],
      ['en', 'Ambassador Satybaldy Burshakov met Yuli Edelstein, the minister of health of Israel'],
    ],
  },
  {
    part: 1,
    in: 'kazakhstan-israel',
    is: 'instrument',
    what: 'Cooperation plan of the ministries for 2019–2024',
    kind: 'cooperation_plan',
    state: 'under_negotiation',
    taken: null,
    knownOn: '2020-09-18',
    covers: '2019/2024',
    parties: ministries,
    signatories: [],
    proof: [
      ['kk', '2019–2024 жылдарға арналған ынтымақтастық жоспарының жобасы'],
      ['ru', 'Проект плана сотрудничества'],
      ['en', 'The draft cooperation plan'],
    ],
  },
  {
    part: 1,
    in: 'kazakhstan-israel',
    is: 'point',
    what: 'Each told the other of the measures taken against the coronavirus',
    kind: 'informed',
    strength: null,
    proof: [['kk', 'Тараптар коронавирусқа қарсы шараларын бір-біріне айтып берді']],
  },
  {
    ...inIsrael,
    what: 'Go on with online conferences on coronavirus practice',
    at: israelMeeting,
    strength: 'agreed',
    proof: [
      ['kk', 'коронавируспен күрес тәжірибесі жөніндегі онлайн конференцияларды жалғастыруға келісті'],
      ['ru', 'продолжить онлайн-конференции об опыте борьбы с коронавирусом'],
      ['uz-Cyrl', 'коронавирусга қарши кураш тажрибаси бўйича онлайн конференцияларни давом эттиришга келишиб олди'],
      ['en', 'agreed to continue online conferences on coronavirus practice'],
    ],
  },
  {
    ...inIsrael,
    part: 9,
    what: 'Go on with online conferences on observing the surveillance system',
    at: israelMeeting,
    strength: 'agreed',
    proof: [['kk', 'Қадағалау жүйесін бақылауға арналған онлайн конференцияларды да жалғастыруға келісті']],
  },
  {
    ...inIsrael,
    what: 'Consider courses in Israel for specialists from Kazakhstan',
    at: israelMeeting,
    strength: 'agreed_to_consider',
    place: 'Израиль',
    condition: 'once the pandemic has stabilised',
    beneficiaries: 'Specialists from Kazakhstan',
    proof: [
      [
        'kk',
        'Пандемия тұрақталған соң тараптар Израильде қазақстандық мамандарға курс ұйымдастыруды қарастыруға келісті',
      ],
      ['ru', 'стороны договорились рассмотреть проведение в Израиле курсов'],
      ['uz-Cyrl', 'курслар ташкил этишни кўриб чиқишга келишиб олди'],
      ['en', 'once the pandemic has stabilised'],
    ],
  },
  {
    ...inIsrael,
    what: 'Invitation of minister Alexey Tsoi to Israel',
    at: israelMeeting,
    strength: 'proposed',
    place: 'Израиль',
    from: [ministries[1]],
    to: [kazakhMinistry],
    proof: [['kk', 'әріптесі Алексей Цойды елге келуге шақырды']],
  },
  {
    ...inIsrael,
    part: 5,
    what: 'Advice to doctors of Kazakhstan in video conferences',
    strength: null,
    status: 'no_target',
    from: ['Leading medical centres of Israel'],
    to: [kazakhMinistry],
    beneficiaries: 'Doctors of Kazakhstan',
    done: { comparator: 'eq', amount: null, period: '2020-03/2020-05' },
    proof: [
      ['kk', '2020 жылғы наурыз-мамыр айларында Израильдің жетекші орталықтары бейнеконференция арқылы'],
      ['ru', 'В марте–мае 2020 года ведущие центры Израиля консультировали казахстанских врачей'],
    ],
  },
  {
    ...inIsrael,
    part: 7,
    what: 'Humanitarian aid through Mashav and companies',
    strength: null,
    status: 'no_target',
    from: ['State of Israel', 'Mashav agency'],
    to: [kazakhMinistry],
    done: { comparator: 'eq', amount: null, period: null },
    proof: [['kk', '«Машав» агенттігі мен компаниялар арқылы Израильден гуманитарлық көмек жеткізілді']],
  },
  {
    ...inIsrael,
    part: 9,
    what: 'Follow each other’s epidemiological situation',
    strength: null,
    status: 'no_target',
    done: { comparator: 'eq', amount: null, period: null },
    proof: [['kk', 'Олар бір-бірінің эпидемиологиялық ахуалын қадағалап отыр']],
  },
  {
    part: 9,
    in: 'kazakhstan-israel',
    is: 'nothing',
    what: 'No exchange of counts was agreed',
    records: 'commitments',
    like: /\bcounts?\b|weekly|figures|data|statistics/i,
    proof: [],
  },
];

const japan = 'Government of Japan';
const hospital = 'Hospital of Semey Medical University';
const grant = 'Grant to equip the hospital of Semey Medical University';
const harmed = 'Patients of Abai region, treated in their own region, among them people harmed by nuclear tests';
const inJapan = { in: 'kazakhstan-japan', is: 'commitment', statedOn: '2026-01-03', from: [japan] } as const;
const finished = {
  ...inJapan,
  part: 7,
  strength: null,
  status: 'no_target',
  done: { comparator: 'eq', amount: null, period: null },
} as const;
const universities = [
  'Semey Medical University',
  'Nagasaki University',
  'Hiroshima University',
  'Oita University',
  'Shimane University',
  'Kochi University',
] as const;
/** The sentence names all five. */
const withFive =
  'Нагасаки, Хиросима, Оита, Симане және Коти университеттерімен академиялық ұтқырлық, клиникалық тағылымдама, бірлескен ғылыми зерттеулер және оқытушылар алмасу бойынша';

const japanFacts: readonly Fact[] = [
  {
    part: 1,
    in: 'kazakhstan-japan',
    is: 'instrument',
    what: 'Document to carry out an intergovernmental agreement',
    kind: 'not_stated',
    state: 'signed',
    taken: null,
    knownOn: '2026-01-03',
    parties: ['Republic of Kazakhstan', japan],
    carriesOut: 'Intergovernmental agreement',
    signatories: ['Akmaral Alnazarova', 'Iijima'],
    proof: [
      ['kk', 'елшісі Иидзима үкіметаралық келісімді іске асыруға арналған құжатқа қол қойды'],
      ['ru', 'Министр здравоохранения Акмарал Альназарова и посол Японии Иидзима подписали документ'],
      ['uz-Cyrl', 'ҳукуматлараро келишувни амалга оширишга доир ҳужжатни имзолади'],
    ],
  },
  {
    ...inJapan,
    part: 7,
    what: grant,
    under: 'Document to carry out an intergovernmental agreement',
    strength: 'signed',
    status: 'not_started',
    to: [hospital],
    place: 'Семей, Абай облысы',
    promised: { comparator: 'eq', amount: '1087000000', currency: 'JPY' },
    beneficiaries: harmed,
    equivalents: [
      { comparator: 'gt', amount: '7000000', currency: 'USD' },
      { comparator: 'eq', amount: '7000000', currency: 'USD' },
    ],
    proof: [
      ['kk', '1 миллиард 87 миллион иен'],
      ['kk', '7 миллион АҚШ долларынан астам'],
      ['kk', 'ядролық сынақтардан зардап шеккен адамдар өз өңірінде емделе алады'],
      ['ru', '1 млрд 87 млн иен'],
      ['ru', '7 млн долларов США'],
      // A key word with a typo, which the reader sees through.
      ['uz-Cyrl', '1 милиард 87 миллион иена'],
    ],
  },
  {
    ...inJapan,
    part: 7,
    what: 'Equip the hospital: MRI, CT, endoscopy, resuscitation and other equipment',
    partOf: grant,
    strength: 'planned',
    status: 'not_started',
    to: [hospital],
    place: 'Семей, Абай облысы',
    beneficiaries: harmed,
    proof: [
      [
        'kk',
        'магниттік-резонанстық және компьютерлік томографтар, эндоскопия мен реанимация жабдығы және басқа да техника',
      ],
      ['ru', 'закупят аппараты МРТ и КТ, эндоскопическое и реанимационное оборудование'],
    ],
  },
  {
    ...inJapan,
    part: 7,
    what: 'Further support under the grassroots human-security programme',
    strength: 'planned',
    status: 'not_started',
    to: [kazakhMinistry],
    proof: [['kk', '«Шөп тамыры» бағдарламасы аясында Қазақстанға қосымша қолдау көрсетпек']],
  },
  {
    ...finished,
    what: 'Nurse-call system for the Semey emergency hospital',
    to: ['Semey emergency hospital'],
    place: 'Семей',
    proof: [
      ['kk', 'Семейдегі жедел жәрдем ауруханасына медбикелерді шақыру жүйесі сатып алынды'],
      ['ru', 'для больницы скорой помощи Семея купили систему вызова медсестёр'],
    ],
  },
  {
    ...finished,
    what: 'CT room at the Batpenov centre',
    to: ['Batpenov National Scientific Centre of Traumatology and Orthopaedics'],
    proof: [
      ['kk', 'Батпенов атындағы орталықта компьютерлік томография кабинеті ашылды'],
      ['ru', 'в центре имени Батпенова открыли кабинет компьютерной томографии'],
    ],
  },
  {
    ...finished,
    part: 6,
    what: 'Training through JICA and the Young Leaders’ Programme',
    from: [japan, 'Japan International Cooperation Agency (JICA)'],
    to: [kazakhMinistry],
    proof: [['kk', "JICA және Young Leaders' бағдарламалары арқылы жүреді"]],
  },
  {
    ...finished,
    part: 6,
    what: 'Academic mobility with five universities of Japan',
    from: universities,
    to: [],
    proof: [['kk', withFive]],
  },
  {
    ...finished,
    part: 6,
    what: 'Clinical internships with five universities of Japan',
    from: universities,
    to: [],
    proof: [['kk', withFive]],
  },
  {
    ...finished,
    part: 6,
    what: 'Joint research with five universities of Japan',
    from: universities,
    to: [],
    proof: [['kk', withFive]],
  },
  {
    ...finished,
    part: 6,
    what: 'Exchange of teachers with five universities of Japan',
    from: universities,
    to: [],
    proof: [['kk', withFive]],
  },
];

const inKyrgyzstan = {
  in: 'kazakhstan-kyrgyzstan',
  is: 'commitment',
  statedOn: '2025-11-28',
  status: 'not_started',
  from: [kazakhMinistry, 'Cabinet of Ministers of the Kyrgyz Republic'],
  to: [],
} as const;
const kyrgyzMeeting = 'Meeting of the minister and the deputy chairman of the Cabinet of Ministers';
const discussed = { ...inKyrgyzstan, at: kyrgyzMeeting, part: 1, strength: 'discussed' } as const;
const considered = { ...inKyrgyzstan, at: kyrgyzMeeting, part: 4, strength: 'agreed_to_consider' } as const;
const inContact = {
  ...inKyrgyzstan,
  part: 8,
  strength: null,
  status: 'no_target',
  done: { comparator: 'eq', amount: null, period: null },
} as const;

const kyrgyzstanFacts: readonly Fact[] = [
  {
    part: 1,
    in: 'kazakhstan-kyrgyzstan',
    is: 'meeting',
    what: kyrgyzMeeting,
    held: null,
    reportedOn: '2025-11-28',
    manner: 'in_person',
    place: 'almaty',
    participants: [
      ['Akmaral Alnazarova', 'minister of health of Kazakhstan'],
      ['Edil Baisalov', 'deputy chairman of the Cabinet of Ministers of the Kyrgyz Republic'],
    ],
    proof: [
      [
        'kk',
        'Ақмарал Әлназарова мен Қырғыз Республикасы Министрлер кабинеті төрағасының орынбасары Эділ Байсалов кездесті',
      ],
      ['uz-Cyrl', 'Вазирлар Маҳкамаси раисининг ўринбосари Эдил Байсалов Алматида учрашди'],
    ],
  },
  {
    part: 1,
    in: 'kazakhstan-kyrgyzstan',
    is: 'nothing',
    what: 'Nothing was signed',
    records: 'instruments',
    like: /./,
    proof: [],
  },
  {
    ...inKyrgyzstan,
    part: 1,
    what: 'Strengthen cooperation in health',
    at: kyrgyzMeeting,
    strength: 'agreed',
    proof: [
      ['kk', 'Екі жақ медициналық ынтымақтастықты нығайтуға келісті'],
      ['uz-Cyrl', 'Икки томон тиббий ҳамкорликни кучайтиришга келишиб олди'],
      ['ru', 'Стороны договорились укреплять сотрудничество в здравоохранении'],
    ],
  },
  {
    ...discussed,
    what: 'Work against infectious and non-infectious disease',
    proof: [
      ['kk', 'Тараптар жұқпалы және жұқпалы емес аурулармен күресті талқылады'],
      ['ru', 'Стороны обсудили борьбу с инфекционными и неинфекционными заболеваниями'],
    ],
  },
  {
    ...discussed,
    what: 'Joint education',
    proof: [['kk', 'Тараптар бірлескен білім беру бағдарламаларын талқылады']],
  },
  { ...discussed, what: 'Staff', proof: [['kk', 'Тараптар кадр мәселесін де талқылады']] },
  {
    ...considered,
    what: 'Access of Kyrgyz patients to children’s onco-haematology in Kazakhstan',
    place: 'Қазақстан',
    beneficiaries: 'Patients from Kyrgyzstan',
    proof: [
      ['kk', 'Қырғызстан науқастарының Қазақстандағы балалар онкогематологиясына қолжетімділігін қарастыруға келісті'],
      ['uz-Cyrl', 'болалар онкогематологиясидан фойдаланишини кўриб чиқишга келишиб олди'],
      ['ru', 'Стороны договорились рассмотреть доступ кыргызских пациентов к детской онкогематологии'],
      ['en', 'agreed to consider access of patients from Kyrgyzstan'],
    ],
  },
  {
    ...considered,
    what: 'Cooperation within the new proton centre',
    proof: [['kk', 'Жаңа протон орталығы аясындағы ынтымақтастықты қарастыруға келісті']],
  },
  {
    part: 4,
    in: 'kazakhstan-kyrgyzstan',
    is: 'capacity',
    what: 'New proton centre',
    comparator: 'gt',
    amount: '800',
    per: 'P1Y',
    proof: [
      ['kk', 'жылына 800-ден астам науқасты'],
      ['uz-Cyrl', 'йилига 800 дан ортиқ беморни'],
      ['ru', 'более чем на 800 пациентов в год'],
    ],
  },
  {
    ...considered,
    what: 'Kyrgyz participation in the project of an international centre for children’s heart surgery',
    proof: [['kk', 'балалар кардиохирургиясының халықаралық орталығы жобасына қатысуын қарастыруға келісті']],
  },
  {
    ...considered,
    what: 'Kyrgyz participation in the project of an international centre for adult oncology',
    proof: [['kk', 'Ересектер онкологиясының халықаралық орталығы жобасына қатысуын да қарастыруға келісті']],
  },
  {
    ...inContact,
    what: 'Working contacts on joint procurement',
    proof: [['kk', 'Дәріні бірлесіп сатып алу бойынша жұмыс байланысы орнатылды']],
  },
  {
    ...inContact,
    what: 'Working contacts on faster registration of medicines',
    proof: [['kk', 'Дәрілерді тіркеуді жеделдету бойынша жұмыс байланысы орнатылды']],
  },
  {
    ...inContact,
    what: 'Working contacts on exchange about GMP standards',
    proof: [['kk', 'GMP стандарттары туралы тәжірибе алмасу бойынша да жұмыс байланысы орнатылды']],
  },
];

const association = 'World Association of Kazakhs';
const fund = 'Otandastar Fund';
const branch = 'Almaty regional branch of the Otandastar Fund';
const offices = ['Front office in Almaty', 'Front office in Taldykorgan', 'Contact centre 1404'] as const;
/** The source has no day of publication, and nobody fills one in. */
const amongKazakhs = { part: 10, in: 'kazakhs-world', is: 'commitment', statedOn: null, to: [] } as const;
const conference = 'Online conference with qandas entrepreneurs';
const offered = { ...amongKazakhs, at: conference, strength: 'proposed', status: 'not_started' } as const;
const waiting = {
  ...amongKazakhs,
  at: conference,
  strength: 'planned',
  status: 'not_started',
  from: [branch],
  beneficiaries: 'Qandas',
} as const;
const happened = {
  ...amongKazakhs,
  strength: null,
  status: 'no_target',
  done: { comparator: 'eq', amount: null, period: null },
} as const;
const entrepreneur = { part: 10, in: 'kazakhs-world', is: 'organisation' } as const;
const whatTheyDo = [
  'kk',
  'қоғамдық тамақтандырумен және заңмен айналысады, бірі шипажай, енді бірі жылыжай ұстайды',
] as const;

const kazakhsFacts: readonly Fact[] = [
  {
    part: 10,
    in: 'kazakhs-world',
    is: 'meeting',
    what: conference,
    held: 'XXXX-04-10',
    reportedOn: null,
    manner: 'online',
    participants: [
      [association, null],
      [fund, null],
      ['10 qandas entrepreneurs (Almaty region)', null],
    ],
    proof: [
      ['kk', '10 сәуірде Дүниежүзі қазақтарының қауымдастығы мен Отандастар қоры'],
      ['kk', '10 кәсіпкер'],
      ['ru', '10 апреля Всемирная ассоциация казахов и фонд «Отандастар»'],
      ['uz-Cyrl', '10 апрель куни'],
    ],
  },
  {
    part: 10,
    in: 'kazakhs-world',
    is: 'point',
    what: 'Work in quarantine: catering and law, a sanatorium, a greenhouse, a language centre',
    kind: 'informed',
    strength: null,
    proof: [['kk', 'Олар карантин кезіндегі жұмысын баяндады'], whatTheyDo],
  },
  { ...entrepreneur, what: 'Qandas entrepreneur: catering and law', place: 'almaty-region', proof: [] },
  { ...entrepreneur, what: 'Sanatorium of a qandas entrepreneur', place: 'almaty-region', proof: [] },
  { ...entrepreneur, what: 'Greenhouse of a qandas entrepreneur', place: 'taldykorgan', proof: [] },
  { ...entrepreneur, what: 'Language centre of a qandas entrepreneur', place: 'almaty-region', proof: [] },
  {
    ...happened,
    what: 'Teach children from China Cyrillic and Latin letters',
    from: ['Language centre of a qandas entrepreneur'],
    beneficiaries: 'Children from China',
    proof: [['kk', 'Қытайдан келген балаларға кирилл мен латын әріптерін үйретеді']],
  },
  {
    ...waiting,
    what: 'Send some of the issues to local administrations',
    proof: [
      ['kk', 'Кейбір мәселе жергілікті әкімдіктерге жолданады'],
      ['ru', 'Часть вопросов направят местным администрациям'],
    ],
  },
  {
    ...waiting,
    what: 'Issues that wait for the decision of the regional branch',
    proof: [['kk', 'Басқа мәселелер облыстық филиалдың шешімін күтеді']],
  },
  {
    ...happened,
    what: 'Front offices in Almaty and Taldykorgan and contact centre 1404',
    from: offices,
    beneficiaries: 'Qandas',
    place: 'Алматы, Талдықорған',
    proof: [['kk', 'Алматы мен Талдықорғандағы фронт-офистер және 1404 байланыс орталығы']],
  },
  { ...entrepreneur, what: offices[0], place: 'almaty', proof: [] },
  { ...entrepreneur, what: offices[1], place: 'taldykorgan', proof: [] },
  { ...entrepreneur, what: offices[2], place: null, proof: [] },
  {
    ...happened,
    what: 'Repay a grant of the state on time',
    from: ['Greenhouse of a qandas entrepreneur'],
    to: ['Republic of Kazakhstan'],
    proof: [['kk', 'Жылыжай иесі мемлекеттік грантты мерзімінде қайтарды']],
  },
  {
    ...happened,
    what: 'A soft loan of the state',
    from: ['Republic of Kazakhstan'],
    to: ['Language centre of a qandas entrepreneur'],
    proof: [['kk', 'Тіл орталығы мемлекеттен жеңіл несие алды']],
  },
  {
    ...happened,
    what: 'Explain social help to qandas',
    from: ['Qandas entrepreneur: catering and law'],
    beneficiaries: 'Qandas',
    proof: [['kk', 'Заңгер қандастарға әлеуметтік көмек туралы түсіндірді']],
  },
  {
    ...offered,
    what: 'The sanatorium takes orphans once a year',
    per: 'P1Y',
    from: ['Sanatorium of a qandas entrepreneur'],
    beneficiaries: 'Orphans',
    proof: [
      ['kk', 'Шипажай жылына бір рет жетім балаларды қабылдайды'],
      ['en', 'The sanatorium takes orphans once a year'],
    ],
  },
  {
    ...offered,
    what: 'The greenhouse teaches those who are interested',
    from: ['Greenhouse of a qandas entrepreneur'],
    place: 'Талдықорған',
    proof: [
      ['kk', 'Жылыжай иесі қызыққан жанға үйретуге дайын'],
      ['ru', 'Владелец теплицы готов обучать желающих'],
    ],
  },
  {
    ...offered,
    what: 'The language centre lowers its fees',
    // A source says that it was done.
    status: 'kept',
    from: ['Language centre of a qandas entrepreneur'],
    done: { comparator: 'eq', amount: null, period: null },
    proof: [
      ['kk', 'Тіл орталығы оқу ақысын төмендетті'],
      ['ru', 'Языковой центр снизил оплату'],
    ],
  },
];

export const facts: readonly Fact[] = [
  ...koreaFacts,
  ...israelFacts,
  ...japanFacts,
  ...kyrgyzstanFacts,
  ...kazakhsFacts,
];
