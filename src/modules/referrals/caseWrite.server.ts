import { codeStanding } from '../codes/index.ts';
import type { Served } from '../../platform/serve.ts';
import { Refused } from '../../platform/refused.ts';
import { fieldOf, isCaseOpen, writerOf } from './case.ts';
import { totalsOf } from './caseMoney.ts';
import { recordCaseOpened } from './caseRead.server.ts';
import { openCase, sealCase } from './caseSealed.server.ts';
import { partShown } from './caseShown.server.ts';
import { tnmFaults, tnmMisfit } from './caseTnm.ts';
import { isOpen, partOf, type PartTable, savePart } from './case.sql.ts';
import { type Found, lockFound, tellEvent } from './referral.sql.ts';
import type { CasePart, PartContent, PartOf } from './schemas.case.ts';

type Why =
  | 'code-unknown'
  | 'tnm-unwritten'
  | 'tnm-not-for-this'
  | 'tnm-in-situ-only'
  | 'money-unreadable'
  | 'days-wrong';
type Closed = 'not-found' | 'not-own-part' | 'referral-over';
type No<Reason extends string> = { refused: Reason };

/**
 * A referral whose case may be written to now: nobody acts on it until this request ends. That it was opened is put on record.
 */
export async function writableCase(context: Served, id: string): Promise<{ found: Found } | No<Closed>> {
  const found = await lockFound(context.tx, id);
  if (!found || !(await isOpen(context.tx, id))) return { refused: 'not-found' };
  if (context.vault.isDestroyed(`patient:${found.referral.patient_id}`)) return { refused: 'not-found' };
  await recordCaseOpened(context, found);
  return isCaseOpen(found.referral.stage) ? { found } : { refused: 'referral-over' };
}

async function whyNoDiagnosis({ tx }: Served, { codes, tnm }: PartOf<'diagnosis'>): Promise<Why | null> {
  const standing = await codeStanding(
    tx,
    'icd-10',
    codes.map(({ code }) => code),
  );
  if (standing.some(({ is }) => is === 'unknown')) return 'code-unknown';
  if (tnm && tnmFaults(tnm).length > 0) return 'tnm-unwritten';
  return codes[0] ? tnmMisfit(codes[0].code, tnm) : null;
}

function whyNoMoney({ lines }: PartOf<'cost-estimate'>): Why | null {
  try {
    return totalsOf(lines).some(({ minor }) => minor < 0n) || lines.some(({ amount }) => amount.startsWith('-'))
      ? 'money-unreadable'
      : null;
  } catch (error) {
    if (error instanceof Refused) return 'money-unreadable';
    throw error;
  }
}

function whyNot(context: Served, content: PartContent): Promise<Why | null> | Why | null {
  switch (content.kind) {
    case 'diagnosis':
      return whyNoDiagnosis(context, content);
    case 'cost-estimate':
      return whyNoMoney(content);
    case 'invitation-letter':
    case 'travel-letter':
      return content.until < content.from ? 'days-wrong' : null;
    case 'history':
    case 'questions':
    case 'companion':
    case 'interpreter':
    case 'discharge-letter':
    case 'follow-up-plan':
    case 'follow-up-report':
      return null;
    default:
      return content satisfies never;
  }
}

type Writing = {
  /** Of the referral. */
  id: string;
  /** The version that was read, 0 for none; `newest`: whichever stands. */
  version: number | 'newest';
  content: PartContent;
  /** Under which id it is entered where it is new. */
  part?: string;
};

/** Writes what a party says; what it said before is kept. Of two who write at once the second hears that it is stale. */
export async function writePart(
  context: Served,
  { id, version: read, content, part }: Writing,
): Promise<{ written: CasePart } | No<Closed | 'stale' | Why>> {
  const { tx, vault, actor, now } = context;
  const opened = await writableCase(context, id);
  if ('refused' in opened) return opened;
  const { referral, parties } = opened.found;
  const party = writerOf(content.kind, parties, referral.stage);
  if (party === null) return { refused: 'not-own-part' };
  const why = await whyNot(context, content);
  if (why) return { refused: why };
  const before = await partOf(tx, { referral: id, kind: content.kind, party });
  const version = before?.version ?? 0;
  if (read !== 'newest' && read !== version) return { refused: 'stale' };
  const opening = { vault, patient: referral.patient_id };
  if (before && isSame(openCase(vault, { ...opening, place: 'part' }, before.content), content))
    return { written: partShown(opening, before) };
  const sealed = sealCase(vault, { ...opening, place: 'part' }, content);
  const own = { organisation_id: actor.organisation, written_by: actor.person, at: now };
  const row: PartTable = { referral_id: id, kind: content.kind, party, content: sealed, version: version + 1, ...own };
  if (part !== undefined) row.id = part;
  if (!(await savePart(tx, row))) return { refused: 'stale' };
  await tellEvent(context, referral, { action: 'writeCase', fields: [fieldOf(content.kind)] });
  return { written: partShown(opening, row) };
}

const isSame = (before: unknown, after: PartContent): boolean => JSON.stringify(before) === JSON.stringify(after);
