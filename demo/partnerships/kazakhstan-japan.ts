import { type DemoPartnership, drafted, publishers, type Step, told } from '../bulletin.ts';
import { act, done, money, promise } from '../ledger.ts';
import { instrumentOf, signedBy } from '../instrument.ts';
import { said } from '../said.ts';

/** Published on 3 January 2026; the day of the signing itself is not in the source. */
const on = '2026-01-03';
const grantTitle = 'Семей медицина университетінің ауруханасын жабдықтау гранты';
const beneficiaries = said(
  'Абай облысының науқастары, оның ішінде ядролық сынақтардан зардап шеккендер: олар өз өңірінде емделеді',
  'Пациенты области Абай, в том числе пострадавшие от ядерных испытаний: лечение в своём регионе',
  'Patients of Abai region, treated in their own region, among them people harmed by nuclear tests',
);
const hospital = { on, from: ['japan-government'], to: ['semey-university-hospital'], place: 'Семей, Абай облысы' };
const universities = [
  'semey-university',
  'nagasaki-university',
  'hiroshima-university',
  'oita-university',
  'shimane-university',
  'kochi-university',
];

const grant = money(
  said(
    grantTitle,
    'Грант на оснащение больницы Медицинского университета Семей',
    'Grant to equip the hospital of Semey Medical University',
  ),
  { ...hospital, amount: '1087000000', currency: 'JPY', strength: 'signed', beneficiaries },
);
const equipment = act(
  said(
    'Аурухананы жабдықтау: МРТ, КТ, эндоскопия, реанимация жабдығы және басқа техника',
    'Оснастить больницу: МРТ, КТ, эндоскопия, реанимация и другое оборудование',
    'Equip the hospital: MRI, CT, endoscopy, resuscitation and other equipment',
  ),
  { ...hospital, strength: 'planned', beneficiaries, partOf: grantTitle },
);
const grassroots = act(
  said(
    'Адам қауіпсіздігі жөніндегі «Шөп тамыры» бағдарламасы аясындағы қосымша қолдау',
    'Дополнительная поддержка по программе «Корни травы» в области безопасности человека',
    'Further support under the grassroots human-security programme',
  ),
  { on, strength: 'planned', from: ['japan-government'], to: ['kz-health-ministry'] },
);
const callSystem = act(
  said(
    'Семейдің жедел жәрдем ауруханасына медбике шақыру жүйесі',
    'Система вызова медсестёр для больницы скорой помощи Семея',
    'Nurse-call system for the Semey emergency hospital',
  ),
  { on, from: ['japan-government'], to: ['semey-emergency-hospital'], place: 'Семей' },
);
const scannerRoom = act(
  said(
    'Батпенов атындағы орталықтың компьютерлік томография кабинеті',
    'Кабинет компьютерной томографии в центре имени Батпенова',
    'CT room at the Batpenov centre',
  ),
  { on, from: ['japan-government'], to: ['batpenov-centre'] },
);
const programmes = act(
  said(
    'JICA және Young Leaders’ бағдарламалары арқылы кадр даярлау',
    'Подготовка кадров по программам JICA и Young Leaders’',
    'Training through JICA and the Young Leaders’ Programme',
  ),
  { on, from: ['japan-government', 'jica'], to: ['kz-health-ministry'] },
);
const withUniversities = { on, from: universities };
const mobility = act(
  said(
    'Жапонияның бес университетімен академиялық ұтқырлық',
    'Академическая мобильность с пятью университетами Японии',
    'Academic mobility with five universities of Japan',
  ),
  withUniversities,
);
const internships = act(
  said(
    'Жапонияның бес университетімен клиникалық тағылымдама',
    'Клинические стажировки с пятью университетами Японии',
    'Clinical internships with five universities of Japan',
  ),
  withUniversities,
);
const research = act(
  said(
    'Жапонияның бес университетімен бірлескен ғылыми зерттеулер',
    'Совместные исследования с пятью университетами Японии',
    'Joint research with five universities of Japan',
  ),
  withUniversities,
);
const teachers = act(
  said(
    'Жапонияның бес университетімен оқытушылар алмасу',
    'Обмен преподавателями с пятью университетами Японии',
    'Exchange of teachers with five universities of Japan',
  ),
  withUniversities,
);

