import type { Served } from '../../platform/serve.ts';
import { addDays } from '../../platform/time/calendar.ts';
import { endingBetween, outlivingTheirYears, silentDrafts } from './list.sql.ts';
import { rowsShown } from './read.server.ts';
import type { InstrumentRow } from './schemas.ts';

/** What a person's start page and reminders say of instruments of the own side. */
type InstrumentsWaiting = {
  /** In effect, and their last year ends within three months: the next first. */
  endingSoon: InstrumentRow[];
  /** Their years have passed, and no source has told of an end: never called expired for that. */
  pastTheirYears: InstrumentRow[];
  /** Drafts of which nothing was recorded for half a year. */
  silentDrafts: InstrumentRow[];
};

const soon = 90;
const silent = 182;

export async function instrumentsWaiting({ tx, today }: Pick<Served, 'tx' | 'today'>): Promise<InstrumentsWaiting> {
  const ending = await endingBetween(tx, today, addDays(today, soon));
  const past = await outlivingTheirYears(tx, today);
  const drafts = (await silentDrafts(tx, addDays(today, -silent))).filter(({ id }) => past.every((it) => it.id !== id));
  return {
    endingSoon: await rowsShown(tx, ending),
    pastTheirYears: await rowsShown(tx, past),
    silentDrafts: await rowsShown(tx, drafts),
  };
}
