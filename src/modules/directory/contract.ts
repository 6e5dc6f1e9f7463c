import { organisations } from './contract.organisations.ts';
import { partnerships } from './contract.partnerships.ts';
import { people } from './contract.people.ts';
import { session } from './contract.session.ts';

/** All that can be asked of the directory. */
export const directoryContract = { ...session, ...organisations, ...people, ...partnerships };
