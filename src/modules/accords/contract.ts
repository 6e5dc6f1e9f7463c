import { entering } from './contract.entering.ts';
import { importing } from './contract.importing.ts';
import { judging } from './contract.judging.ts';
import { reading } from './contract.reading.ts';
import { settling } from './contract.settling.ts';

/** All that can be asked of the ledger. */
export const accordsContract = { ...reading, ...entering, ...judging, ...settling, ...importing };
