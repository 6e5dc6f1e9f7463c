import { casesAbout } from '../boards/index.ts';
import { type SentDocument, type SentPart, sendOn, type Told } from '../exchange/index.ts';
import { consentsAsGiven, patientsOf } from '../patients/index.ts';
import type { Served } from '../../platform/serve.ts';
import { openDocument } from './caseDocument.server.ts';
import { readCase } from './caseRead.server.ts';
import type { Step } from './act.server.ts';
import { isEnded } from './referral.ts';
import type { Found } from './referral.sql.ts';
import type { ActInput } from './schemas.ts';
import type { CaseDocument } from './schemas.case.ts';

/** What another installation is told of an act, where the other side of a referral lives there. */

const boardActs: readonly ActInput['act'][] = [
  'approveHome',
  'declineHome',
  'accept',
  'decline',
  'referOnward',
  'returnForRevision',
];

/** With what a board decided: the one there does not vote, it is told how this one did. */
async function asBrought({ tx, actor }: Served, { referral }: Found, does: ActInput): Promise<ActInput> {
  if (!boardActs.includes(does.act) || ('brought' in does && does.brought !== undefined)) return does;
  const own = (await casesAbout(tx, referral.id)).filter(({ organisation }) => organisation === actor.organisation);
  const [last] = own
    .flatMap(({ decisions }) => decisions)
    .toSorted((one, other) => other.at.getTime() - one.at.getTime());
  return last ? ({ ...does, brought: { tally: last.tally, eligible: last.eligible } } as ActInput) : does;
}

async function toldOf(context: Served, { referral }: Found): Promise<Told> {
  const { patient_id: patient, priority, consent_id: receiver, commission_consent_id: commission } = referral;
  const [known] = await patientsOf(context, [patient]);
  if (!known) throw new Error('whoever submits a referral sees its patient');
  const given = await consentsAsGiven(
    context,
    [receiver, commission].flatMap((id) => id ?? []),
  );
  const named = (id: string | null, of: 'receiver' | 'commission') =>
    given.filter((consent) => consent.id === id).map((consent) => ({ ...consent, of, entry: context.newId() }));
  return {
    identity: known.identity,
    priority,
    consents: [...named(receiver, 'receiver'), ...named(commission, 'commission')],
  };
}

async function asSent(context: Served, referral: string, document: CaseDocument): Promise<SentDocument[]> {
  const { id, paper, title, dated, language, mediaType } = document;
  const file = await openDocument(context, { id: referral, document: id });
  if (!file) return [];
  const data = Buffer.from(await file.arrayBuffer()).toString('base64');
  return [{ id, paper, title: title ?? paper, dated, language, mediaType, data }];
}

/** What the acting side has written of the case since, as far as it is open to it. Letters that only its own side sends stay. */
async function piecesOf(context: Served, { referral, parties }: Found, since: Date | null) {
  const found = await readCase(context, referral.id);
  const isNew = ({ at }: { at: string }) => since === null || new Date(at) >= since;
  const parts = (found?.parts ?? []).flatMap(({ kind, party, version, at, content }): SentPart[] => {
    if (content === null || !parties.includes(party) || !isNew({ at })) return [];
    const key = `${referral.id}.${party}.${kind}.${version}`;
    return [{ key, kind, language: 'language' in content ? content.language : null, content }];
  });
  const own = (found?.documents ?? []).filter(
    (each) => each.state === 'stands' && each.organisation === context.actor.organisation && isNew(each),
  );
  const documents = await Promise.all(own.map((each) => asSent(context, referral.id, each)));
  return { parts, documents: documents.flat() };
}

/** Queues an act for the installation of the other side, in its own transaction; nothing where all live here. */
export async function tellElsewhere(context: Served, { does }: Pick<Step, 'does'>, now: Found): Promise<void> {
  const { referral } = now;
  const { owner_organisation: sender, receiver_organisation: receiver, commission_organisation: commission } = referral;
  await sendOn(context, {
    referral: referral.id,
    patient: referral.patient_id,
    organisations: [sender, receiver, ...(commission === null ? [] : [commission])],
    act: does.act,
    does: await asBrought(context, now, does),
    leadsTo: referral.stage,
    isEnded: isEnded(referral.stage),
    told: () => toldOf(context, now),
    pieces: (since) => piecesOf(context, now, since),
  });
}
