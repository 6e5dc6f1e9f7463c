import { accordsContract } from './modules/accords/contract.ts';
import { accordsRoutes } from './modules/accords/index.ts';
import { directoryContract } from './modules/directory/contract.ts';
import { directoryRoutes } from './modules/directory/index.ts';
import { documentsContract } from './modules/documents/contract.ts';
import { documentsRoutes } from './modules/documents/index.ts';
import { ratesContract } from './modules/rates/contract.ts';
import { ratesRoutes } from './modules/rates/index.ts';
import { remindersContract } from './modules/reminders/contract.ts';
import { remindersRoutes } from './modules/reminders/index.ts';
import { serve, type WithoutKey } from './platform/serve.ts';

/** The whole API, as the browser and the viewer know it. */
export const contract = { accords: accordsContract, directory: directoryContract, documents: documentsContract, rates: ratesContract, reminders: remindersContract };

/** Mutations that need no Idempotency-Key, and why. */
export const withoutKey: WithoutKey = { 'rates.previewRates': 'it writes nothing' };

export const router = serve(
  { accords: accordsRoutes, directory: directoryRoutes, documents: documentsRoutes, rates: ratesRoutes, reminders: remindersRoutes },
  withoutKey,
);
