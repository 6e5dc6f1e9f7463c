import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { report } from './contract.report.ts';
import { countMission } from './counts.server.ts';
import { bringUpToDate } from './projected.server.ts';
import { publishResult, readReport } from './report.server.ts';
import { reportFile } from './reportFile.server.ts';

const api = implement(report).$context<Served>();

export const reportRoutes = {
  missionReport: api.missionReport.handler(async ({ input, context, errors }) => {
    const found = await readReport(context, input.id);
    if (!found) throw errors['not-found']();
    const { mission, publishedAt, ...figures } = found;
    const { id, title, slug, is_demo: isDemo, commitment_id: commitment, languages } = mission;
    const isHost = mission.owner_organisation === context.actor.organisation;
    const described = { id, title, slug, isDemo, isHost, commitment, languages };
    return { ...described, ...figures, publishedAt: publishedAt?.toISOString() ?? null };
  }),
  missionReportFile: api.missionReportFile.handler(async ({ input, context, errors }) => {
    const found = await readReport(context, input.id);
    if (!found) throw errors['not-found']();
    return reportFile(found, { ...input, madeAt: context.now });
  }),
  bringEncountersUpToDate: api.bringEncountersUpToDate.handler(async ({ input, context, errors }) => {
    const result = await bringUpToDate(context, input.id);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  countMission: api.countMission.handler(async ({ input, context, errors }) => {
    const result = await countMission(context, input.id);
    if ('refused' in result) throw errors[result.refused]();
    return result.counted;
  }),
  publishResult: api.publishResult.handler(async ({ input, context, errors }) => {
    const result = await publishResult(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { publishedAt: result.publishedAt?.toISOString() ?? null };
  }),
};
