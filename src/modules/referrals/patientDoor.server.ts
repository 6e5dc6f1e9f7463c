import { randomBytes, randomInt } from 'node:crypto';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { isSameDay, isSameKey, keyOfCode, keyOfNumber, keyOfSecond, keyOfSession } from './patientKeys.server.ts';
import {
  answersAt,
  digitsOf,
  mayAnswer,
  maySendNumber,
  numberDigits,
  numberHolds,
  type SecondFactor,
  triesOfNumber,
} from './patientPage.ts';
import {
  atDoor,
  type Behind,
  keepNumber,
  noteWrong,
  numbersOf,
  openPage,
  pageBehind,
  type SentNumber,
} from './patientPage.sql.ts';
import { openReach } from './patientSealed.server.ts';
import { sendTo, type Telling } from './told.server.ts';

/** What the patient's page needs of the house. */
export type PatientHouse = {
  /** As `yntymaq_app`. */
  db: Database;
  vault: Vault;
  clock: { now: () => Date; newId: () => string };
};
/** What is asked beside the code; `closed`: nothing is, the page is no more. To an unknown code it says what it says to most. */
export type Knocked = { asks: SecondFactor } | 'closed';
/** As typed, each null where it is none. */
export type Answer = { number: string | null; birth: string | null; second: string | null };
export type Answered = { token: string } | { refused: 'wrong' | 'wait'; asks: SecondFactor } | 'closed';

const day = 24 * 3_600_000;
const asksOfUnknown: SecondFactor = 'number';

const isOpenAt = ({ ended_at, stage, stage_since }: Behind, now: Date): boolean =>
  ended_at === null && answersAt({ stage, endedAt: stage_since.getTime() }, now.getTime());

const tryOf = ({ wrong, last_wrong_at: at }: Behind) => ({ wrong, lastWrongAt: at?.getTime() ?? null });

/** Sends a one-time number where enough time has passed since the others. Its hash is kept; the number itself is in the message alone. */
async function sendNumber(telling: Telling, behind: Behind, sent: readonly SentNumber[]): Promise<void> {
  const { tx, vault, now, newId } = telling;
  const { id: page, referral_id: referral, way } = behind;
  const at = sent.map(({ sent_at }) => sent_at.getTime());
  if (way === null || !maySendNumber(at, now.getTime())) return;
  const [id, number] = [newId(), digitsOf(numberDigits, randomInt)];
  await keepNumber(tx, { id, page, key: keyOfNumber(vault, { id, number }), at: now });
  const until = new Date(now.getTime() + numberHolds);
  await sendTo(telling, { referral, reach: { ...behind, page, way }, until }, (t) =>
    [...(behind.is_demo ? [t('case.sms.demo')] : []), t('case.sms.number', { number })].join(' '),
  );
}

/** Enters a code: a number goes out to where its holder is reached, or something else is asked. */
export const knock = (house: PatientHouse, origin: string, code: string): Promise<Knocked> =>
  atDoor(house.db, async (tx) => {
    const { vault, clock } = house;
    const now = clock.now();
    const behind = await pageBehind(tx, keyOfCode(vault, code));
    if (!behind) return { asks: asksOfUnknown };
    if (!isOpenAt(behind, now)) return 'closed';
    if (behind.factor !== 'birth-and-second' && mayAnswer(tryOf(behind), now.getTime()) === 'yes') {
      const sent = await numbersOf(tx, behind.id, new Date(now.getTime() - day));
      await sendNumber({ tx, vault, now, newId: clock.newId, origin }, behind, sent);
    }
    return { asks: behind.factor };
  });

/** Of the numbers that hold still the one that was typed, and the newest. */
function numberAmong(vault: Vault, sent: readonly SentNumber[], { typed, now }: { typed: string | null; now: Date }) {
  const holding = sent.filter(
    ({ sent_at, used_at, wrong }) =>
      used_at === null && wrong < triesOfNumber && sent_at.getTime() > now.getTime() - numberHolds,
  );
  const right = holding.filter(({ id, number_key }) =>
    isSameKey(number_key, keyOfNumber(vault, { id, number: typed ?? '' })),
  );
  return { right: right[0], newest: holding[0] };
}

type Found = { right: boolean; number: string | null };

/** Whether all that is asked was answered. Everything is looked at, whatever was wrong first. */
async function lookedAt(
  tx: Tx,
  { vault, now }: { vault: Vault; now: Date },
  asked: { behind: Behind; answer: Answer },
) {
  const { behind, answer } = asked;
  const sent = await numbersOf(tx, behind.id, new Date(now.getTime() - day));
  const { right: number, newest } = numberAmong(vault, sent, { typed: answer.number, now });
  const birthDate = openReach(vault, behind)?.birthDate ?? '';
  const isBirth = isSameDay(vault, birthDate, answer.birth ?? 'none');
  const second = keyOfSecond(vault, { page: behind.id, code: answer.second ?? '' });
  const isSecond = isSameKey(behind.second_key ?? '', second);
  const right = {
    number: number !== undefined,
    'number-and-birth': number !== undefined && isBirth,
    'birth-and-second': isBirth && isSecond,
  }[behind.factor];
  return { right, number: (right ? number : (number ?? newest))?.id ?? null } satisfies Found;
}

/** Answers what is asked beside the code. @returns what opens the page from now on; only its hash is kept */
export const answer = (house: PatientHouse, code: string, given: Answer): Promise<Answered> =>
  atDoor(house.db, async (tx) => {
    const { vault, clock } = house;
    const now = clock.now();
    const behind = await pageBehind(tx, keyOfCode(vault, code));
    if (!behind) return { refused: 'wrong', asks: asksOfUnknown };
    if (!isOpenAt(behind, now)) return 'closed';
    const asks = behind.factor;
    if (mayAnswer(tryOf(behind), now.getTime()) !== 'yes') return { refused: 'wait', asks };
    const { right, number } = await lookedAt(tx, { vault, now }, { behind, answer: given });
    if (!right) {
      await noteWrong(tx, { page: behind.id, number, at: now });
      return { refused: 'wrong', asks };
    }
    const token = randomBytes(32).toString('base64url');
    await openPage(tx, { id: clock.newId(), page: behind.id, number, key: keyOfSession(vault, token), at: now });
    return { token };
  });
