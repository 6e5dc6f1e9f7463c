import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { changing, describing, own, stepping } from './contract.shared.ts';
import { FirstStep, InstrumentEntry, InstrumentInput, Slug, Uuid, Version } from './schemas.ts';

export const entering = {
  recordInstrument: endpoint
    .route({ method: 'POST', path: '/instruments', summary: 'Record an instrument', successStatus: 201 })
    .meta({ needs: 'instruments.write' })
    .input(
      z.object({
        partnership: Slug,
        instrument: InstrumentInput,
        step: FirstStep,
        /** Accepted claims it rests on, beside the one of the step. */
        claims: z.array(Uuid).check(z.maxLength(20)),
      }),
    )
    .output(z.object({ id: Uuid, version: Version }))
    .errors({ ...own, ...describing, ...stepping }),
  enterInstrumentClaim: endpoint
    .route({ method: 'POST', path: '/instruments/entries', summary: 'Accept a claim and enter what it says' })
    .meta({ needs: 'instruments.write' })
    .input(
      z.object({
        claim: Uuid,
        version: Version,
        /** As a person corrected it; left out, as it was read. */
        value: z.optional(z.record(z.string(), z.unknown())),
        entry: InstrumentEntry,
      }),
    )
    .output(z.object({ claim: Uuid, version: Version, instrument: Uuid }))
    .errors({ ...changing, ...describing, ...stepping, 'already-decided': { status: 409 } }),
  undoInstrumentEntry: endpoint
    .route({ method: 'POST', path: '/instruments/entries/undo', summary: 'Take an accepted claim out again' })
    .meta({ needs: 'instruments.write' })
    .input(z.object({ claim: Uuid, version: Version }))
    .output(z.object({ claim: Uuid, version: Version, retracted: z.array(Uuid) }))
    .errors({ ...changing, 'not-accepted': { status: 409 }, 'still-needed': { status: 409 } })
    .errors({ 'already-published': { status: 409 } }),
};
