import { organisationsOf, partnershipNamed } from '../directory/index.ts';
import type { LocalisedText, Names } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import type { Comparator } from '../../vocabulary.ts';
import {
  capacitiesOf,
  type FoundCapacity,
  groupsOf,
  insertCapacity,
  insertGroup,
  isClaimSeen,
} from './capacity.sql.ts';
import { takenOf } from './quota.ts';
import { type FoundQuota, quotasOf } from './quota.sql.ts';
import type { Capacity, CentreYear, DiseaseGroup } from './schemas.ts';
import { groupsByCode, namesOf, type Refused, shownQuota } from './shown.server.ts';

/** What centres can do, and what was promised of it. */
const shownCapacity = (row: FoundCapacity): Capacity => ({
  id: row.id,
  seats: Number(row.seats),
  comparator: row.comparator,
  statedBy: row.owner_organisation,
  claim: row.claim_id,
  source: row.source,
  isDemo: row.is_demo,
  isOwn: row.isOwn,
  version: row.version,
});

type OfCentre = { centre: string; disease_group: string; year: number };
const keyOf = ({ centre, disease_group, year }: OfCentre): string => `${year} ${disease_group} ${centre}`;

function centreYear(
  of: OfCentre,
  {
    capacities,
    quotas,
    group,
  }: { capacities: FoundCapacity[]; quotas: FoundQuota[]; group: (code: string) => DiseaseGroup },
): CentreYear {
  const counted = quotas.filter(({ unit }) => unit === 'seat');
  const sum = (amounts: readonly bigint[]) => Number(amounts.reduce((total, amount) => total + amount, 0n));
  return {
    centre: of.centre,
    diseaseGroup: group(of.disease_group),
    year: of.year,
    capacities: capacities.map(shownCapacity),
    quotas: quotas.map((row) => shownQuota(row, group)),
    granted: sum(counted.map(({ balance }) => balance.granted - balance.lapsed)),
    taken: sum(counted.map(({ balance }) => takenOf(balance))),
  };
}

/** By centre, disease group and year, the newest first: what is said that a centre can do, and all quotas on it that one sees. */
export async function listCapacities(
  context: Served,
  sought: { centre?: string | undefined; year?: number | undefined },
) {
  const { tx } = context;
  const group = await groupsByCode(context);
  const capacities = Map.groupBy(await capacitiesOf(tx, sought), keyOf);
  const quotas = Map.groupBy(
    (await quotasOf(tx, sought)).filter(({ state }) => state !== 'draft'),
    keyOf,
  );
  const keys = [...new Set([...capacities.keys(), ...quotas.keys()])].toSorted().toReversed();
  const items = keys.flatMap((key) => {
    const [own, on] = [capacities.get(key) ?? [], quotas.get(key) ?? []];
    const of = own[0] ?? on[0];
    return of ? [centreYear(of, { capacities: own, quotas: on, group })] : [];
  });
  const named = items.flatMap(({ centre, capacities: said, quotas: on }) => [
    centre,
    ...said.map(({ statedBy }) => statedBy),
    ...on.flatMap(({ owner, beneficiary }) => [owner, beneficiary]),
  ]);
  return { items, organisations: await namesOf(context, named) };
}

type Stating = {
  partnership: string;
  centre: string;
  diseaseGroup: string;
  year: number;
  seats: number;
  comparator: Comparator;
  claim: string | null;
  source: LocalisedText | null;
  isShared: boolean;
};

export async function recordCapacity(
  context: Served,
  { partnership: named, centre, diseaseGroup, year, seats, comparator, claim, source, isShared }: Stating,
): Promise<
  | { recorded: Capacity }
  | Refused<'not-found' | 'not-own-side' | 'organisation-unknown' | 'group-unknown' | 'claim-unknown'>
> {
  const { tx, actor } = context;
  const partnership = await partnershipNamed(tx, named);
  if (!partnership) return { refused: 'not-found' };
  if (partnership.ownSide === null) return { refused: 'not-own-side' };
  if ((await organisationsOf(tx, [centre])).length === 0) return { refused: 'organisation-unknown' };
  if (!(await groupsOf(tx)).some(({ code }) => code === diseaseGroup)) return { refused: 'group-unknown' };
  if (claim !== null && !(await isClaimSeen(context, claim))) return { refused: 'claim-unknown' };
  const said = { centre, disease_group: diseaseGroup, year, seats: BigInt(seats), comparator, claim_id: claim, source };
  const row = await insertCapacity(context, said, {
    owner_organisation: actor.organisation,
    partnership_id: partnership.id,
    side_id: partnership.ownSide,
    visibility: isShared ? 'partnership' : 'own_side',
    is_demo: partnership.isDemo,
  });
  return { recorded: shownCapacity(row) };
}

export const listGroups = ({ tx }: Served): Promise<DiseaseGroup[]> => groupsOf(tx);

export const addGroup = async (
  context: Served,
  group: { code: string; names: Names },
): Promise<{ added: DiseaseGroup } | Refused<'group-known'>> =>
  (await insertGroup(context, group)) ? { added: group } : { refused: 'group-known' };
