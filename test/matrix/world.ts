import pg from 'pg';
import { startWorld } from '../world.ts';
import { type Asking, everybody } from './actors.ts';
import {
  type Bundle,
  bundleOf,
  commonRecords,
  filler,
  type Parties,
  visibilities,
  type Visibility,
} from './records.ts';

type QueryOf = (this: pg.Client, ...given: unknown[]) => unknown;

/**
 * From now on nothing that the application does is kept: each of its transactions ends in a rollback, just before the
 * commit. So every attempt meets the same world, in whatever order, and writing costs no disk.
 */
function keepNothing(): void {
  const { query } = pg.Client.prototype as unknown as { query: QueryOf };
  const instead = function (this: pg.Client, ...given: unknown[]): unknown {
    const [first] = given;
    const text = typeof first === 'string' ? first : (first as { text?: string } | undefined)?.text;
    if (text?.trim().toLowerCase() !== 'commit' || this.user !== 'yntymaq_app') return query.apply(this, given);
    const rolled = query.apply(this, [
      typeof first === 'string' ? 'rollback' : { ...(first as object), text: 'rollback' },
      ...given.slice(1),
    ]);
    return (rolled as Promise<object>).then((result) => Object.assign(result, { command: 'COMMIT' }));
  };
  Object.assign(pg.Client.prototype, { query: instead });
}

export type MatrixWorld = Awaited<ReturnType<typeof startMatrix>>;

/** Two partnerships, organisations at every place, somebody of every kind, a record of every kind and visibility. */
export async function startMatrix({ isKept = false } = {}) {
  const world = await startWorld();
  const [owner, colleague, across] = [
    await world.organisation('Иесі'),
    await world.organisation('Серік'),
    await world.organisation('Басқа тарап'),
  ];
  const [elsewhere, outside] = [await world.organisation('Өзге'), await world.organisation('Сырт')];
  const partnership = await world.partnership('matrix', [owner, across]);
  await world.seeAll('insert into side_organisation values ($1, $2, $3)', [
    partnership.id,
    colleague,
    partnership.sides[0],
  ]);
  await world.partnership('matrix-other', [elsewhere, await world.organisation('Өзге серік')]);
  const by = await world.someone('coordinator', owner);
  const { put, filled } = filler(world);
  const parties: Parties = {
    partnership,
    owner,
    across,
    by,
    keep: async (bytes) => (await world.files.keep(owner, bytes)).address,
  };
  const bundles = {} as Record<Visibility, Bundle>;
  const common = await commonRecords(put, parties);
  for (const visibility of visibilities)
    bundles[visibility] = { ...common, ...(await bundleOf(put, parties, visibility)) };
  const seats = { owner, colleague, across, elsewhere, outside };
  const actors: Asking[] = await everybody(world, seats);
  if (!isKept) keepNothing();
  return { world, parties, seats, bundles, actors, filled };
}
