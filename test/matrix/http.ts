import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Asking } from './actors.ts';
import { attempt, outcomeOf, requestTo } from './attempt.ts';
import { allEndpoints, type Endpoint } from './endpoints.ts';
import { expected, neverDone } from './expected.ts';
import { expectedOf, leastWith, sees, shownTo } from './judge.ts';
import { markOf, visibilities } from './records.ts';
import { type MatrixWorld, startMatrix } from './world.ts';

/** An answer may not hold a word of a record that its reader does not see. */
const leaksIn = (body: string, { place, kind }: Asking): string[] =>
  visibilities.filter(
    (visibility) =>
      body.includes(markOf[visibility]) && (kind === 'nobody' || kind === 'gone' || !sees(place, visibility)),
  );

type Found = { wrong: string[]; isDone: boolean; cells: number };

async function tryAll(matrix: MatrixWorld, endpoint: Endpoint): Promise<Found> {
  const row = expected[endpoint.name];
  const found: Found = { wrong: [], isDone: false, cells: 0 };
  for (const visibility of visibilities) {
    const about = row?.about ?? null;
    if (about !== null && shownTo(about, visibility) === null) continue;
    // What does not follow its bundle is tried once.
    if (visibility !== 'own_side' && (about === null || shownTo(about, visibility) === shownTo(about, 'own_side')))
      continue;
    const prepared = requestTo(endpoint, matrix.bundles[visibility], about);
    for (const actor of matrix.actors) {
      const wanted = expectedOf(endpoint.name, endpoint.needs, actor, visibility) ?? [];
      const answer = await attempt(matrix, actor, endpoint, prepared);
      const outcome = outcomeOf(answer, endpoint);
      const leaks = leaksIn(answer.body, actor);
      found.cells += 1;
      found.isDone ||= outcome === 'done';
      if (!wanted.includes(outcome) || leaks.length > 0)
        found.wrong.push(
          `${visibility}, ${actor.name} (${actor.place}): ${outcome}, not ${wanted.join(' or ')}${leaks.length > 0 ? `; leaks ${leaks.join()}` : ''}`,
        );
    }
  }
  return found;
}

/** One part of the matrix, so that files share the work. */
export async function matrixPart(part: number, parts: number): Promise<void> {
  const all = await allEndpoints();
  const mine = all.filter((_, index) => index % parts === part);
  let matrix: MatrixWorld;
  beforeAll(async () => {
    matrix = await startMatrix();
  });
  afterAll(() => matrix.world.stop());

  describe('every endpoint, tried by everybody', () => {
    test.each(mine.map((endpoint) => [endpoint.name, endpoint] as const))(
      '%s lets in whom the table says, at every place and visibility, and tells nobody else anything',
      { timeout: 60_000 },
      async (name, endpoint) => {
        expect(Object.keys(expected), 'add it to test/matrix/expected.ts').toContain(name);
        const { wrong, isDone, cells } = await tryAll(matrix, endpoint);
        expect(wrong).toEqual([]);
        expect(cells).toBeGreaterThanOrEqual(matrix.actors.length);
        const isAsSaid = expected[name]?.rule === 'let in' || isDone !== name in neverDone;
        expect({ isAsSaid }).toEqual({ isAsSaid: true });
      },
    );
  });

  if (part > 0) return;
  test('the table names no endpoint that does not exist, and each with the role that its permission is given from', () => {
    const byName = new Map(all.map((endpoint) => [endpoint.name, endpoint]));
    const off = Object.entries(expected).filter(([name, { least, stepUp }]) => {
      const endpoint = byName.get(name);
      return !endpoint || leastWith(endpoint.needs) !== least || endpoint.stepUp !== stepUp;
    });
    expect(off.map(([name]) => [name, byName.get(name)?.needs, byName.get(name)?.stepUp])).toEqual([]);
  });
}
