import { briefs } from './contract.briefs.ts';
import { entering } from './contract.entering.ts';
import { feeds } from './contract.feeds.ts';
import { minutes } from './contract.minutes.ts';
import { reading } from './contract.reading.ts';
import { recording } from './contract.recording.ts';

/** All that can be asked of meetings. */
export const meetingsContract = { ...reading, ...recording, ...entering, ...minutes, ...briefs, ...feeds };
