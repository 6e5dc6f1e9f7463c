import type { DemoOrganisation } from '../organisation.ts';

export const korea: Readonly<Record<string, DemoOrganisation>> = {
  'korea-government': {
    kind: 'government',
    country: 'KR',
    names: { kk: 'Корея Республикасы', ru: 'Республика Корея', en: 'Republic of Korea', ko: '대한민국' },
  },
  'korea-consulate': {
    kind: 'embassy',
    country: 'KR',
    names: {
      kk: 'Корея Республикасының Алматыдағы Бас консулдығы',
      ru: 'Генеральное консульство Республики Корея в Алматы',
      en: 'Consulate General of the Republic of Korea in Almaty',
      ko: '주알마티 대한민국 총영사관',
    },
  },
  'hyundai-clinic': {
    kind: 'hospital',
    country: 'KR',
    names: { kk: '«Хёндэ» клиникасы', ru: 'Клиника «Хёндэ»', en: 'Hyundai clinic', 'uz-Cyrl': '«Ҳёндэ» клиникаси' },
    aliases: ['Хюндай', 'Хёнде'],
  },
};

export const japan: Readonly<Record<string, DemoOrganisation>> = {
  'japan-government': {
    kind: 'government',
    country: 'JP',
    names: { kk: 'Жапония Үкіметі', ru: 'Правительство Японии', en: 'Government of Japan', ja: '日本国政府' },
  },
  'japan-embassy': {
    kind: 'embassy',
    country: 'JP',
    names: {
      kk: 'Жапонияның Қазақстандағы Елшілігі',
      ru: 'Посольство Японии в Казахстане',
      en: 'Embassy of Japan in Kazakhstan',
      ja: '在カザフスタン日本国大使館',
    },
  },
  jica: {
    kind: 'agency',
    country: 'JP',
    names: {
      kk: 'Жапонияның халықаралық ынтымақтастық агенттігі (JICA)',
      ru: 'Японское агентство международного сотрудничества (JICA)',
      en: 'Japan International Cooperation Agency (JICA)',
      ja: '国際協力機構',
    },
  },
  'nagasaki-university': {
    kind: 'university',
    country: 'JP',
    names: { kk: 'Нагасаки университеті', ru: 'Университет Нагасаки', en: 'Nagasaki University', ja: '長崎大学' },
  },
  'hiroshima-university': {
    kind: 'university',
    country: 'JP',
    names: { kk: 'Хиросима университеті', ru: 'Университет Хиросимы', en: 'Hiroshima University', ja: '広島大学' },
  },
  'oita-university': {
    kind: 'university',
    country: 'JP',
    names: { kk: 'Оита университеті', ru: 'Университет Оита', en: 'Oita University', ja: '大分大学' },
  },
  'shimane-university': {
    kind: 'university',
    country: 'JP',
    names: { kk: 'Симане университеті', ru: 'Университет Симане', en: 'Shimane University', ja: '島根大学' },
  },
  'kochi-university': {
    kind: 'university',
    country: 'JP',
    names: { kk: 'Коти университеті', ru: 'Университет Коти', en: 'Kochi University', ja: '高知大学' },
  },
};

export const israel: Readonly<Record<string, DemoOrganisation>> = {
  'israel-government': {
    kind: 'government',
    country: 'IL',
    names: { kk: 'Израиль Мемлекеті', ru: 'Государство Израиль', en: 'State of Israel', he: 'מדינת ישראל' },
  },
  'israel-health-ministry': {
    kind: 'ministry',
    country: 'IL',
    names: {
      kk: 'Израильдің Денсаулық сақтау министрлігі',
      ru: 'Министерство здравоохранения Израиля',
      en: 'Ministry of Health of Israel',
      he: 'משרד הבריאות',
    },
  },
  mashav: {
    kind: 'agency',
    country: 'IL',
    names: { kk: '«Машав» агенттігі', ru: 'Агентство «Машав»', en: 'Mashav agency', he: 'מש״ב' },
    aliases: ['МАШАВ', 'Mashav'],
  },
  'israel-centres': {
    kind: 'hospital',
    country: 'IL',
    names: {
      kk: 'Израильдің жетекші медициналық орталықтары',
      ru: 'Ведущие медицинские центры Израиля',
      en: 'Leading medical centres of Israel',
    },
  },
};

export const kyrgyzstan: Readonly<Record<string, DemoOrganisation>> = {
  'kg-cabinet': {
    kind: 'government',
    country: 'KG',
    names: {
      kk: 'Қырғыз Республикасының Министрлер кабинеті',
      ru: 'Кабинет министров Кыргызской Республики',
      en: 'Cabinet of Ministers of the Kyrgyz Republic',
      ky: 'Кыргыз Республикасынын Министрлер Кабинети',
      'uz-Cyrl': 'Қирғиз Республикаси Вазирлар Маҳкамаси',
    },
  },
};
