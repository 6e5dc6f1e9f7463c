import type { DutyRule } from './duty.ts';

const checked = '2026-11-22';

/**
 * Duties to tell of a breach of personal data, each from the day it held. A starting point for an officer, not advice:
 * thresholds (a thousand people, sensitive data) are left out, because health data are sensitive everywhere, so a duty may be
 * shown that a lawyer finds does not hold. When a law changes, end the rule and add the next one; never rewrite it.
 */
export const dutyRules: readonly DutyRule[] = [
  {
    country: 'KZ',
    told: 'authority',
    within: { workingDays: 1 },
    from: '2024-07-01',
    until: null,
    risk: 'some',
    law: 'Дербес деректер және оларды қорғау туралы заң, 21.05.2013 № 94-V',
    source: 'https://adilet.zan.kz/kaz/docs/Z1300000094',
    checked,
  },
  {
    country: 'KR',
    told: 'authority',
    within: { hours: 72 },
    from: '2023-09-15',
    until: null,
    risk: 'some',
    law: 'PIPA, art. 34; Enforcement Decree (2023-09-15)',
    source: 'https://www.dlapiperdataprotection.com/?c=KR&t=breach-notification',
    checked,
  },
  {
    country: 'KR',
    told: 'people',
    within: { hours: 72 },
    from: '2023-09-15',
    until: null,
    risk: 'some',
    law: 'PIPA, art. 34; Enforcement Decree (2023-09-15)',
    source: 'https://www.dlapiperdataprotection.com/?c=KR&t=breach-notification',
    checked,
  },
  {
    country: 'JP',
    told: 'authority',
    within: { days: 3 },
    from: '2022-04-01',
    until: null,
    risk: 'some',
    law: 'APPI, art. 26: first report, usually 3 to 5 days; the whole report within 30 days (60 where done on purpose)',
    source:
      'https://resourcehub.bakermckenzie.com/en/resources/data-privacy-security/asia-pacific/japan/topics/general-data-security-breach-notification-requirements',
    checked,
  },
  {
    country: 'JP',
    told: 'people',
    within: 'without_delay',
    from: '2022-04-01',
    until: null,
    risk: 'some',
    law: 'APPI, art. 26',
    source:
      'https://resourcehub.bakermckenzie.com/en/resources/data-privacy-security/asia-pacific/japan/topics/general-data-security-breach-notification-requirements',
    checked,
  },
  {
    country: 'IL',
    told: 'authority',
    within: 'without_delay',
    from: '2018-05-08',
    until: null,
    risk: 'some',
    law: 'Protection of Privacy Regulations (Data Security), 2017: a severe incident is told at once',
    source: 'https://www.theworldlawgroup.com/news/israel-data-breach-guide',
    checked,
  },
];
