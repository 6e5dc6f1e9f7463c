import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, by the beginning of its path. Whoever begins it last has the other worker wait for it at the end. */
const longest = [
  'e2e/pages.',
  'e2e/thread.',
  'e2e/backup.',
  'e2e/images.',
  'e2e/kill.',
  'src/modules/referrals/acts.',
  'demo/demo.',
  'scripts/module.',
  'test/matrix/http',
  'test/surface.',
  'src/day/store/simulation.',
  'src/platform/postgres/embedded.',
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = longest.findIndex((begin) => moduleId.includes(`/${begin}`));
  return place === -1 ? longest.length : place;
};

/** Two workers take file after file: the long ones first, then all others as Vitest orders them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
