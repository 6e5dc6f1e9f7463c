import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { changeBoard, endMember, listBoards, makeBoard, nameMember, readBoard } from './boards.server.ts';
import { readCases } from './cases.server.ts';
import { boardsContract } from './contract.ts';
import { decideConsultation } from './decide.server.ts';
import { fairnessFile, readFairness } from './fairness.server.ts';
import { readQueues } from './queue.server.ts';
import { castVote, stateConflict } from './voting.server.ts';

const api = implement(boardsContract).$context<Served>();

const kept = {
  boards: api.boards.handler(({ input, context }) => listBoards(context, input.scope)),
  board: api.board.handler(async ({ input, context, errors }) => {
    const found = await readBoard(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  makeBoard: api.makeBoard.handler(({ input, context }) => makeBoard(context, input)),
  changeBoard: api.changeBoard.handler(async ({ input, context, errors }) => {
    const result = await changeBoard(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  nameMember: api.nameMember.handler(async ({ input, context, errors }) => {
    const result = await nameMember(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  endMember: api.endMember.handler(async ({ input, context, errors }) => {
    const result = await endMember(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
};

const asked = {
  queues: api.queues.handler(({ context }) => readQueues(context)),
  casesAbout: api.casesAbout.handler(({ input, context }) => readCases(context, input.subject)),
  vote: api.vote.handler(async ({ input, context, errors }) => {
    const result = await castVote(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  stateConflict: api.stateConflict.handler(async ({ input, context, errors }) => {
    const result = await stateConflict(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  decide: api.decide.handler(async ({ input, context, errors }) => {
    const { id, ...deciding } = input;
    const result = await decideConsultation(context, { case: id, ...deciding });
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  fairness: api.fairness.handler(async ({ input, context, errors }) => {
    const found = await readFairness(context, input);
    if (!found) throw errors['not-found']();
    return found;
  }),
  fairnessFile: api.fairnessFile.handler(async ({ input, context, errors }) => {
    const file = await fairnessFile(context, input);
    if (!file) throw errors['not-found']();
    return file;
  }),
};

export const boardsRoutes = api.router({ ...kept, ...asked });
