import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { missionStates, mostKeepDays, plainMoves } from './mission.ts';
import {
  CheckInput,
  ClinicianInput,
  Day,
  EquipmentInput,
  InterpreterInput,
  MissionList,
  PlannedMission,
  RoomInput,
  SessionInput,
  Uuid,
  VenueInput,
} from './schemas.plan.ts';
import { MissionLanguage, MissionSchema } from './schemas.ts';

const Slug = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(80));
const Version = z.int().check(z.minimum(1));
const At = { id: Uuid, version: Version };
const missing = { 'not-found': { status: 404 } } as const;
const change = { ...missing, stale: { status: 409 }, 'not-own-side': { status: 403 } } as const;
const planning = { ...change, 'mission-over': { status: 409 } } as const;
const noneTwice = z.refine<readonly string[]>((list) => new Set(list).size === list.length);
const describing = {
  title: LocalisedTextSchema,
  languages: z.array(MissionLanguage).check(z.minLength(1), z.maxLength(8), noneTwice),
  /** Organisations that come; the host is who records. */
  visitors: z.array(Uuid).check(z.maxLength(20), noneTwice),
  /** What its closed encounters are counted for. */
  commitment: z.nullable(Uuid),
  /** Left out, it stays as it is: at first a week. */
  keepDays: z.optional(z.int().check(z.minimum(1), z.maximum(mostKeepDays))),
};
const described = { 'organisation-unknown': { status: 422 }, 'commitment-unknown': { status: 422 } } as const;
/** A part of a plan: a new one, or the one that the person saw. */
const part = { id: Uuid, part: z.nullable(z.object(At)) };
const Written = z.object({ ids: z.array(Uuid) });

const whole = {
  missions: endpoint
    .route({ method: 'GET', path: '/missions', summary: 'List missions, of one partnership or all' })
    .meta({ needs: 'missions.read' })
    .input(z.object({ partnership: z.optional(Slug), state: z.optional(z.enum(missionStates)) }))
    .output(MissionList)
    .errors(missing),
  mission: endpoint
    .route({ method: 'GET', path: '/missions/{id}', summary: 'Read a mission with its plan and its history' })
    .meta({ needs: 'missions.read' })
    .input(z.object({ id: Uuid }))
    .output(PlannedMission)
    .errors(missing),
  recordMission: endpoint
    .route({ method: 'POST', path: '/missions', summary: 'Begin a mission, as its host', successStatus: 201 })
    .meta({ needs: 'missions.write' })
    .input(z.object({ partnership: Slug, slug: Slug, ...describing }))
    .output(MissionSchema)
    .errors({ ...missing, ...described, 'not-own-side': { status: 403 }, 'slug-taken': { status: 409 } }),
  changeMission: endpoint
    .route({ method: 'POST', path: '/missions/{id}/changes', summary: 'Change what a mission is called and who comes' })
    .meta({ needs: 'missions.write' })
    .input(z.object({ ...At, ...describing }))
    .output(MissionSchema)
    .errors({ ...planning, ...described }),
  announceMission: endpoint
    .route({ method: 'POST', path: '/missions/{id}/announcement', summary: 'Announce a mission to the public' })
    .meta({ needs: 'missions.publish' })
    .input(z.object(At))
    .output(MissionSchema)
    .errors({ ...change, 'mission-move-impossible': { status: 409 }, 'mission-not-ready': { status: 409 } }),
  moveMission: endpoint
    .route({ method: 'POST', path: '/missions/{id}/moves', summary: 'Start, close, reopen or cancel a mission' })
    .meta({ needs: 'missions.write' })
    .input(z.object({ ...At, move: z.enum(plainMoves) }))
    .output(MissionSchema)
    .errors({ ...change, 'mission-move-impossible': { status: 409 } }),
  shareMission: endpoint
    .route({ method: 'POST', path: '/missions/{id}/sharing', summary: 'Show a mission to all sides' })
    .meta({ needs: 'missions.publish' })
    .input(z.object(At))
    .output(MissionSchema)
    .errors(change),
};

