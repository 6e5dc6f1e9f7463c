import { type DemoPartnership, drafted, publishers, told } from '../bulletin.ts';
import { act, done, figure, promise } from '../ledger.ts';
import { becomes, type DemoMeeting, holder, meetingOf } from '../meeting.ts';
import { said } from '../said.ts';

/** Published on 28 November 2025; the day of the meeting itself is not in the source. Nothing was signed. */
const on = '2025-11-28';
const together = { on, from: ['kz-health-ministry', 'kg-cabinet'] };
const patients = said('Қырғызстан науқастары', 'Пациенты из Кыргызстана', 'Patients from Kyrgyzstan');

const stronger = act(
  said(
    'Медициналық ынтымақтастықты нығайту',
    'Укреплять сотрудничество в медицине',
    'Strengthen cooperation in health',
  ),
  { ...together, strength: 'agreed' },
);
const discussed = { ...together, strength: 'discussed' } as const;
const diseases = act(
  said(
    'Жұқпалы және жұқпалы емес аурулармен күрес',
    'Борьба с инфекционными и неинфекционными заболеваниями',
    'Work against infectious and non-infectious disease',
  ),
  discussed,
);
const education = act(
  said('Бірлескен білім беру бағдарламалары', 'Совместные образовательные программы', 'Joint education'),
  discussed,
);
const staff = act(said('Кадр мәселесі', 'Кадры', 'Staff'), discussed);

const procurement = act(
  said(
    'Дәріні бірлесіп сатып алу бойынша жұмыс байланысы',
    'Рабочие контакты по совместным закупкам',
    'Working contacts on joint procurement',
  ),
  together,
);
const registration = act(
  said(
    'Дәрілерді тіркеуді жеделдету бойынша жұмыс байланысы',
    'Рабочие контакты по ускорению регистрации лекарств',
    'Working contacts on faster registration of medicines',
  ),
  together,
);
const standards = act(
  said(
    'GMP стандарттары жөнінде тәжірибе алмасу бойынша жұмыс байланысы',
    'Рабочие контакты по обмену опытом о стандартах GMP',
    'Working contacts on exchange about GMP standards',
  ),
  together,
);

const considered = { ...together, strength: 'agreed_to_consider' } as const;
const oncohaematology = act(
  said(
    'Қырғызстан науқастарының Қазақстандағы балалар онкогематологиясына қолжетімділігі',
    'Доступ пациентов из Кыргызстана к детской онкогематологии в Казахстане',
    'Access of Kyrgyz patients to children’s onco-haematology in Kazakhstan',
  ),
  { ...considered, place: 'Қазақстан', beneficiaries: patients },
);
const proton = act(
  said(
    'Жаңа протон орталығы аясындағы ынтымақтастық',
    'Сотрудничество в рамках нового протонного центра',
    'Cooperation within the new proton centre',
  ),
  considered,
);
const heartSurgery = act(
  said(
    'Қырғызстанның балалар кардиохирургиясының халықаралық орталығы жобасына қатысуы',
    'Участие Кыргызстана в проекте международного центра детской кардиохирургии',
    'Kyrgyz participation in the project of an international centre for children’s heart surgery',
  ),
  considered,
);
const oncology = act(
  said(
    'Қырғызстанның ересектер онкологиясының халықаралық орталығы жобасына қатысуы',
    'Участие Кыргызстана в проекте международного центра взрослой онкологии',
    'Kyrgyz participation in the project of an international centre for adult oncology',
  ),
  considered,
);
const capacity = figure('capacity', said('Жаңа протон орталығы', 'Новый протонный центр', 'New proton centre'), {
  comparator: 'gt',
  amount: '800',
  per: 'P1Y',
});

const meeting: DemoMeeting = {
  meeting: meetingOf(
    said(
      'Министр мен Министрлер кабинеті төрағасы орынбасарының кездесуі',
      'Встреча министра и заместителя председателя Кабинета министров',
      'Meeting of the minister and the deputy chairman of the Cabinet of Ministers',
    ),
    {
      reportedOn: on,
      manner: 'in_person',
      place: 'almaty',
      venue: said(
        'Жұқпалы аурулар ұлттық ғылыми орталығы',
        'Национальный научный центр инфекционных болезней',
        'National Scientific Centre of Infectious Diseases',
      ),
    },
  ),
  participants: [holder('alnazarova', { side: 0 }), holder('baisalov', { side: 1 })],
  points: [
    becomes('agreed', null, stronger),
    becomes('discussed', null, diseases),
    becomes('discussed', null, education),
    becomes('discussed', null, staff),
    becomes('agreed', null, oncohaematology),
    becomes('agreed', null, proton),
    becomes('agreed', null, heartSurgery),
    becomes('agreed', null, oncology),
  ],
};

