import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Patient, Resource, Task } from '@medplum/fhirtypes';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { foundBy } from '../../src/interfaces/fhir/keys.ts';
import { aboutWhom, hashFor, sealContent } from '../../src/interfaces/fhir/sealed.server.ts';
import { served } from '../../src/interfaces/fhir/served.ts';
import type { Vault } from '../../src/platform/crypto/vault.ts';

/** Invented patients and what is about them, written by COPY: sealed and found by keys as if each had come in by itself. */

export const base = 'http://bench.test/fhir/R4';
export const owners = 500;
const statuses = ['requested', 'accepted', 'in-progress', 'completed'] as const;
const families = ['Ахметов', 'Сыдыкова', 'Бекмуратов', 'Токтосунова', 'Ибраев', 'Калиев', 'Омарова', 'Жумабеков'];
const id32 = (at: number): string => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`;
export const ownerOf = (at: number): string => `Organization/${id32(at % owners)}`;
export const identifierOf = (at: number): string => String(800_000_000_000 + at);
export const patientId = (at: number): string => `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`;

export const patientAt = (at: number): Patient => ({
  resourceType: 'Patient',
  identifier: [{ system: 'urn:oid:1.2.398.3.1', value: identifierOf(at) }],
  active: true,
  name: [{ use: 'official', family: `${families[at % 8] ?? ''}${at % 977}`, given: ['Айбек', `Н${at % 31}`] }],
  telecom: [{ system: 'phone', value: `+7701${String(at).padStart(7, '0')}` }],
  gender: at % 2 ? 'male' : 'female',
  birthDate: `${1950 + (at % 70)}-0${1 + (at % 9)}-1${at % 10}`,
  address: [{ use: 'home', city: 'Ош', country: 'KG', line: [`Ленин ${at % 300}`] }],
});

export const taskAt = (at: number, patient: string): Task => ({
  resourceType: 'Task',
  identifier: [{ system: 'urn:x-bench', value: `T${at}` }],
  status: statuses[Math.floor(at / owners) % 4] ?? 'requested',
  businessStatus: { coding: [{ system: 'urn:x-yntymaq:stage', code: 'board' }], text: 'board' },
  intent: 'order',
  priority: 'routine',
  code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
  description: 'Протонная терапия, опухоль основания черепа, вторая линия',
  focus: { reference: `ServiceRequest/${patient}` },
  for: { reference: `Patient/${patient}`, display: 'Айбек' },
  authoredOn: '2026-11-21T09:00:00Z',
  lastModified: '2026-11-22T09:00:00Z',
  requester: { reference: ownerOf(at + 1) },
  owner: { reference: ownerOf(at) },
  note: [{ text: 'Срочность обоснована консилиумом; документы приложены полностью, переводы заверены.' }],
});

const text = (value: string | null): string => (value === null ? '\\N' : value.replaceAll('\\', '\\\\'));
const columns =
  'id, owner_organisation, is_demo, type, version, changed_at, written_by, patient_id, content, keys, d1_from, d1_to, d2_from, d2_to, d3_from, d3_to, is_deleted';

type Loading = { owner: pg.Client; vault: Vault; organisation: string };

function lineOf({ vault, organisation }: Loading, resource: Resource & { id: string }): string {
  const route = served[resource.resourceType];
  if (!route) throw new Error(resource.resourceType);
  const about = aboutWhom(vault, { route, resource }, { id: resource.id, organisation, base });
  const body = JSON.stringify(resource);
  const content = sealContent(vault, { patient_id: about, owner_organisation: organisation }, body);
  const { keys, stretches } = foundBy(route, { resource, hash: hashFor(vault, organisation, route.type), base });
  const fields = [
    resource.id,
    organisation,
    'f',
    route.type,
    '1',
    '2026-11-22T09:00:00Z',
    organisation,
    about,
    `\\x${content.toString('hex')}`,
    `{${keys.join()}}`,
    ...stretches,
    'f',
  ];
  return `${fields.map((each) => text(each)).join('\t')}\n`;
}

const withMeta = (resource: Resource, id: string): Resource & { id: string } => ({
  ...resource,
  id,
  meta: { versionId: '1', lastUpdated: '2026-11-22T09:00:00.000Z' },
});

/** The n-th of all resources: each patient, and then what is about them in turn. */
function resourceAt(at: number, patients: number): Resource & { id: string } {
  if (at < patients) return withMeta(patientAt(at), patientId(at));
  return withMeta(taskAt(at, patientId(at % patients)), `01900000-0001-7000-8000-${String(at).padStart(12, '0')}`);
}

/** The plain counterpart: the same text as JSONB under the same id, and nothing else. */
const bareLine = (resource: Resource & { id: string }): string => `${resource.id}\t${text(JSON.stringify(resource))}\n`;

export async function loadAll(
  loading: Loading,
  { patients, resources }: { patients: number; resources: number },
): Promise<void> {
  const { owner, vault } = loading;
  for (let at = 0; at < patients; at += 5000)
    vault.make(
      Array.from({ length: Math.min(5000, patients - at) }, (_, n) => `patient:${patientId(at + n)}` as const),
    );
  await owner.query('create table bare (id uuid primary key, body jsonb not null)');
  await owner.query('grant select, insert on bare to yntymaq_app');
  const lines = function* (line: (resource: Resource & { id: string }) => string) {
    for (let at = 0; at < resources; at += 1) yield line(resourceAt(at, patients));
  };
  await pipeline(
    Readable.from(lines((each) => lineOf(loading, each))),
    owner.query(copyFrom(`copy fhir_resource (${columns}) from stdin`)),
  );
  await pipeline(Readable.from(lines(bareLine)), owner.query(copyFrom('copy bare (id, body) from stdin')));
  await owner.query('vacuum analyze fhir_resource');
  await owner.query('vacuum analyze bare');
}
