import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
import { outcomes, votes } from './board.ts';
import {
  BoardInput,
  BoardPage,
  BoardSchema,
  BroughtSchema,
  CaseSchema,
  FairnessSchema,
  MemberInput,
  QueueSchema,
  SayingSchema,
  Uuid,
  Version,
  WordsSchema,
} from './schemas.ts';

const Id = z.object({ id: Uuid });
const missing = { 'not-found': { status: 404 } } as const;
const change = { ...missing, stale: { status: 409 } } as const;
const closed = { 'case-closed': { status: 409 } } as const;
const Year = z.coerce.number().check(z.int(), z.minimum(2000), z.maximum(2100));

export const boardsContract = {
  boards: endpoint
    .route({ method: 'GET', path: '/boards', summary: 'List the boards of the own organisation, or of partners too' })
    .meta({ needs: 'boards.read' })
    .input(z.object({ scope: z.optional(z.enum(['own', 'partners'])) }))
    .output(z.array(BoardSchema)),
  queues: endpoint
    .route({
      method: 'GET',
      path: '/boards/queues',
      summary: 'What waits for the boards of the own organisation, in the order of each board’s rule; own boards first',
    })
    .meta({ needs: 'boards.read' })
    .output(z.array(QueueSchema)),
  casesAbout: endpoint
    .route({
      method: 'GET',
      path: '/boards/cases',
      summary: 'What boards were asked about something, with votes, dissent and decisions',
    })
    .meta({ needs: 'boards.read', opens: 'clinical' })
    .input(z.object({ subject: Uuid }))
    .output(z.array(CaseSchema)),
  vote: endpoint
    .route({ method: 'POST', path: '/boards/cases/{id}/votes', summary: 'Vote as a member', successStatus: 201 })
    .meta({ needs: 'boards.vote' })
    .input(
      z.object({
        id: Uuid,
        /** The round that the member saw. */
        round: z.int().check(z.minimum(1)),
        vote: z.enum(votes),
        /** Why; wanted for a vote against or to defer. */
        reason: z.nullable(SayingSchema),
      }),
    )
    .output(Id)
    .errors({
      ...change,
      ...closed,
      'not-a-member': { status: 403 },
      'care-closed': { status: 403 },
      'in-conflict': { status: 409 },
      'votes-elsewhere': { status: 409 },
      'vote-reason-missing': { status: 422 },
    }),
  stateConflict: endpoint
    .route({
      method: 'POST',
      path: '/boards/cases/{id}/conflicts',
      summary: 'State a conflict of interest: the member takes no part in this case any more',
      successStatus: 201,
    })
    .meta({ needs: 'boards.vote' })
    .input(z.object({ id: Uuid, member: Uuid, reason: SayingSchema }))
    .output(Id)
    .errors({
      ...missing,
      ...closed,
      'not-a-member': { status: 403 },
      'care-closed': { status: 403 },
      'conflict-stated': { status: 409 },
    }),
  decide: endpoint
    .route({
      method: 'POST',
      path: '/boards/cases/{id}/decision',
      summary: 'Say what a consultation has decided, as who presides; other boards decide by the act that asked them',
      successStatus: 201,
    })
    .meta({ needs: 'boards.vote' })
    .input(
      z.object({
        id: Uuid,
        /** The round that the decider saw. */
        round: z.int().check(z.minimum(1)),
        outcome: z.enum(outcomes),
        /** By language; a refusal has them in every language of the board. */
        reasons: WordsSchema,
        condition: z.optional(z.nullable(WordsSchema)),
        brought: z.optional(BroughtSchema),
      }),
    )
    .output(Id)
    .errors({
      ...change,
      'decided-by-an-act': { status: 409 },
      'care-closed': { status: 403 },
      'not-chair': { status: 403 },
      'quorum-missing': { status: 409 },
      'majority-missing': { status: 409 },
      'condition-missing': { status: 422 },
      'board-reasons-missing': { status: 422 },
      'tally-missing': { status: 422 },
      'accepted-elsewhere': { status: 409 },
    }),
  board: endpoint
    .route({ method: 'GET', path: '/boards/{id}', summary: 'Read a board with its members and its history' })
    .meta({ needs: 'boards.read' })
    .input(Id)
    .output(BoardPage)
    .errors(missing),
  makeBoard: endpoint
    .route({ method: 'POST', path: '/boards', summary: 'Set up a board', successStatus: 201 })
    .meta({ needs: 'boards.manage' })
    .input(z.object(BoardInput))
    .output(Id),
  changeBoard: endpoint
    .route({ method: 'POST', path: '/boards/{id}/changes', summary: 'Change the rule of a board, close or reopen it' })
    .meta({ needs: 'boards.manage' })
    .input(z.object({ id: Uuid, version: Version, ...BoardInput, isClosed: z.boolean() }))
    .output(Id)
    .errors({ ...change, 'cases-waiting': { status: 409 }, 'kind-stays': { status: 422 } }),
  nameMember: endpoint
    .route({ method: 'POST', path: '/boards/{id}/members', summary: 'Name a member', successStatus: 201 })
    .meta({ needs: 'boards.manage' })
    .input(z.object({ id: Uuid, ...MemberInput }))
    .output(Id)
    .errors({
      ...missing,
      'person-not-clinical': { status: 422 },
      'member-sits-already': { status: 409 },
      'ends-before-it-begins': { status: 422 },
    }),
  endMember: endpoint
    .route({ method: 'POST', path: '/boards/{id}/members/{member}/end', summary: 'End the part of a member now' })
    .meta({ needs: 'boards.manage' })
    .input(z.object({ id: Uuid, member: Uuid }))
    .output(Id)
    .errors({ ...missing, 'member-ended': { status: 409 } }),
  fairness: endpoint
    .route({
      method: 'GET',
      path: '/boards/{id}/fairness',
      summary: 'How long people waited for a decision in a year, by region, sex, age group and disease',
    })
    .meta({ needs: 'boards.read' })
    .input(z.object({ id: Uuid, year: Year }))
    .output(FairnessSchema)
    .errors(missing),
  fairnessFile: endpoint
    .route({ method: 'GET', path: '/boards/{id}/fairness/file', summary: 'The same as a file' })
    .meta({ needs: 'boards.read' })
    .input(z.object({ id: Uuid, year: Year, ...tableFileInput }))
    .output(z.file())
    .errors(missing),
};