export const kazakhstanKyrgyzstan: DemoPartnership = {
  slug: 'kazakhstan-kyrgyzstan',
  fields: ['health', 'education'],
  countries: ['KZ', 'KG'],
  places: ['almaty'],
  owner: 'kz-health-ministry',
  by: 'coordinator@health.example',
  names: {
    kk: 'Қазақстан мен Қырғызстан',
    ru: 'Казахстан и Кыргызстан',
    en: 'Kazakhstan and Kyrgyzstan',
    ky: 'Казакстан жана Кыргызстан',
    'uz-Cyrl': 'Қозоғистон ва Қирғизистон',
  },
  summary: said(
    'Екі ел медициналық ынтымақтастықты нығайтуға келісті; құжатқа қол қойылмады.',
    'Страны договорились укреплять сотрудничество в медицине; документов не подписывали.',
    'The countries agreed to strengthen cooperation in health; nothing was signed.',
  ),
  sides: [
    {
      names: { kk: 'Қазақстан', ru: 'Казахстан', en: 'Kazakhstan' },
      organisations: ['kz-health-ministry', 'proton-centre'],
    },
    {
      names: { kk: 'Қырғызстан', ru: 'Кыргызстан', en: 'Kyrgyzstan', ky: 'Кыргызстан' },
      organisations: ['kg-cabinet'],
    },
  ],
  meeting,
  bulletins: [
    {
      file: 'kyrgyzstan.kk.txt',
      title: 'Қазақстан мен Қырғызстан медицинадағы байланысын нығайтады',
      publisher: publishers.kk,
      steps: [
        told(
          'Алматыдағы Жұқпалы аурулар ұлттық ғылыми орталығында министр Ақмарал Әлназарова мен Қырғыз Республикасы Министрлер кабинеті төрағасының орынбасары Эділ Байсалов кездесті',
          { enter: 'meeting' },
        ),
        drafted('commitment', /нығайтуға келісті/, promise(stronger)),
        drafted('commitment', /жұқпалы емес/, promise(diseases)),
        drafted('commitment', /білім беру/, promise(education)),
        drafted('commitment', /кадр мәселесін/, promise(staff)),
        drafted('delivery', /бірлесіп сатып алу/, done(procurement)),
        drafted('delivery', /тіркеуді жеделдету/, done(registration)),
        drafted('delivery', /GMP/, done(standards)),
        drafted('commitment', /онкогематология/, promise(oncohaematology)),
        drafted('commitment', /протон орталығы/, promise(proton)),
        drafted('capacity', /800/, capacity),
        drafted('commitment', /кардиохирургия/, promise(heartSurgery)),
        drafted('commitment', /Ересектер онкологиясы/, promise(oncology)),
      ],
    },
    {
      file: 'kyrgyzstan.uz.txt',
      title: 'Қозоғистон ва Қирғизистон тиббиётдаги алоқаларни кучайтиради',
      publisher: publishers.uz,
      steps: [
        told(
          'Соғлиқни сақлаш вазири Ақмарал Алназарова ва Қирғиз Республикаси Вазирлар Маҳкамаси раисининг ўринбосари Эдил Байсалов Алматида учрашди',
          { enter: 'meeting' },
        ),
        drafted('commitment', /кучайтиришга/, promise(stronger)),
        drafted('commitment', /онкогематология/, promise(oncohaematology)),
        drafted('capacity', /800/, capacity),
      ],
    },
    {
      file: 'kyrgyzstan.ru.txt',
      title: 'Казахстан и Кыргызстан укрепят сотрудничество в медицине',
      publisher: publishers.ru,
      steps: [
        drafted('commitment', /укреплять/, promise(stronger)),
        drafted('commitment', /обсудили/, promise(diseases)),
        drafted('commitment', /онкогематологии/, promise(oncohaematology)),
        drafted('capacity', /800/, capacity),
      ],
    },
    {
      file: 'kyrgyzstan.en.txt',
      title: 'Kazakhstan and Kyrgyzstan to strengthen work in health',
      publisher: publishers.en,
      steps: [drafted('commitment', /onco-haematology/, promise(oncohaematology))],
    },
  ],
};
