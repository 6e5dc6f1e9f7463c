import { randomInt } from 'node:crypto';
import type { Served } from '../../platform/serve.ts';
import { isAddress } from '../../platform/outbox/message.ts';
import { phoneOf } from '../../platform/phone/phone.ts';
import { isDay } from '../../platform/time/calendar.ts';
import { isPatientLocale, type PatientLocale } from '../../platform/i18n/patientLocales.ts';
import { defaultLocale } from '../../platform/i18n/locales.ts';
import { patientsOf } from '../patients/index.ts';
import type { PatientMessageShown, PatientPageShown } from './contract.patient.ts';
import {
  codeDigits,
  digitsOf,
  factorFor,
  type Handing,
  inFours,
  mostWrong,
  type PageWay,
  secondDigits,
  type SecondFactor,
} from './patientPage.ts';
import { isOpen as isCaseOpenTo } from './case.sql.ts';
import { keyOfCode, keyOfSecond } from './patientKeys.server.ts';
import {
  endPages,
  insertMessage,
  insertPage,
  markRead,
  messagesOf,
  type MessageRow,
  type PageRow,
  pagesOf,
} from './patientPage.sql.ts';
import { openMessage, sealMessage, sealReach } from './patientSealed.server.ts';
import { isEnded } from './referral.ts';
import { findReferral, isOpenTo, type ReferralTable } from './referral.sql.ts';
import { caseAddress, sendTo, tellPatient } from './told.server.ts';

/** What staff do with the patient's page. Whoever the care is not open to finds no referral here. */

const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

const shown = (row: PageRow): PatientPageShown => ({
  id: row.id,
  holder: row.holder,
  language: isPatientLocale(row.language) ? row.language : defaultLocale,
  way: row.way,
  handing: row.handing,
  factor: row.factor,
  issuedBy: row.issued_by,
  issuedAt: row.issued_at.toISOString(),
  openedAt: moment(row.opened_at),
  endedAt: moment(row.ended_at),
  isBlocked: row.wrong >= mostWrong,
});

async function inCare({ tx }: Served, id: string): Promise<ReferralTable | undefined> {
  const found = await findReferral(tx, id);
  return found && (await isOpenTo(tx, id)) ? found.referral : undefined;
}

export async function listPages(context: Served, id: string) {
  const found = await inCare(context, id);
  if (!found) return undefined;
  const [pages, messages] = [await pagesOf(context.tx, id), await messagesOf(context.tx, id)];
  const unread = messages.filter(({ page_id, read_at }) => page_id !== null && read_at === null).length;
  return { items: pages.map(shown), unread };
}

type Asked = {
  id: string;
  representative: string | null;
  language: PatientLocale;
  handing: Handing;
  reach: { way: PageWay; to: string } | null;
};

function reachOf(reach: Asked['reach']): { way: PageWay; to: string } | null | 'wrong' {
  if (reach === null) return null;
  const to = reach.way === 'sms' ? phoneOf(reach.to, 'KZ') : isAddress(reach.to.trim()) ? reach.to.trim() : null;
  return to === null ? 'wrong' : { way: reach.way, to };
}

type Refused = {
  refused: 'not-found' | 'referral-over' | 'reach-wrong' | 'nothing-to-send-by' | 'birth-date-missing';
};
type May = {
  found: ReferralTable;
  reach: { way: PageWay; to: string } | null;
  factor: SecondFactor;
  birth: string | null;
};

/** Everything that decides whether a code can be given out, or why not. */
async function checked(context: Served, asked: Asked): Promise<May | Refused> {
  const found = await inCare(context, asked.id);
  const [patient] = found ? await patientsOf(context, [found.patient_id]) : [];
  if (!found || !patient) return { refused: 'not-found' };
  if (isEnded(found.stage)) return { refused: 'referral-over' };
  const { representatives, birthDate } = patient.identity;
  if (asked.representative !== null && !representatives.some(({ id }) => id === asked.representative))
    return { refused: 'not-found' };
  const reach = reachOf(asked.reach);
  if (reach === 'wrong') return { refused: 'reach-wrong' };
  const factor = factorFor(reach?.way ?? null, asked.handing);
  if (typeof factor !== 'string') return factor;
  const birth = birthDate !== null && isDay(birthDate) ? birthDate : null;
  if (factor !== 'number' && birth === null) return { refused: 'birth-date-missing' };
  return { found, reach, factor, birth };
}

type Made = May & { id: string; code: string; second: string | null; sealed: Buffer };

