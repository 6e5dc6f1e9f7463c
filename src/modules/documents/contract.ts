import { claims } from './contract.claims.ts';
import { reading } from './contract.reading.ts';
import { taking } from './contract.taking.ts';

/** All that can be asked of documents and their claims. */
export const documentsContract = { ...reading, ...taking, ...claims };
