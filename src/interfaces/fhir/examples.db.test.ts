import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OperationOutcome, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fhirClient } from '../../../test/fhirClient.ts';
import { startWorld, type World } from '../../../test/world.ts';
import { fhirTypes } from '../../permissions.ts';

/** Examples that HL7 publishes with R4, beside the repository where somebody has put them. */
const folder =
  process.env['FHIR_EXAMPLES'] ?? join(import.meta.dirname, '../../../../shared/conformance/fhir-r4-examples');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
const examples = files
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
  .map(({ name, text }) => ({ name, text, resource: JSON.parse(text) as Resource }))
  .filter(({ resource }) => fhirTypes.some((type) => type === resource.resourceType));
if (files.length === 0) process.stdout.write(`no examples of R4 in ${folder}: none are tried\n`);

/** A number with each of its digits, as text that can be compared. */
const digits = (text: string): string[] =>
  text.match(/(?<=[:[,]\s*)-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?=\s*[,}\]])/g) ?? [];
const without = ({ id: _id, meta, ...rest }: Resource) => {
  const { versionId: _version, lastUpdated: _at, ...own } = meta ?? {};
  return { ...rest, ...(Object.keys(own).length > 0 && { meta: own }) };
};

describe.runIf(examples.length > 0)('examples of R4', () => {
  let world: World;
  let ours: Awaited<ReturnType<typeof fhirClient>>;
  const [kept, refused]: [string[], string[]] = [[], []];
  beforeAll(async () => {
    world = await startWorld();
    ours = await fhirClient(world, await world.someone('administrator', undefined, { isClinical: true }));
  });
  afterAll(async () => {
    process.stdout.write(
      `${examples.length} examples: ${kept.length} created and read back with nothing lost, ${refused.length} refused\n${refused.map((each) => `  ${each}\n`).join('')}`,
    );
    await world.stop();
  });

  test.each(examples)(
    '$name is created and read back with nothing lost, or refused with the reason',
    async ({ name, text, resource }) => {
      const made = await ours.call('POST', resource.resourceType, text);
      const [issue] = made.json<OperationOutcome>().issue ?? [];
      const isRefused = [400, 405, 422].includes(made.statusCode) && (issue?.diagnostics ?? '').length > 10;
      expect(made.statusCode === 201 || isRefused, made.body).toBe(true);
      if (isRefused) {
        const where = issue?.expression?.join(' ') ?? '';
        refused.push(`${name}: ${made.statusCode} ${issue?.code} ${where} ${issue?.diagnostics}`);
        return;
      }
      const read = await ours.call('GET', `${resource.resourceType}/${made.json<Resource>().id}`, undefined, {
        accept: 'application/fhir+json',
      });
      expect(read.statusCode, read.body).toBe(200);
      expect(without(read.json<Resource>())).toEqual(without(resource));
      expect(digits(read.body).toSorted()).toEqual(digits(text).toSorted());
      kept.push(name);
    },
  );

  test('most are created', () => {
    expect(kept.length + refused.length).toBe(examples.length);
    expect(kept.length).toBeGreaterThan(examples.length * 0.85);
  });
});
