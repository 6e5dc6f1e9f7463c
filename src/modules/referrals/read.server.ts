import { organisationsOf } from '../directory/index.ts';
import type { Served } from '../../platform/serve.ts';
import { wantedFor } from './act.server.ts';
import { isConsented } from './actConsent.server.ts';
import { papersLacking } from './caseDoor.server.ts';
import { caseMark } from './caseMark.sql.ts';
import { shellOf } from './create.server.ts';
import { isEnded, mainLine, type Stage } from './referral.ts';
import { actsOf, findReferral, type Found, type FoundAct, isOpenTo, nextOf, wordsOf } from './referral.sql.ts';
import type { ReferralPage } from './schemas.ts';
import { openSaid, type Said } from './sealed.server.ts';
import { acts } from './table.ts';

const actShown = ({ id, at, act, reason, person, ...row }: FoundAct) => ({
  id,
  act,
  reason,
  person,
  from: row.from_stage,
  to: row.to_stage,
  at: at.toISOString(),
  organisation: row.organisation_id,
  hasWords: row.has_words,
});

/** Stages and papers of the path that it goes by. */
function pathShown({ config, pathNames }: Found) {
  const has = (stage: Stage) => stage === 'completed' || config.steps.some((step) => step.stage === stage);
  const days = (stage: Stage) => config.steps.find((step) => step.stage === stage)?.days ?? null;
  return {
    pathNames,
    line: mainLine.filter(has).map((stage) => ({ stage, days: days(stage) })),
    papers: config.steps.flatMap(({ stage, papers }) => papers.map((paper) => ({ stage, ...paper }))),
  };
}

/** Codes of papers that the next step wants and that are not there; of one that is over, none. */
async function lacking(context: Served, found: Found): Promise<string[]> {
  if (isEnded(found.referral.stage)) return [];
  const wanted = [...new Set(acts.flatMap((act) => (isNext(found, act) ? wantedFor(found, act) : [])))];
  return wanted.length === 0 ? [] : papersLacking(context, found, wanted);
}
const isNext = (found: Found, act: (typeof acts)[number]): boolean =>
  act !== 'discharge' || found.referral.stage === 'in_treatment' || found.referral.stage === 'arrived';

/** Where a referral stands and what happened to it, for whoever takes part in it. */
export async function readReferral(context: Served, id: string): Promise<ReferralPage | null> {
  const { tx } = context;
  const found = await findReferral(tx, id);
  if (!found) return null;
  const shell = shellOf(context, found);
  const acted = (await actsOf(tx, id)).map(actShown);
  const named = [shell.sender, shell.receiver, ...(shell.commission === null ? [] : [shell.commission])];
  const organisations = await organisationsOf(tx, [...named, ...acted.map(({ organisation }) => organisation)]);
  return {
    ...shell,
    ...pathShown(found),
    lacks: await lacking(context, found),
    next: await nextOf(tx, id),
    caseMark: await caseMark(tx, id),
    isConsented: await isConsented(context, found),
    acted,
    organisations: organisations.map(({ id: of, names, isDemo }) => ({ id: of, names, isDemo })),
  };
}

/** What was said with the acts, where the care is open to who asks; that it was read is put on record. */
export async function readWords(context: Served, id: string): Promise<(Said & { id: string })[] | null> {
  const { tx, vault, accesses } = context;
  if (!(await isOpenTo(tx, id))) return null;
  const found = await findReferral(tx, id);
  if (!found) return null;
  const { patient_id: patient } = found.referral;
  accesses.record({ kind: 'read', subject: 'patient', subjectId: patient, purpose: 'care' });
  return (await wordsOf(tx, id)).map(({ act_id, content }) => ({ id: act_id, ...openSaid(vault, patient, content) }));
}
