import { fileAddressIn, oneOf, said, textOf } from '../../../web/kit/listing.ts';
import { type Party, parties, type Priority, priorities, type Stage, stages } from '../referral.ts';
import { referralSorts } from '../list.ts';

export const path = '/app/referrals';

type Search = Readonly<Record<string, unknown>>;

/** What the list is asked for: exactly what stands in its address, so that a link shows the same list. */
export type Listing = {
  q?: string;
  stage?: Stage;
  as?: Party;
  priority?: Priority;
  turn?: 'ours';
  late?: 'yes';
  quota?: string;
  patient?: string;
  sort?: (typeof referralSorts)[number];
  cursor?: string;
};

/** Reads an address; what it does not know is left out. */
export function listingOf(search: Search): Listing {
  return said({
    q: textOf(search['q']),
    stage: oneOf(search['stage'], stages),
    as: oneOf(search['as'], parties),
    priority: oneOf(search['priority'], priorities),
    turn: oneOf(search['turn'], ['ours']),
    late: oneOf(search['late'], ['yes']),
    quota: textOf(search['quota']),
    patient: textOf(search['patient']),
    sort: oneOf(search['sort'], referralSorts),
    cursor: textOf(search['cursor']),
  });
}

/** The same list as a file. */
export const fileAddress = (listing: Listing, format: 'csv' | 'xlsx', locale: string): string =>
  fileAddressIn('/referrals/file', listing, { format, locale });
