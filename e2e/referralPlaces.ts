import type { Place } from './places.ts';
import type { Staff } from './staff.ts';

type Row = { id: string; stage: string };

/** The pages of referrals for whoever takes part: the list, one in each of a few stages, a new one, and the paths. */
export async function referralPlaces(staff: Staff): Promise<Place[]> {
  const { items } = (await staff.get<{ items: Row[] }>('/referrals?limit=100')).body;
  const [path] = (await staff.get<{ id: string }[]>('/referral-paths')).body;
  const shown = (['draft', 'board', 'in_treatment', 'declined', 'died'] as const).flatMap((stage) => {
    const found = items.find((row) => row.stage === stage);
    return found ? [{ name: `referral-${stage}`, path: `/referrals/${found.id}` }] : [];
  });
  return [
    { name: 'referrals', path: '/referrals' },
    { name: 'referrals-late', path: '/referrals?late=yes' },
    { name: 'referral-new', path: '/referrals/new' },
    ...shown,
    { name: 'referral-paths', path: '/referrals/paths' },
    { name: 'referral-path-new', path: '/referrals/paths/new' },
    ...(path ? [{ name: 'referral-path', path: `/referrals/paths/${path.id}` }] : []),
  ];
}
