import { type DemoPartnership, drafted, publishers, told } from '../bulletin.ts';
import { act, done, promise } from '../ledger.ts';
import { attending, becomes, type DemoMeeting, group, informed, meetingOf } from '../meeting.ts';
import { said } from '../said.ts';

/** The page gives no day of publication, and the conference is on 10 April of a year that it does not name. */
const on = null;
const officesAndCentre = ['front-office-almaty', 'front-office-taldykorgan', 'contact-centre-1404'];
const qandas = said('Қандастар', 'Кандасы', 'Qandas');

const teachesLetters = act(
  said(
    'Қытайдан келген балаларға кирилл және латын әріптерін үйрету',
    'Учить детей из Китая кириллице и латинице',
    'Teach children from China Cyrillic and Latin letters',
  ),
  {
    on,
    from: ['qandas-language-centre'],
    beneficiaries: said('Қытайдан келген балалар', 'Дети из Китая', 'Children from China'),
  },
);
const orphans = act(
  said(
    'Шипажай жылына бір рет жетім балаларды қабылдайды',
    'Санаторий раз в год принимает детей-сирот',
    'The sanatorium takes orphans once a year',
  ),
  {
    on,
    strength: 'proposed',
    per: 'P1Y',
    from: ['qandas-sanatorium'],
    beneficiaries: said('Жетім балалар', 'Дети-сироты', 'Orphans'),
  },
);
const teaching = act(
  said(
    'Жылыжай иесі қызыққан жанға үйретеді',
    'Владелец теплицы учит желающих',
    'The greenhouse teaches those who are interested',
  ),
  { on, strength: 'proposed', from: ['qandas-greenhouse'], place: 'Талдықорған' },
);
const fees = act(
  said('Тіл орталығы оқу ақысын төмендетеді', 'Языковой центр снижает оплату', 'The language centre lowers its fees'),
  { on, strength: 'proposed', from: ['qandas-language-centre'] },
);
const repaid = act(
  said(
    'Мемлекеттік грантты мерзімінде қайтару',
    'Вернуть государственный грант в срок',
    'Repay a grant of the state on time',
  ),
  { on, from: ['qandas-greenhouse'], to: ['kz-government'] },
);
const loan = act(said('Мемлекеттің жеңіл несиесі', 'Льготный кредит государства', 'A soft loan of the state'), {
  on,
  from: ['kz-government'],
  to: ['qandas-language-centre'],
});
const explained = act(
  said(
    'Қандастарға әлеуметтік көмек туралы түсіндіру',
    'Разъяснить кандасам меры социальной помощи',
    'Explain social help to qandas',
  ),
  { on, from: ['qandas-caterer'], beneficiaries: qandas },
);
const forwarded = act(
  said(
    'Кейбір мәселені жергілікті әкімдіктерге жолдау',
    'Направить часть вопросов местным администрациям',
    'Send some of the issues to local administrations',
  ),
  { on, strength: 'planned', from: ['almaty-branch'], beneficiaries: qandas },
);
const decisions = act(
  said(
    'Облыстық филиалдың шешімін күткен мәселелер',
    'Вопросы, которые ждут решения областного филиала',
    'Issues that wait for the decision of the regional branch',
  ),
  { on, strength: 'planned', from: ['almaty-branch'], beneficiaries: qandas },
);
const offices = act(
  said(
    'Алматы мен Талдықорғандағы фронт-офистер және 1404 байланыс орталығы',
    'Фронт-офисы в Алматы и Талдыкоргане и контакт-центр 1404',
    'Front offices in Almaty and Taldykorgan and contact centre 1404',
  ),
  { on, from: officesAndCentre, beneficiaries: qandas, place: 'Алматы, Талдықорған' },
);

const meeting: DemoMeeting = {
  meeting: meetingOf(
    said(
      'Қандас кәсіпкерлермен онлайн конференция',
      'Онлайн-конференция с предпринимателями-кандасами',
      'Online conference with qandas entrepreneurs',
    ),
    { held: 'XXXX-04-10', manner: 'online' },
  ),
  participants: [
    attending('world-association', { side: 0, part: 'head' }),
    attending('otandastar-fund', { side: 1, part: 'head' }),
    group(
      {
        kk: '10 қандас кәсіпкер (Алматы облысы)',
        ru: '10 предпринимателей-кандасов (Алматинская область)',
        en: '10 qandas entrepreneurs (Almaty region)',
      },
      { side: 2 },
    ),
  ],
  points: [
    informed(
      2,
      said(
        'Карантин кезіндегі жұмыс: қоғамдық тамақтандыру және заң, шипажай, жылыжай, тіл орталығы',
        'Работа в карантин: общественное питание и право, санаторий, теплица, языковой центр',
        'Work in quarantine: catering and law, a sanatorium, a greenhouse, a language centre',
      ),
    ),
    becomes('offered', 2, orphans),
    becomes('offered', 2, teaching),
    becomes('offered', 2, fees),
    becomes('discussed', 1, forwarded),
    becomes('discussed', 1, decisions),
  ],
};

