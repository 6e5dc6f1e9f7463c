import type { Day } from '../../modules/missions/day/day.ts';
import type { DayPlan } from '../../modules/missions/day/dayPlan.ts';
import type { Member, Segment } from '../../modules/missions/day/exchange.ts';
import type { Have } from '../../modules/missions/day/operation.ts';
import type { Identity, Secrets } from './dayDatabase.ts';
import type { DayDrafts } from './drafts.ts';
import type { DayHistories } from './histories.ts';
import type { Opened } from './opened.ts';
import type { DayPhotos } from './photos.ts';

/** What can be read of an open day. Everything here throws DayFault `locked` where it is not. */
export abstract class OpenDay {
  /** @throws DayFault `locked` */
  protected abstract open(): Opened;

  /** What happened so far, as one value that is replaced with every change. */
  get day(): Day {
    return this.open().log.day;
  }

  get identity(): Identity {
    return this.open().identity;
  }

  /** For the transports alone. */
  get secrets(): Secrets {
    return this.open().secrets;
  }

  get members(): readonly Member[] {
    return this.open().members;
  }

  get have(): Have {
    return this.open().log.have;
  }

  /** Signed runs of operations by device, as peers get them. */
  get lines(): ReadonlyMap<string, readonly Segment[]> {
    return this.open().log.lines;
  }

  /** What is being typed on this device. It goes to nobody else. */
  get drafts(): DayDrafts {
    return this.open().drafts;
  }

  get photos(): DayPhotos {
    return this.open().photos;
  }

  /** For the transports alone. */
  get histories(): DayHistories {
    return this.open().histories;
  }

  /** The plan of the mission and who is booked, as the server last said; null until it has. The same value until there is another. */
  get plan(): DayPlan | null {
    return this.open().plan;
  }

  /** What has to be added to the clock of this device, in milliseconds; null as long as it met no other. */
  get offset(): number | null {
    return this.open().offset;
  }
}
