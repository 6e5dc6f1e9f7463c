import type { Names } from '../src/platform/i18n/localised.ts';

export type OfficeHolder = {
  names: Names;
  organisation: string;
  /** As the bulletins call the post. Since when and until when it was held, no bulletin says. */
  post: Names;
  /** The day of the source that shows the person in this post; null where it has none. */
  seenOn: string | null;
};

/** People in office whom the bulletins name, and nobody else. */
export const officeHolders: Readonly<Record<string, OfficeHolder>> = {
  batalov: {
    names: { kk: 'Амандық Баталов', ru: 'Амандык Баталов', en: 'Amandyk Batalov', 'uz-Cyrl': 'Амандиқ Баталов' },
    organisation: 'almaty-akimat',
    post: { kk: 'Алматы облысының әкімі', ru: 'аким Алматинской области', en: 'akim of Almaty region' },
    seenOn: '2020-12-23',
  },
  kim: {
    names: { kk: 'Ким Хын Су', ru: 'Ким Хын Су', en: 'Kim Heung-soo', 'uz-Cyrl': 'Ким Хин Су' },
    organisation: 'korea-consulate',
    post: {
      kk: 'Корея Республикасының Бас консулы',
      ru: 'генеральный консул Республики Корея',
      en: 'consul general of the Republic of Korea',
    },
    seenOn: '2020-12-23',
  },
  burshakov: {
    names: { kk: 'Сатыбалды Бұршақов', ru: 'Сатыбалды Буршаков', en: 'Satybaldy Burshakov' },
    organisation: 'kz-embassy-israel',
    post: { kk: 'Қазақстан Елшісі', ru: 'посол Казахстана', en: 'ambassador of Kazakhstan' },
    seenOn: '2020-09-18',
  },
  edelstein: {
    names: { kk: 'Юлий Эдельштейн', ru: 'Юлий Эдельштейн', en: 'Yuli Edelstein', he: 'יולי אדלשטיין' },
    organisation: 'israel-health-ministry',
    post: {
      kk: 'Израильдің Денсаулық сақтау министрі',
      ru: 'министр здравоохранения Израиля',
      en: 'minister of health of Israel',
    },
    seenOn: '2020-09-18',
  },
  tsoi: {
    names: { kk: 'Алексей Цой', ru: 'Алексей Цой', en: 'Alexey Tsoi' },
    organisation: 'kz-health-ministry',
    post: {
      kk: 'Қазақстанның Денсаулық сақтау министрі',
      ru: 'министр здравоохранения Казахстана',
      en: 'minister of health of Kazakhstan',
    },
    seenOn: '2020-09-18',
  },
  alnazarova: {
    names: {
      kk: 'Ақмарал Әлназарова',
      ru: 'Акмарал Альназарова',
      en: 'Akmaral Alnazarova',
      'uz-Cyrl': 'Ақмарал Алназарова',
    },
    organisation: 'kz-health-ministry',
    post: {
      kk: 'Қазақстанның Денсаулық сақтау министрі',
      ru: 'министр здравоохранения Казахстана',
      en: 'minister of health of Kazakhstan',
    },
    seenOn: '2025-11-28',
  },
  iijima: {
    names: { kk: 'Иидзима', ru: 'Иидзима', en: 'Iijima' },
    organisation: 'japan-embassy',
    post: {
      kk: 'Жапонияның Қазақстандағы елшісі',
      ru: 'посол Японии в Казахстане',
      en: 'ambassador of Japan in Kazakhstan',
    },
    seenOn: '2026-01-03',
  },
  baisalov: {
    names: {
      kk: 'Эділ Байсалов',
      ru: 'Эдиль Байсалов',
      en: 'Edil Baisalov',
      ky: 'Эдил Байсалов',
      'uz-Cyrl': 'Эдил Байсалов',
    },
    organisation: 'kg-cabinet',
    post: {
      kk: 'Қырғыз Республикасы Министрлер кабинеті төрағасының орынбасары',
      ru: 'заместитель председателя Кабинета министров Кыргызской Республики',
      en: 'deputy chairman of the Cabinet of Ministers of the Kyrgyz Republic',
      ky: 'Кыргыз Республикасынын Министрлер Кабинетинин төрагасынын орун басары',
      'uz-Cyrl': 'Қирғиз Республикаси Вазирлар Маҳкамаси раисининг ўринбосари',
    },
    seenOn: '2025-11-28',
  },
};