export const kazakhsWorld: DemoPartnership = {
  slug: 'kazakhs-world',
  fields: ['agriculture', 'education'],
  countries: ['KZ'],
  places: ['almaty-region', 'almaty', 'taldykorgan'],
  owner: 'world-association',
  by: 'coordinator@association.example',
  names: {
    kk: 'Дүниежүзі қазақтарының қауымдастығы мен Отандастар қоры',
    ru: 'Всемирная ассоциация казахов и фонд «Отандастар»',
    en: 'The World Association of Kazakhs and the Otandastar Fund',
  },
  summary: said(
    'Қауымдастық пен қор Алматы облысының қандас кәсіпкерлерімен онлайн конференция өткізді.',
    'Ассоциация и фонд провели онлайн-конференцию с предпринимателями-кандасами Алматинской области.',
    'The association and the fund held an online conference with qandas entrepreneurs of Almaty region.',
  ),
  sides: [
    {
      names: {
        kk: 'Дүниежүзі қазақтарының қауымдастығы',
        ru: 'Всемирная ассоциация казахов',
        en: 'World Association of Kazakhs',
      },
      organisations: ['world-association'],
    },
    {
      names: { kk: 'Отандастар қоры', ru: 'Фонд «Отандастар»', en: 'Otandastar Fund' },
      organisations: ['otandastar-fund', 'almaty-branch', ...officesAndCentre],
    },
    {
      names: {
        kk: 'Алматы облысының қандас кәсіпкерлері',
        ru: 'Предприниматели-кандасы Алматинской области',
        en: 'Qandas entrepreneurs of Almaty region',
      },
      organisations: ['qandas-caterer', 'qandas-sanatorium', 'qandas-greenhouse', 'qandas-language-centre'],
    },
    { names: { kk: 'Мемлекет', ru: 'Государство', en: 'The state' }, organisations: ['kz-government'] },
  ],
  meeting,
  bulletins: [
    {
      file: 'kazakhs.kk.txt',
      title: 'Қандас кәсіпкерлер онлайн бас қосты',
      publisher: publishers.kk,
      steps: [
        drafted('delivery', /онлайн конференция/, { enter: 'meeting' }),
        drafted('count', /10 кәсіпкер/, { enter: 'meeting' }),
        told('Олар карантин кезіндегі жұмысын баяндады', { enter: 'meeting' }),
        told(
          'Бірі қоғамдық тамақтандырумен және заңмен айналысады, бірі шипажай, енді бірі жылыжай ұстайды',
          { enter: 'meeting' },
          'ongoing',
        ),
        told(
          'Тағы бір кәсіпкердің тіл орталығы Қытайдан келген балаларға кирилл мен латын әріптерін үйретеді',
          done(teachesLetters),
          'ongoing',
        ),
        told('Шипажай жылына бір рет жетім балаларды қабылдайды', promise(orphans), 'ongoing'),
        drafted('commitment', /үйретуге дайын/, promise(teaching)),
        told('Тіл орталығы оқу ақысын төмендетті', done(fees)),
        told('Жылыжай иесі мемлекеттік грантты мерзімінде қайтарды', done(repaid)),
        told('Тіл орталығы мемлекеттен жеңіл несие алды', done(loan)),
        told('Заңгер қандастарға әлеуметтік көмек туралы түсіндірді', done(explained)),
        told('Кейбір мәселе жергілікті әкімдіктерге жолданады', promise(forwarded), 'ongoing'),
        told('Басқа мәселелер облыстық филиалдың шешімін күтеді', promise(decisions), 'ongoing'),
        told(
          'Алматы мен Талдықорғандағы фронт-офистер және 1404 байланыс орталығы қандастардың мәселесімен айналысып келеді',
          done(offices),
          'ongoing',
        ),
      ],
    },
    {
      file: 'kazakhs.ru.txt',
      title: 'Предприниматели-кандасы встретились онлайн',
      publisher: publishers.ru,
      steps: [
        drafted('delivery', /онлайн-конференцию/, { enter: 'meeting' }),
        drafted('commitment', /готов обучать/, promise(teaching)),
        told('Языковой центр снизил оплату', done(fees)),
        drafted('commitment', /местным администрациям/, promise(forwarded)),
      ],
    },
    {
      file: 'kazakhs.uz.txt',
      title: 'Қандас тадбиркорлар онлайн йиғилди',
      publisher: publishers.uz,
      steps: [drafted('delivery', /онлайн конференция/, { enter: 'meeting' })],
    },
    {
      file: 'kazakhs.en.txt',
      title: 'Qandas entrepreneurs meet online',
      publisher: publishers.en,
      steps: [told('The sanatorium takes orphans once a year', promise(orphans), 'ongoing')],
    },
  ],
};
