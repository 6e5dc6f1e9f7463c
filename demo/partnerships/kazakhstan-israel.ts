import { type DemoPartnership, drafted, publishers, told } from '../bulletin.ts';
import { act, done, promise } from '../ledger.ts';
import { instrumentOf } from '../instrument.ts';
import { becomes, type DemoMeeting, holder, informed, meetingOf } from '../meeting.ts';
import { said } from '../said.ts';

/** Published on 18 September 2020; the day of the meeting itself is not in the source. */
const on = '2020-09-18';
const ministries = ['kz-health-ministry', 'israel-health-ministry'];
const together = { on, from: ministries };
const fromIsrael = { on, to: ['kz-health-ministry'] };

const watching = act(
  said(
    'Бір-бірінің эпидемиологиялық ахуалын қадағалау',
    'Следить за эпидемиологической ситуацией друг друга',
    'Follow each other’s epidemiological situation',
  ),
  together,
);
const practice = act(
  said(
    'Коронавируспен күрес тәжірибесі туралы онлайн конференцияларды жалғастыру',
    'Продолжить онлайн-конференции об опыте борьбы с коронавирусом',
    'Go on with online conferences on coronavirus practice',
  ),
  { ...together, strength: 'agreed' },
);
const surveillance = act(
  said(
    'Қадағалау жүйесін бақылау туралы онлайн конференцияларды жалғастыру',
    'Продолжить онлайн-конференции о наблюдении за системой надзора',
    'Go on with online conferences on observing the surveillance system',
  ),
  { ...together, strength: 'agreed' },
);
const courses = act(
  said(
    'Израильде қазақстандық мамандарға курс ұйымдастыруды қарастыру',
    'Рассмотреть курсы в Израиле для специалистов из Казахстана',
    'Consider courses in Israel for specialists from Kazakhstan',
  ),
  {
    ...together,
    strength: 'agreed_to_consider',
    place: 'Израиль',
    condition: said(
      'пандемия тұрақталған соң',
      'когда ситуация с пандемией стабилизируется',
      'once the pandemic has stabilised',
    ),
    beneficiaries: said('Қазақстан мамандары', 'Специалисты из Казахстана', 'Specialists from Kazakhstan'),
  },
);
const invitation = act(
  said(
    'Министр Алексей Цойды Израильге шақыру',
    'Приглашение министру Алексею Цою посетить Израиль',
    'Invitation of minister Alexey Tsoi to Israel',
  ),
  { ...fromIsrael, from: ['israel-health-ministry'], strength: 'proposed', place: 'Израиль' },
);
const advice = act(
  said(
    'Қазақстан дәрігерлеріне бейнеконференция арқылы кеңес беру',
    'Консультации для казахстанских врачей по видеосвязи',
    'Advice to doctors of Kazakhstan in video conferences',
  ),
  {
    ...fromIsrael,
    from: ['israel-centres'],
    beneficiaries: said('Қазақстан дәрігерлері', 'Врачи Казахстана', 'Doctors of Kazakhstan'),
  },
);
const aid = act(
  said(
    '«Машав» агенттігі мен компаниялар арқылы жіберілген гуманитарлық көмек',
    'Гуманитарная помощь через агентство «Машав» и компании',
    'Humanitarian aid through Mashav and companies',
  ),
  { ...fromIsrael, from: ['israel-government', 'mashav'] },
);

/** On the day of the bulletin still a draft; no later source is known. */
const plan = {
  enter: 'instrument',
  instrument: instrumentOf(
    said(
      'Министрліктердің 2019–2024 жылдарға арналған ынтымақтастық жоспары',
      'План сотрудничества министерств на 2019–2024 годы',
      'Cooperation plan of the ministries for 2019–2024',
    ),
    { kind: 'cooperation_plan', parties: ministries, covers: '2019/2024' },
  ),
  step: {
    state: 'under_negotiation',
    taken: null,
    knownOn: on,
    manner: said('жоба келісіліп жатыр', 'проект согласуется', 'the draft is being agreed'),
  },
} as const;

