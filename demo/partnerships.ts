import type { DemoPartnership } from './bulletin.ts';
import { almatyKorea } from './partnerships/almaty-korea.ts';
import { kazakhsWorld } from './partnerships/kazakhs-world.ts';
import { kazakhstanIsrael } from './partnerships/kazakhstan-israel.ts';
import { kazakhstanJapan } from './partnerships/kazakhstan-japan.ts';
import { kazakhstanKyrgyzstan } from './partnerships/kazakhstan-kyrgyzstan.ts';

/** Every partnership of the demonstration, with all that its bulletins say. */
export const demoPartnerships: readonly DemoPartnership[] = [
  almatyKorea,
  kazakhstanIsrael,
  kazakhstanJapan,
  kazakhstanKyrgyzstan,
  kazakhsWorld,
];