/** Keeps a code as its keyed hash, in place of the one that the same holder had: a lost paper opens nothing any more. */
async function keepPage(context: Served, asked: Asked, made: Made): Promise<PageRow> {
  const { tx, vault, actor, now } = context;
  const { found, reach, factor, id, code, second, sealed } = made;
  const holder = asked.representative === null ? 'patient' : 'representative';
  await endPages(tx, { referral: found.id, holder }, { at: now, because: 'replaced' });
  await insertPage(tx, {
    id,
    referral_id: found.id,
    patient_id: found.patient_id,
    owner_organisation: actor.organisation,
    is_demo: found.is_demo,
    holder,
    language: asked.language,
    way: reach?.way ?? null,
    handing: asked.handing,
    factor,
    code_key: keyOfCode(vault, code),
    second_key: second && keyOfSecond(vault, { page: id, code: second }),
    reach: sealed,
    issued_by: actor.person,
    issued_at: now,
  });
  const page = (await pagesOf(tx, found.id)).find((each) => each.id === id);
  if (!page) throw new Error('a code is seen by who gave it out');
  return page;
}

/** Sends the code itself, where it is not handed over on paper. */
async function sendCode(context: Served, { language }: Asked, made: Made): Promise<void> {
  const { found, reach, id, sealed, code } = made;
  if (!reach) return;
  const { is_demo, patient_id } = found;
  const row = { page: id, patient_id, language, way: reach.way, reach: sealed, is_demo };
  await sendTo(context, { referral: found.id, reach: row }, (t, spoken) =>
    [
      ...(is_demo ? [t('case.sms.demo')] : []),
      t('case.sms.page', { code: inFours(code) }),
      caseAddress(context.origin, spoken),
    ].join(' '),
  );
}

/** Gives out a code. It is told now and never again. */
export async function issuePage(context: Served, asked: Asked) {
  const { vault, newId, origin } = context;
  const may = await checked(context, asked);
  if ('refused' in may) return may;
  const { found, reach, factor, birth } = may;
  const code = digitsOf(codeDigits, randomInt);
  const second = factor === 'birth-and-second' ? digitsOf(secondDigits, randomInt) : null;
  const known = { to: reach?.to ?? null, birthDate: factor === 'number' ? null : birth };
  const sealed = sealReach(vault, found.patient_id, known);
  const made = { ...may, id: newId(), code, second, sealed };
  const page = await keepPage(context, asked, made);
  if (asked.handing === 'sent') await sendCode(context, asked, made);
  return {
    issued: {
      page: shown(page),
      code: asked.handing === 'sent' ? null : inFours(code),
      secondCode: second && inFours(second),
      address: caseAddress(origin, asked.language),
    },
  };
}

export async function endPage(context: Served, { id, page }: { id: string; page: string }) {
  const found = await inCare(context, id);
  if (!found) return undefined;
  await endPages(context.tx, { referral: id, id: page }, { at: context.now, because: 'by_hand' });
  const row = (await pagesOf(context.tx, id)).find((each) => each.id === page);
  return row && shown(row);
}

const messageShown = ({ vault }: Pick<Served, 'vault'>, row: MessageRow): PatientMessageShown => ({
  id: row.id,
  from: row.holder ?? 'organisation',
  organisation: row.organisation_id,
  person: row.person,
  about: row.about,
  at: row.at.toISOString(),
  text: openMessage(vault, row),
  readAt: moment(row.read_at),
});

/** What was written both ways; that somebody opened it is on record, and noted for the patient. */
export async function listMessages(context: Served, id: string) {
  const { tx, actor, now } = context;
  const found = await inCare(context, id);
  if (!found) return undefined;
  context.accesses.record({ kind: 'read', subject: 'patient', subjectId: found.patient_id, purpose: 'care' });
  const rows = await messagesOf(tx, id);
  if (actor.kind === 'person') await markRead(tx, id, { by: actor.person, at: now });
  return { items: rows.map((row) => messageShown(context, row)) };
}

type Message = {
  /** Of the referral. */
  id: string;
  text: string;
  /** Under which id it is kept; a new one where none was chosen. */
  message?: string;
};

/** Writes to the patient's page: by whoever takes part in the care, and by their systems. */
export async function writeMessage(context: Served, { id, text, message }: Message) {
  const { tx, vault, actor, now, newId } = context;
  const found = (await isCaseOpenTo(tx, id)) ? (await findReferral(tx, id))?.referral : undefined;
  if (!found) return { refused: 'not-found' as const };
  if (isEnded(found.stage) && found.stage !== 'completed') return { refused: 'referral-over' as const };
  context.accesses.record({ kind: 'read', subject: 'patient', subjectId: found.patient_id, purpose: 'care' });
  const row: MessageRow = {
    id: message ?? newId(),
    referral_id: id,
    patient_id: found.patient_id,
    is_demo: found.is_demo,
    page_id: null,
    holder: null,
    organisation_id: actor.organisation,
    person: actor.person,
    about: 'message',
    body: sealMessage(vault, found.patient_id, text),
    at: now,
    read_at: null,
    read_by: null,
  };
  const { read_at: _readAt, read_by: _readBy, ...inserted } = row;
  await insertMessage(tx, inserted);
  await tellPatient(context, { referral: id, number: found.number, isDemo: found.is_demo }, 'message');
  return { written: messageShown(context, row) };
}
