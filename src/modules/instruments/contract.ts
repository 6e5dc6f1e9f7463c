import { changes } from './contract.changes.ts';
import { entering } from './contract.entering.ts';
import { reading } from './contract.reading.ts';
import { versions } from './contract.versions.ts';

/** All that can be asked of instruments. */
export const instrumentsContract = { ...reading, ...entering, ...changes, ...versions };
