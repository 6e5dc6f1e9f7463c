import type { Ask, Cookies, Loaded } from './world.ts';

const operation = '%D0%BE%D0%BF%D0%B5%D1%80%D0%B0%D1%86%D0%B8%D1%8F';

/** What the staff reads beside the lists of commitments, and what the public reads. */
export async function pagesOf(loaded: Loaded, cookies: Cookies): Promise<[string, Ask][]> {
  return [...(await staffPages(loaded, cookies)), ...(await publicPages(loaded))];
}

type Find = (text: string) => Promise<(n: number) => string>;

/** Ids to ask for one after another. */
const finding =
  ({ owner }: Loaded): Find =>
  async (text) => {
    const { rows } = await owner.query<{ id: string }>(text);
    if (rows.length === 0) throw new Error(`nothing to ask for: ${text}`);
    return (n) => rows[n % rows.length]?.id ?? '';
  };

const slug = (n: number) => `partnership-${1 + (n % 4) + 5 * (n % 40)}`;
const everybody = '00000000-0000-0000-0000-000000000000';

async function idsOf(loaded: Loaded) {
  const find = finding(loaded);
  const ofPublic = (table: string) =>
    find(`select t.id from ${table} t join partnership p on p.id = t.partnership_id and p.visibility = 'public'
          where t.visibility = 'public' order by t.id desc limit 1000`);
  return {
    commitment: await find(`select commitment_id as id from standing where audience = '${everybody}' limit 1000`),
    meeting: await ofPublic('meeting'),
    instrument: await ofPublic('instrument'),
    region: await find(`select distinct o.id from organisation o join side_organisation so on so.organisation_id = o.id
          join partnership p on p.id = so.partnership_id and p.visibility = 'public' where o.kind = 'administration'`),
    hospital: await find(`select id from organisation where kind = 'hospital'`),
    ministry: await find(`select id from organisation where kind = 'ministry'`),
    person: await find('select id from person limit 1000'),
  };
}

async function staffPages(loaded: Loaded, { ministry, region, abroad }: Cookies): Promise<[string, Ask][]> {
  const id = await idsOf(loaded);
  const get =
    (cookie: string, url: (n: number) => string): Ask =>
    (n) => ({ method: 'GET', url: `/api${url(n)}`, cookie });
  const asked: [string, Ask][] = [
    ['partnership overview', get(ministry, (n) => `/partnerships/${slug(n)}/overview`)],
    ['partnership overview, region', get(region, () => '/partnerships/partnership-1/overview')],
    ['commitment with proof', get(ministry, (n) => `/commitments/${id.commitment(n)}`)],
    ['meeting', get(ministry, (n) => `/meetings/${id.meeting(n)}`)],
    ['instrument', get(ministry, (n) => `/instruments/${id.instrument(n)}`)],
    ['organisation: a hospital in 2 partnerships', get(ministry, (n) => `/organisations/${id.hospital(n)}`)],
    ['organisation: the ministry in 200', get(ministry, (n) => `/organisations/${id.ministry(n)}`)],
    ['person', get(ministry, (n) => `/people/${id.person(n)}`)],
  ];
  for (const [who, cookie] of Object.entries({ ministry, region, abroad }))
    for (const [what, url] of [
      ['meetings', '/meetings'],
      ['meetings, a word', '/meetings?q=%D0%9A%D0%B5%D0%B7%D0%B4%D0%B5%D1%81%D1%83'],
      ['meetings by state', '/meetings/counts'],
      ['instruments', '/instruments'],
      ['instruments by state', '/instruments/counts'],
      ['organisations', '/organisations/list'],
      ['people', '/people?locale=kk'],
      ['partnerships', '/partnerships'],
      ['documents', '/documents'],
      ['documents by state', '/documents/counts'],
      ['digest', '/reminders/now'],
      ['search', `/search?q=${operation}`],
    ] as const)
      asked.push([`${what}, ${who}`, get(cookie, () => url)]);
  return asked;
}

async function publicPages(loaded: Loaded): Promise<[string, Ask][]> {
  const id = await idsOf(loaded);
  const get =
    (url: (n: number) => string): Ask =>
    (n) => ({ method: 'GET', url: url(n) });
  return [
    ['public home, as it is kept', get(() => '/kk')],
    ['public home as JSON', get(() => '/kk.json')],
    ['public partnership', get((n) => `/kk/partnerships/${slug(n)}`)],
    ['public commitment', get((n) => `/kk/commitments/${id.commitment(n)}`)],
    ['public meeting', get((n) => `/kk/meetings/${id.meeting(n)}`)],
    ['public instrument', get((n) => `/kk/instruments/${id.instrument(n)}`)],
    ['public organisation: a region in 10', get((n) => `/kk/organisations/${id.region(n)}`)],
    ['public organisation: the ministry in 200', get((n) => `/kk/organisations/${id.ministry(n)}`)],
    ['public partner country (25 partnerships)', get(() => '/kk/partners/KR')],
    ['public field (all partnerships)', get(() => '/kk/fields/health')],
    ['public place', get(() => '/kk/places/abai-region')],
    ['public corrections', get(() => '/kk/corrections')],
    ['public corrections, a far page', get(() => '/kk/corrections?page=20')],
    ['public search', get(() => `/kk?q=${operation}`)],
    ['Atom feed', get(() => '/kk/feed.xml')],
    ['Atom feed of a partnership', get((n) => `/kk/partnerships/${slug(n)}/feed.xml`)],
    ['dataset of commitments (CSV), as it is kept', get(() => '/data/commitments.csv')],
  ];
}