const meeting: DemoMeeting = {
  meeting: meetingOf(
    said(
      'Қазақстан Елшісі мен Израильдің Денсаулық сақтау министрінің кездесуі',
      'Встреча посла Казахстана и министра здравоохранения Израиля',
      'Meeting of the ambassador of Kazakhstan and the minister of health of Israel',
    ),
    { reportedOn: on },
  ),
  participants: [holder('burshakov', { side: 0 }), holder('edelstein', { side: 1 })],
  points: [
    informed(
      null,
      said(
        'Коронавирусқа қарсы шаралар туралы бір-біріне хабарлау',
        'Рассказали друг другу о мерах против коронавируса',
        'Each told the other of the measures taken against the coronavirus',
      ),
    ),
    becomes('agreed', null, practice),
    becomes('agreed', null, surveillance),
    becomes('agreed', null, courses),
    becomes('offered', 1, invitation),
  ],
};

export const kazakhstanIsrael: DemoPartnership = {
  slug: 'kazakhstan-israel',
  fields: ['health', 'education'],
  countries: ['KZ', 'IL'],
  places: [],
  owner: 'kz-health-ministry',
  by: 'coordinator@health.example',
  names: {
    kk: 'Қазақстан мен Израиль',
    ru: 'Казахстан и Израиль',
    en: 'Kazakhstan and Israel',
    he: 'קזחסטן וישראל',
  },
  summary: said(
    'Екі министрлік онлайн конференцияларды жалғастыруға келісті; ынтымақтастық жоспары соңғы дереккөзде әлі жоба.',
    'Министерства договорились продолжить онлайн-конференции; план сотрудничества в последнем источнике ещё проект.',
    'The ministries agreed to go on with online conferences; the cooperation plan is still a draft in the last source.',
  ),
  sides: [
    {
      names: { kk: 'Қазақстан', ru: 'Казахстан', en: 'Kazakhstan' },
      organisations: ['kz-health-ministry', 'kz-embassy-israel'],
    },
    {
      names: { kk: 'Израиль', ru: 'Израиль', en: 'Israel', he: 'ישראל' },
      organisations: ['israel-health-ministry', 'israel-government', 'mashav', 'israel-centres'],
    },
  ],
  meeting,
  bulletins: [
    {
      file: 'israel.kk.txt',
      title: 'Елші Израильдің Денсаулық сақтау министрімен кездесті',
      publisher: publishers.kk,
      steps: [
        told('Қазақстан Елшісі Сатыбалды Бұршақов Израильдің Денсаулық сақтау министрі Юлий Эдельштейнмен кездесті', {
          enter: 'meeting',
        }),
        told('Тараптар коронавирусқа қарсы шараларын бір-біріне айтып берді', { enter: 'meeting' }),
        drafted('instrument', /жоба/, plan),
        told('Олар бір-бірінің эпидемиологиялық ахуалын қадағалап отыр', done(watching), 'ongoing'),
        drafted('commitment', /күрес тәжірибесі/, promise(practice)),
        drafted('commitment', /Қадағалау жүйесін/, promise(surveillance)),
        drafted('commitment', /қарастыруға/, promise(courses)),
        drafted('commitment', /шақырды/, promise(invitation)),
        drafted('delivery', /бейнеконференция/, done(advice, { period: '2020-03/2020-05' })),
        drafted('delivery', /гуманитарлық/, done(aid)),
      ],
    },
    {
      file: 'israel.ru.txt',
      title: 'Посол Казахстана встретился с министром здравоохранения Израиля',
      publisher: publishers.ru,
      steps: [
        drafted('instrument', /план/i, plan),
        drafted('commitment', /онлайн-конференции/, promise(practice)),
        drafted('commitment', /рассмотреть/, promise(courses)),
        told(
          'В марте–мае 2020 года ведущие центры Израиля консультировали казахстанских врачей по видеосвязи',
          done(advice, { period: '2020-03/2020-05' }),
        ),
      ],
    },
    {
      file: 'israel.uz.txt',
      title: 'Қозоғистон элчиси Исроил соғлиқни сақлаш вазири билан учрашди',
      publisher: publishers.uz,
      steps: [
        drafted('commitment', /давом эттиришга/, promise(practice)),
        drafted('commitment', /кўриб чиқишга/, promise(courses)),
      ],
    },
    {
      file: 'israel.en.txt',
      title: 'Ambassador meets Israel’s minister of health',
      publisher: publishers.en,
      steps: [
        told('Ambassador Satybaldy Burshakov met Yuli Edelstein, the minister of health of Israel', {
          enter: 'meeting',
        }),
        drafted('instrument', /draft cooperation plan/, plan),
        drafted('commitment', /continue online conferences/, promise(practice)),
        drafted('commitment', /consider courses/, promise(courses)),
      ],
    },
  ],
};