const clashing = { 'room-taken': { status: 409 }, 'clinician-taken': { status: 409 } } as const;
const parts = {
  writeVenue: endpoint
    .route({ method: 'POST', path: '/missions/{id}/venues', summary: 'Add or change a venue', successStatus: 201 })
    .meta({ needs: 'missions.write' })
    .input(z.object({ ...part, venue: VenueInput }))
    .output(Written)
    .errors({ ...planning, 'place-unknown': { status: 422 } }),
  writeRoom: endpoint
    .route({ method: 'POST', path: '/missions/{id}/rooms', summary: 'Add or change a room', successStatus: 201 })
    .meta({ needs: 'missions.write' })
    .input(z.object({ ...part, room: RoomInput }))
    .output(Written)
    .errors({ ...planning, 'room-named-already': { status: 409 } }),
  writeSession: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/sessions',
      summary: 'Add a session, on one day or every day until another; or change one',
      successStatus: 201,
    })
    .meta({ needs: 'missions.write' })
    .input(z.object({ ...part, session: SessionInput, until: z.nullable(Day) }))
    .output(Written)
    .errors({ ...planning, ...clashing, 'session-days-wrong': { status: 422 }, 'specialty-differs': { status: 422 } }),
  cancelSession: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/sessions/{session}/cancellation',
      summary: 'Cancel a session or not',
    })
    .meta({ needs: 'missions.write' })
    .input(z.object({ ...At, session: Uuid, isCancelled: z.boolean() }))
    .output(Written)
    .errors({ ...planning, ...clashing }),
  writeClinician: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/clinicians',
      summary: 'Add or change somebody of the team, with their permission or who answers for them',
      successStatus: 201,
    })
    .meta({ needs: 'missions.write' })
    .input(z.object({ ...part, clinician: ClinicianInput }))
    .output(Written)
    .errors({
      ...planning,
      'organisation-unknown': { status: 422 },
      'clinician-unknown': { status: 422 },
      'clinician-twice': { status: 409 },
      'answering-not-local': { status: 422 },
      'specialty-differs': { status: 422 },
    }),
  endClinician: endpoint
    .route({ method: 'POST', path: '/missions/{id}/clinicians/{clinician}/end', summary: 'End somebody’s part or not' })
    .meta({ needs: 'missions.write' })
    .input(z.object({ ...At, clinician: Uuid, hasEnded: z.boolean() }))
    .output(Written)
    .errors(planning),
  writeEquipment: endpoint
    .route({ method: 'POST', path: '/missions/{id}/equipment', summary: 'Add or change equipment', successStatus: 201 })
    .meta({ needs: 'missions.write' })
    .input(z.object({ ...part, equipment: EquipmentInput }))
    .output(Written)
    .errors({ ...planning, 'organisation-unknown': { status: 422 } }),
  writeInterpreter: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/interpreters',
      summary: 'Add or change an interpreter',
      successStatus: 201,
    })
    .meta({ needs: 'missions.write' })
    .input(z.object({ ...part, interpreter: InterpreterInput }))
    .output(Written)
    .errors(planning),
  writeCheck: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/checks',
      summary: 'Add, change or tick an item of the readiness checklist',
      successStatus: 201,
    })
    .meta({ needs: 'missions.write' })
    .input(z.object({ ...part, check: CheckInput }))
    .output(Written)
    .errors(planning),
  removePart: endpoint
    .route({ method: 'POST', path: '/missions/{id}/removals', summary: 'Take a part out of a plan that nothing needs' })
    .meta({ needs: 'missions.write' })
    .input(z.object({ ...At, part: Uuid, kind: z.enum(['venue', 'room', 'equipment', 'interpreter', 'check']) }))
    .output(Written)
    .errors({ ...planning, 'part-in-use': { status: 409 } }),
};

export const plan = { ...whole, ...parts };
