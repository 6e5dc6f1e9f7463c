import type { ActInput } from '../src/modules/referrals/schemas.ts';
import type { Stage } from '../src/modules/referrals/referral.ts';
import type { DemoPatient } from './patientsKnown.ts';

/** Children who do not exist, one or two for each stage; drawn together by their number, as bookings' people are. */
const girls = ['Айпери', 'Бегайым', 'Нурай', 'Каныкей', 'Сезим', 'Элина', 'Айдана', 'Мээрим', 'Жибек', 'Асель'];
const boys = ['Айбек', 'Нурислам', 'Эрмек', 'Байэл', 'Данияр', 'Улан', 'Тилек', 'Азамат', 'Бекзат', 'Санжар'];
const surnames = ['Үлгүбеков', 'Мисалов', 'Көрсөтмөев', 'Сыноов', 'Машыгуев'];

const at = <T>(all: readonly T[], number: number): T => {
  const found = all[number % all.length];
  if (found === undefined) throw new Error('nothing to deal out');
  return found;
};

/** @param number from 0; each has a birth date of its own */
export function childOf(number: number): DemoPatient {
  const isGirl = number % 2 === 0;
  const family = at(surnames, number);
  const born = `${2010 + (number % 12)}-${String(1 + (number % 9)).padStart(2, '0')}-${String(10 + (number % 18)).padStart(2, '0')}`;
  const serial = 500 + number;
  const name = { patronymic: null, tag: 'ky', by: 'document' } as const;
  return {
    serial,
    passport: { country: 'KG', value: `ZZ${String(serial).padStart(7, '0')}` },
    names: [
      { ...name, family: isGirl ? `${family}а` : family, given: at(isGirl ? girls : boys, Math.floor(number / 2)) },
    ],
    birthDate: born,
    sex: isGirl ? 'female' : 'male',
    phone: `+996555000${String(100 + number)}`,
    languages: ['ky'],
    representatives: [
      {
        id: `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
        name: `${family}а ${at(girls, number + 3)}`,
        relation: 'mother',
        phone: `+996555000${String(500 + number)}`,
        ground: 'Туулгандыгы тууралуу күбөлүк',
        validFrom: born,
        validUntil: null,
      },
    ],
  };
}

export type Doer = 'doctor' | 'coordinator' | 'commission' | 'chair' | 'treating';
/** One step: who does what, and how the board voted before that, where one decides. */
export type Step = { by: Doer; act: ActInput['act']; votes?: 'for' | 'against' };
const step = (by: Doer, act: ActInput['act'], votes?: 'for' | 'against'): Step => ({
  by,
  act,
  ...(votes && { votes }),
});

const line: readonly Step[] = [
  step('doctor', 'submit'),
  step('coordinator', 'check'),
  step('coordinator', 'check'),
  step('commission', 'approveHome', 'for'),
  step('chair', 'accept', 'for'),
  step('treating', 'schedule'),
  step('treating', 'arrive'),
  step('treating', 'startTreatment'),
  step('treating', 'discharge'),
  step('doctor', 'startFollowUp'),
  step('doctor', 'complete'),
];
const fractions = (count: number): Step[] => Array.from({ length: count }, () => step('treating', 'recordFraction'));

/** How the demonstration comes to each stage. */
export const waysTo: Record<Stage, readonly Step[]> = {
  draft: [],
  submitted: line.slice(0, 1),
  completeness: line.slice(0, 2),
  commission: line.slice(0, 3),
  board: line.slice(0, 4),
  accepted: line.slice(0, 5),
  scheduled: line.slice(0, 6),
  arrived: line.slice(0, 7),
  in_treatment: [...line.slice(0, 8), ...fractions(3)],
  discharged: [...line.slice(0, 8), ...fractions(4), ...line.slice(8, 9)],
  follow_up: line.slice(0, 10),
  completed: line,
  returned: [...line.slice(0, 2), step('coordinator', 'returnForRevision')],
  declined: [...line.slice(0, 4), step('chair', 'decline', 'against')],
  referred_onward: [...line.slice(0, 4), step('chair', 'referOnward', 'against')],
  no_show: [...line.slice(0, 6), step('treating', 'noShow')],
  cancelled: [...line.slice(0, 5), step('doctor', 'cancel')],
  died: [...line.slice(0, 6), step('doctor', 'recordDeath')],
};

type DemoCase = { stage: Stage; priority: 'urgent' | 'soon' | 'planned'; isStopAsked?: true; hasImages?: true };
/** Every stage once, some of them again: a queue before the board, and a stop that waits for its answer. */
export const demoCases: readonly DemoCase[] = [
  ...(Object.keys(waysTo) as Stage[]).map((stage, number) => ({
    stage,
    priority: (['soon', 'planned', 'urgent'] as const)[number % 3] ?? 'soon',
  })),
  { stage: 'board', priority: 'urgent', hasImages: true },
  { stage: 'board', priority: 'planned' },
  { stage: 'scheduled', priority: 'soon' },
  { stage: 'in_treatment', priority: 'soon', isStopAsked: true },
];