/** Of the agreement that it carries out, no bulletin gives more than that it is between the governments. */
const documentTitle = 'Үкіметаралық келісімді іске асыруға арналған құжат';
const signedDocument = {
  enter: 'instrument',
  instrument: instrumentOf(
    said(
      documentTitle,
      'Документ о реализации межправительственного соглашения',
      'Document to carry out an intergovernmental agreement',
    ),
    {
      kind: 'not_stated',
      parties: ['kz-government', 'japan-government'],
      parent: {
        relation: 'carries_out',
        id: null,
        title: said('Үкіметаралық келісім', 'Межправительственное соглашение', 'Intergovernmental agreement'),
      },
      signatories: [signedBy('alnazarova', 'kz-health-ministry'), signedBy('iijima', 'japan-embassy')],
    },
  ),
  step: { state: 'signed', taken: null, knownOn: on, manner: null },
} as const;

/** One source says "more than 7 million", another "7 million": both stand under the amount in yen. */
const restated = (yen: RegExp, dollars: RegExp): Step[] => [
  drafted('money', dollars, { enter: 'equivalent', ofQuote: yen }),
];

export const kazakhstanJapan: DemoPartnership = {
  slug: 'kazakhstan-japan',
  fields: ['health', 'education'],
  countries: ['KZ', 'JP'],
  places: ['semey', 'abai-region'],
  owner: 'kz-health-ministry',
  by: 'coordinator@health.example',
  names: {
    kk: 'Қазақстан мен Жапония',
    ru: 'Казахстан и Япония',
    en: 'Kazakhstan and Japan',
    ja: 'カザフスタンと日本',
  },
  summary: said(
    'Жапония Абай облысындағы университет ауруханасына медициналық жабдық сатып алуға грант береді.',
    'Япония выделяет грант на медицинское оборудование для университетской больницы в области Абай.',
    'Japan gives a grant for medical equipment of a university hospital in Abai region.',
  ),
  sides: [
    {
      names: { kk: 'Қазақстан', ru: 'Казахстан', en: 'Kazakhstan' },
      organisations: [
        'kz-health-ministry',
        'kz-government',
        'semey-university',
        'semey-university-hospital',
        'semey-emergency-hospital',
        'batpenov-centre',
      ],
    },
    {
      names: { kk: 'Жапония', ru: 'Япония', en: 'Japan', ja: '日本' },
      organisations: [
        'japan-government',
        'japan-embassy',
        'jica',
        ...universities.filter((key) => key !== 'semey-university'),
      ],
    },
  ],
  bulletins: [
    {
      file: 'japan.kk.txt',
      title: 'Жапония Семейдегі университет ауруханасын жабдықтауға грант береді',
      publisher: publishers.kk,
      steps: [
        drafted('instrument', /қол қойды/, signedDocument),
        drafted('money', /иен/, { enter: 'under', instrument: documentTitle, commitment: grant }),
        ...restated(/иен/, /доллар/),
        told(
          'Гранттың қаржысына магниттік-резонанстық және компьютерлік томографтар, эндоскопия мен реанимация жабдығы және басқа да техника сатып алынады',
          promise(equipment),
        ),
        told('Оның ішінде ядролық сынақтардан зардап шеккен адамдар өз өңірінде емделе алады', {
          enter: 'quote',
          of: grantTitle,
        }),
        drafted('commitment', /«Шөп тамыры»/, promise(grassroots)),
        drafted('delivery', /шақыру жүйесі/, done(callSystem)),
        drafted('delivery', /томография кабинеті/, done(scannerRoom)),
        told(
          "Кадр даярлау саласындағы өзара іс-қимыл JICA және Young Leaders' бағдарламалары арқылы жүреді",
          done(programmes),
          'ongoing',
        ),
        told('академиялық ұтқырлық', done(mobility), 'ongoing'),
        told('клиникалық тағылымдама', done(internships), 'ongoing'),
        told('бірлескен ғылыми зерттеулер', done(research), 'ongoing'),
        told('оқытушылар алмасу', done(teachers), 'ongoing'),
      ],
    },
    {
      file: 'japan.ru.txt',
      title: 'Япония выделит грант больнице Медицинского университета Семей',
      publisher: publishers.ru,
      steps: [
        drafted('instrument', /подписали/, signedDocument),
        drafted('money', /иен/, promise(grant)),
        ...restated(/иен/, /доллар/),
        drafted('commitment', /МРТ/, promise(equipment)),
        told(
          'Прежде на гранты Японии для больницы скорой помощи Семея купили систему вызова медсестёр',
          done(callSystem),
        ),
        told('в центре имени Батпенова открыли кабинет компьютерной томографии', done(scannerRoom)),
      ],
    },
    {
      file: 'japan.uz.txt',
      title: 'Япония Семейдаги университет госпиталига грант беради',
      publisher: publishers.uz,
      steps: [drafted('instrument', /имзолади/, signedDocument), drafted('money', /иена/, promise(grant))],
    },
    { file: 'japan.en.txt', title: 'Japan to equip a university hospital in Semey', publisher: publishers.en },
  ],
};
