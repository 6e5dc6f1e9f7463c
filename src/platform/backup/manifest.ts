import { z } from 'zod';
import type { KeyRing } from '../crypto/keyRing.ts';
import { BackupRefused } from './refused.ts';
import { opened, sealed } from './seal.ts';
import type { Target } from './target.ts';

const Segment = z.string().regex(/^[0-9A-F]{24}$/);
const base = {
  format: z.literal(1),
  /** `20261122T041500Z-1a2b3c4d`: its moment, and chance. */
  id: z.string().regex(/^\d{8}T\d{6}Z-[0-9a-f]{8}$/),
  line: z.string().regex(/^[0-9a-f]{16}$/),
  startedAt: z.iso.datetime(),
  /** The earliest moment to which it can be restored. */
  finishedAt: z.iso.datetime(),
  /** As it lies in the target. */
  bytes: z.int().nonnegative(),
  /** The version of Postgres, such as 18. */
  postgres: z.int().positive(),
  /** The migrations that had run. */
  migrations: z.array(z.string()),
  /** Events in the database when it began: what is restored has at least these. */
  events: z.int().nonnegative(),
};
/** What a backup says of itself. Sealed like everything else, so nobody can change which files belong to it. */
export const ManifestSchema = z.discriminatedUnion('kind', [
  z.object({
    ...base,
    kind: z.literal('cluster'),
    wal: z.object({ first: Segment, last: Segment, segmentBytes: z.int().positive() }),
  }),
  z.object({
    ...base,
    kind: z.literal('tables'),
    /** Of each table: rows, and a hash of the bytes that it was written as. */
    tables: z.record(z.string(), z.object({ rows: z.int().nonnegative(), sha256: z.string() })),
  }),
]);
export type Manifest = z.infer<typeof ManifestSchema>;
export type ClusterManifest = Extract<Manifest, { kind: 'cluster' }>;
export type TablesManifest = Extract<Manifest, { kind: 'tables' }>;

/** Where the parts of backups are in a target. A line is what one installation writes from its first backup to its last. */
export const names = {
  owner: 'backups.json',
  file: (address: string): string => `files/${address.slice(0, 2)}/${address}`,
  copies: (line: string): string => `${line}/copies`,
  copy: ({ line, id }: Pick<Manifest, 'line' | 'id'>): string => `${line}/copies/${id}`,
  data: (of: Pick<Manifest, 'line' | 'id'>): string => `${names.copy(of)}/data`,
  manifest: (of: Pick<Manifest, 'line' | 'id'>): string => `${names.copy(of)}/manifest`,
  log: (line: string): string => `${line}/wal`,
  segment: (line: string, name: string): string => `${line}/wal/${name}`,
  reached: (line: string): string => `${line}/reached`,
};

type Place = { target: Target; ring: KeyRing; name: string };

/** Keeps a small thing as JSON. */
export const putJson = ({ target, ring, name }: Place, value: unknown): Promise<number> =>
  target.put(name, sealed([Buffer.from(JSON.stringify(value))], { ring, about: name }));

/** @throws BackupRefused when it is missing, damaged, or of another format */
export async function getJson<T>({ target, ring, name }: Place, schema: z.ZodType<T>): Promise<T> {
  const chunks: Buffer[] = [];
  for await (const chunk of opened(target.get(name), { ring, about: name })) chunks.push(chunk);
  const parsed = schema.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
  if (parsed.success) return parsed.data;
  throw new BackupRefused('newer-version', `${name} was written by another version of Yntymaq, which can restore it`);
}

/**
 * Every finished backup in a target, the oldest first. One without a manifest was never finished and is none.
 *
 * @throws BackupRefused when a manifest cannot be read: a backup that is damaged is said, not passed over
 */
export async function manifestsIn({ target, ring }: { target: Target; ring: KeyRing }): Promise<Manifest[]> {
  const found: Manifest[] = [];
  for (const line of await target.folders(''))
    for (const id of await target.folders(names.copies(line))) {
      const name = names.manifest({ line, id });
      if (!(await target.has(name))) continue;
      const manifest = await getJson({ target, ring, name }, ManifestSchema);
      if (manifest.line === line && manifest.id === id) found.push(manifest);
      else throw new BackupRefused('damaged', `The backup is damaged: ${name} belongs to another`);
    }
  return found.sort((one, two) => (one.finishedAt < two.finishedAt ? -1 : 1));
}
