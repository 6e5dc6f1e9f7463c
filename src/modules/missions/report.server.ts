import { countableOf } from '../encounters/index.ts';
import { recordEvent } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { type FoundMission, missionOf } from './mission.sql.ts';
import { type Report, reportOf, type ShownReport, shownReport } from './report.ts';
import { resultOf, saveResult } from './report.sql.ts';

/** What a mission came to, for those who took part in it; and for everybody, once somebody of the host has published it. */
export type MissionReport = {
  mission: FoundMission;
  report: Report;
  shown: ShownReport;
  publishedAt: Date | null;
};

const takesPart = ({ actor }: Served, { owner_organisation, visitors }: FoundMission): boolean =>
  [owner_organisation, ...visitors].includes(actor.organisation);

/** Undefined where there is no such mission to see, or the acting organisation takes no part in it. */
export async function readReport(context: Served, id: string): Promise<MissionReport | undefined> {
  const { tx } = context;
  const mission = await missionOf(tx, id);
  if (!mission || !takesPart(context, mission)) return undefined;
  const report = reportOf(await countableOf(tx, { mission: id, withItsPromise: false }));
  const published = await resultOf(tx, id);
  return { mission, report, shown: shownReport(report), publishedAt: published?.published_at ?? null };
}

type Refused = { refused: 'not-found' | 'not-host' | 'not-public' | 'nothing-counted' };

/** Shows to everybody what is counted now, without its small numbers; or takes it back. */
export async function publishResult(
  context: Served,
  { id, isShown }: { id: string; isShown: boolean },
): Promise<{ publishedAt: Date | null } | Refused> {
  const { tx, actor, now } = context;
  const found = await readReport(context, id);
  if (!found) return { refused: 'not-found' };
  const { mission, report, shown } = found;
  if (mission.owner_organisation !== actor.organisation) return { refused: 'not-host' };
  if (isShown && mission.visibility !== 'public') return { refused: 'not-public' };
  if (isShown && report.encounters === 0) return { refused: 'nothing-counted' };
  const at = isShown ? now : null;
  await saveResult(tx, { mission: id, figures: isShown ? shown : null, at, by: actor.person });
  const happening = { subject: 'mission', subjectId: id, action: isShown ? 'publishResult' : 'takeBackResult' };
  await recordEvent(context, { ...happening, fields: ['result'], shared: mission });
  return { publishedAt: at };
}
