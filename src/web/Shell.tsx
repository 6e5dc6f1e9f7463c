import { useIsFetching, useQuery } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Rail } from '../design/index.ts';
import { accordsApi } from '../modules/accords/ui/client.ts';
import { useT } from '../platform/i18n/react.ts';
import { Account } from './Account.tsx';
import { Frame } from './Frame.tsx';
import { useSession } from './kit/session.ts';
import { SearchBox } from './SearchBox.tsx';

const paths = {
  today: '/app/',
  documents: '/app/documents',
  meetings: '/app/meetings',
  instruments: '/app/instruments',
  missions: '/app/missions',
  referrals: '/app/referrals',
  quotas: '/app/quotas',
  commitments: '/app/commitments',
  partnerships: '/app/partnerships',
  organisations: '/app/organisations',
  people: '/app/people',
  rates: '/app/rates',
  patients: '/app/patients',
  admin: '/app/admin',
} as const;
type Section = keyof typeof paths;

/** Sections that not everybody has: each with what of its permissions opens it. */
const openedBy: Partial<Record<Section, RegExp>> = {
  missions: /^missions\.read$/,
  referrals: /^referrals\.read$/,
  quotas: /^quotas\.read$/,
  patients: /^patients\.read$/,
  admin: /\.manage$|^audit\./,
};

/** Pages that belong to a section of another address. */
const within: readonly { path: RegExp; section: Section }[] = [{ path: /^\/boards(\/|$)/, section: 'referrals' }];

/** Which section an address (below /app) belongs to; a search and a page that is not there belong to none. */
export const sectionOf = (pathname: string): Section | undefined =>
  pathname === '/' || pathname === '/digest'
    ? 'today'
    : (within.find(({ path }) => path.test(pathname))?.section ??
      (Object.keys(paths) as Section[]).find(
        (section) => section !== 'today' && `/app${pathname}`.startsWith(paths[section]),
      ));

/** The sections with what waits in each; a section where nothing waits has no number. */
function Sections() {
  const t = useT();
  const { pathname } = useLocation();
  const { data: today } = useQuery(accordsApi.today.queryOptions({ input: {} }));
  const counts: Partial<Record<Section, number | undefined>> = {
    today: today && today.toConfirm.length + today.toReview.length,
    documents: today?.toReview.length,
    commitments: today?.late.length,
  };
  const current = sectionOf(pathname);
  useEffect(() => {
    // On a phone the rail runs off the side; where one is must be seen.
    if (current === undefined) return;
    const place = document.querySelector(`.rail [href="${paths[current]}"]`);
    place?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [current]);
  const { may } = useSession();
  const open = (Object.keys(paths) as Section[]).filter((section) => {
    const permission = openedBy[section];
    return !permission || may.some((each) => permission.test(each));
  });
  const items = open.map((section) => ({
    href: paths[section],
    label: t(`web.nav.${section}`),
    current: section === current,
    count: counts[section] || undefined,
  }));
  return <Rail label={t('web.nav.label')} items={items} />;
}

/** Around every page of somebody who is signed in. */
export function Shell() {
  const isComing = useIsFetching({ predicate: ({ state }) => state.data === undefined }) > 0;
  return (
    <Frame
      account={
        <>
          <SearchBox />
          <Account />
        </>
      }
    >
      <div className="shell">
        <Sections />
        <main id="main" className="main stack-l" tabIndex={-1} aria-busy={isComing || undefined}>
          <Outlet />
        </main>
      </div>
    </Frame>
  );
}
