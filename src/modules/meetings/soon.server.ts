import type { Served } from '../../platform/serve.ts';
import { addDays } from '../../platform/time/calendar.ts';
import { plannedBefore, plannedFrom } from './list.sql.ts';
import { rowsShown } from './pages.server.ts';
import type { MeetingRow } from './schemas.ts';

const most = 10;

/**
 * What a start page shows of meetings: the next planned ones, those without a day last, and planned ones of the own side
 * whose last possible day has passed, of which nobody has said whether they were held.
 */
export async function meetingsSoon({ tx, today }: Served): Promise<{ soon: MeetingRow[]; passed: MeetingRow[] }> {
  const soon = await rowsShown(tx, await plannedFrom(tx, addDays(today, -1), most));
  const passed = await rowsShown(tx, await plannedBefore(tx, addDays(today, -1), most));
  return { soon, passed };
}
