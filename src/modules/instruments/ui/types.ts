import type { InferContractRouterOutputs } from '@orpc/contract';
import type { instrumentsContract } from '../contract.ts';

type Answers = InferContractRouterOutputs<typeof instrumentsContract>;

/** What the endpoints of this module answer, as pages hold it. */
export type Instruments = Answers['instruments'];
export type Row = Instruments['items'][number];
export type Instrument = Answers['instrument'];
export type Step = Instrument['steps'][number];
export type Version = Instrument['versions'][number];
export type Named = Instrument['organisations'][number];
export type VersionText = Answers['version'];
/** An instrument on its page, and how to read it again when somebody else has changed it. */
export type ViewProps = { instrument: Instrument; reload: () => void };
