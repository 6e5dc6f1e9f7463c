import { implement } from '@orpc/server';
import { pdfOf } from '../../platform/pdf/pdf.ts';
import type { Served } from '../../platform/serve.ts';
import { briefDocument } from './briefPdf.server.ts';
import { briefShown, changeBrief, readBrief, readVersions, retractBrief, writeBrief } from './brief.server.ts';
import { changeMeeting, moveMeeting, recordMeeting, retractMeeting, setParticipants } from './changes.server.ts';
import { meetingsContract } from './contract.ts';
import { feedsShown, makeFeed, revokeFeed } from './feed.server.ts';
import { listCounts, listFile, listPage } from './listing.server.ts';
import { approveMinutes, discardMinutes, writeMinutes } from './minutes.server.ts';
import { minutesDocument } from './minutesPdf.server.ts';
import { minutesShown } from './pages.server.ts';
import { enterCommitments, proposals, setPoints } from './points.server.ts';
import { publishMeeting, restOn, tellOf } from './proof.server.ts';
import { readMeeting } from './read.server.ts';
import { meetingsSoon } from './soon.server.ts';

const api = implement(meetingsContract).$context<Served>();
const pageSize = 50;
const pdfFile = (bytes: Uint8Array, name: string) =>
  new File([new Uint8Array(bytes)], name, { type: 'application/pdf' });

const reading = {
  meetings: api.meetings.handler(async ({ input: { limit = pageSize, ...asked }, context, errors }) => {
    const page = await listPage(context, { ...asked, limit });
    if ('refused' in page) throw errors[page.refused]();
    return page;
  }),

  meetingCounts: api.meetingCounts.handler(({ input: { sort: _sort, ...asked }, context }) =>
    listCounts(context, asked),
  ),

  meetingsFile: api.meetingsFile.handler(({ input, context }) => listFile(context, input)),

  meetingsSoon: api.meetingsSoon.handler(({ context }) => meetingsSoon(context)),

  meeting: api.meeting.handler(async ({ input, context, errors }) => {
    const found = await readMeeting(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),

  minutesPdf: api.minutesPdf.handler(async ({ input, context, errors }) => {
    const meeting = await readMeeting(context, input.id);
    if (!meeting) throw errors['not-found']();
    const languages = input.labels ?? meeting.languages;
    const document = minutesDocument(meeting, { languages, madeAt: context.now });
    if (!document) throw errors['nothing-to-print']();
    return pdfFile(await pdfOf(document), `minutes-${input.id}.pdf`);
  }),
};

const changing = {
  recordMeeting: api.recordMeeting.handler(async ({ input, context, errors }) => {
    const result = await recordMeeting(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  changeMeeting: api.changeMeeting.handler(async ({ input, context, errors }) => {
    const result = await changeMeeting(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  moveMeeting: api.moveMeeting.handler(async ({ input, context, errors }) => {
    const result = await moveMeeting(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  setParticipants: api.setParticipants.handler(async ({ input, context, errors }) => {
    const result = await setParticipants(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  retractMeeting: api.retractMeeting.handler(async ({ input, context, errors }) => {
    const result = await retractMeeting(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { id: result.id };
  }),

  tellOf: api.tellOf.handler(async ({ input, context, errors }) => {
    const result = await tellOf(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  restOn: api.restOn.handler(async ({ input, context, errors }) => {
    const result = await restOn(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  publishMeeting: api.publishMeeting.handler(async ({ input, context, errors }) => {
    const result = await publishMeeting(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
};

const saying = {
  setPoints: api.setPoints.handler(async ({ input, context, errors }) => {
    const result = await setPoints(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  proposals: api.proposals.handler(async ({ input, context, errors }) => {
    const result = await proposals(context, input.id);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  enterCommitments: api.enterCommitments.handler(async ({ input, context, errors }) => {
    const result = await enterCommitments(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  writeMinutes: api.writeMinutes.handler(async ({ input, context, errors }) => {
    const result = await writeMinutes(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return minutesShown(result.written);
  }),

  approveMinutes: api.approveMinutes.handler(async ({ input, context, errors }) => {
    const result = await approveMinutes(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return minutesShown(result.approved);
  }),

  discardMinutes: api.discardMinutes.handler(async ({ input, context, errors }) => {
    const result = await discardMinutes(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { id: result.discarded };
  }),
};

const preparing = {
  brief: api.brief.handler(async ({ input, context, errors }) => {
    const result = await readBrief(context, input.id);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  writeBrief: api.writeBrief.handler(async ({ input, context, errors }) => {
    const result = await writeBrief(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return briefShown(result.written);
  }),

  changeBrief: api.changeBrief.handler(async ({ input, context, errors }) => {
    const result = await changeBrief(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return briefShown(result.changed);
  }),

  retractBrief: api.retractBrief.handler(async ({ input, context, errors }) => {
    const result = await retractBrief(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { id: result.retracted };
  }),

  briefVersions: api.briefVersions.handler(async ({ input, context, errors }) => {
    const result = await readVersions(context, input.id);
    if ('refused' in result) throw errors[result.refused]();
    return result.versions;
  }),

  briefPdf: api.briefPdf.handler(async ({ input, context, errors }) => {
    const result = await readBrief(context, input.id);
    if ('refused' in result) throw errors[result.refused]();
    return pdfFile(await pdfOf(await briefDocument(context, result, input.locale)), `brief-${input.id}.pdf`);
  }),
};

const calendars = {
  feeds: api.feeds.handler(({ context }) => feedsShown(context)),

  makeFeed: api.makeFeed.handler(({ input, context }) => makeFeed(context, input.label)),

  revokeFeed: api.revokeFeed.handler(async ({ input, context, errors }) => {
    if (!(await revokeFeed(context, input.id))) throw errors['not-found']();
    return { id: input.id };
  }),
};

export const meetingsRoutes = api.router({ ...reading, ...changing, ...saying, ...preparing, ...calendars });
