import type { ConsentPurpose } from './consent.ts';

/**
 * Texts to begin with, in the three languages served. No lawyer has approved them: an organisation takes one, makes it its
 * own, and approves it. Pure.
 */
export type Sample = { title: string; wording: string };
type Languages = 'kk' | 'ru' | 'en';

const end: Record<Languages, string> = {
  kk: 'Келісімімді кез келген уақытта қайтарып ала аламын. Содан кейін деректерім бұл үшін ашылмайды, бірақ осыған дейін көргендерін ұмыттыру мүмкін емес екенін түсінемін.\n\nДеректерімді кім қарағанын сұрап біле аламын. Келісім бермесем де, мұндағы емім тоқтамайды.',
  ru: 'Я могу отозвать согласие в любое время. После этого мои данные для этого не открываются; я понимаю, что увиденное до этого вернуть нельзя.\n\nЯ могу узнать, кто смотрел мои данные. Если я не соглашусь, лечить меня здесь не перестанут.',
  en: 'I may withdraw this consent at any time. From then on my data are not opened for this; I understand that what was seen before cannot be called back.\n\nI may ask who looked at my data. If I do not agree, my treatment here goes on.',
};

const asked: Record<ConsentPurpose, Record<Languages, Sample>> = {
  treatment: {
    kk: {
      title: 'Басқа ұйымда емделуге келісім',
      wording:
        'Мені емдеу үшін кім екенім мен денсаулығым туралы деректерді осында аталған елдегі емдеуші ұйымға ашуға келісемін.',
    },
    ru: {
      title: 'Согласие на лечение в другой организации',
      wording:
        'Я согласен (согласна), чтобы ради моего лечения сведения о том, кто я, и о моём здоровье были открыты лечащей организации названной здесь страны.',
    },
    en: {
      title: 'Consent to treatment by another organisation',
      wording:
        'I agree that, for my treatment, the data on who I am and on my health are opened to the treating organisation of the country named here.',
    },
  },
  papers_abroad: {
    kk: {
      title: 'Құжаттарды шетелге жіберуге келісім',
      wording:
        'Емделу мүмкіндігін қарау үшін медициналық құжаттарымды осында аталған елге жіберуге келісемін. Ол елде деректерді қорғау туралы заң басқаша болуы мүмкін екені маған түсіндірілді.',
    },
    ru: {
      title: 'Согласие на отправку документов за границу',
      wording:
        'Я согласен (согласна), чтобы мои медицинские документы были отправлены в названную здесь страну, где решат, возможно ли лечение. Мне объяснили, что закон о защите данных там может быть другим.',
    },
    en: {
      title: 'Consent to sending papers abroad',
      wording:
        'I agree that my medical papers are sent to the country named here, where it is decided whether treatment is possible. It was explained to me that the law on the protection of data may be another one there.',
    },
  },
  teleconsultation: {
    kk: {
      title: 'Қашықтан кеңес алуға келісім',
      wording:
        'Осында аталған елдегі маман дәрігерімізге қашықтан кеңес беру үшін деректерім мен суреттерімді көруіне келісемін.',
    },
    ru: {
      title: 'Согласие на телеконсультацию',
      wording:
        'Я согласен (согласна), чтобы специалист из названной здесь страны увидел мои данные и снимки и дал совет моему врачу на расстоянии.',
    },
    en: {
      title: 'Consent to a teleconsultation',
      wording:
        'I agree that a specialist of the country named here sees my data and images in order to advise my doctor from afar.',
    },
  },
  images_for_training: {
    kk: {
      title: 'Суреттерді оқытуға пайдалануға келісім',
      wording: 'Суреттерімді дәрігерлерді оқытуға пайдалануға келісемін. Аты-жөнім мен бетім көрсетілмейді.',
    },
    ru: {
      title: 'Согласие на использование снимков для обучения',
      wording:
        'Я согласен (согласна), чтобы мои снимки использовали для обучения врачей. Моё имя и лицо показаны не будут.',
    },
    en: {
      title: 'Consent to the use of images for training',
      wording: 'I agree that my images are used for the training of doctors. My name and my face are not shown.',
    },
  },
  research: {
    kk: {
      title: 'Ғылыми зерттеуге келісім',
      wording: 'Деректерімді кім екенім көрсетілмейтін түрде ғылыми зерттеуге пайдалануға келісемін.',
    },
    ru: {
      title: 'Согласие на научное исследование',
      wording:
        'Я согласен (согласна), чтобы мои данные использовали в научном исследовании в таком виде, по которому меня не узнать.',
    },
    en: {
      title: 'Consent to research',
      wording: 'I agree that my data are used in research, in a form by which I cannot be recognised.',
    },
  },
  public_story: {
    kk: {
      title: 'Тарихымды жұртшылыққа айтуға келісім',
      wording:
        'Емделуім туралы жұртшылыққа айтуға келісемін. Нақты мәтін мен суретті жарияламас бұрын маған көрсетеді.',
    },
    ru: {
      title: 'Согласие на публичный рассказ',
      wording:
        'Я согласен (согласна), чтобы о моём лечении рассказали публично. Сам текст и снимки мне покажут до публикации.',
    },
    en: {
      title: 'Consent to a public story',
      wording:
        'I agree that my treatment is told of in public. The very text and pictures are shown to me before they are published.',
    },
  },
};

const isServed = (language: string): language is Languages => language in end;

/** The sample of a purpose; undefined for a language that has none. */
export function sampleOf(purpose: ConsentPurpose, language: string): Sample | undefined {
  if (!isServed(language)) return undefined;
  const { title, wording } = asked[purpose][language];
  return { title, wording: `${wording}\n\n${end[language]}` };
}
