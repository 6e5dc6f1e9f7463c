import type { Binary, Condition, DocumentReference, Resource, ServiceRequest } from '@medplum/fhirtypes';
import * as z from 'zod/mini';
import {
  addDocument,
  openDocument,
  PartContent,
  partKinds,
  referralOf,
  takeBackDocument,
  writePart,
} from '../../modules/referrals/index.ts';
import { isPatientLocale } from '../../platform/i18n/patientLocales.ts';
import { bindStored, rowsIn } from './rows.sql.ts';
import type { Bound, Change } from './binding.ts';
import { parseExact } from './exact.ts';
import { asServed, heldBy, idIn, inItsLife, refused, wholly } from './held.server.ts';
import { codeIn } from './inputs.ts';
import { refuse } from './outcome.ts';
import { diagnosisFrom, type DocumentRow } from './resources/case.ts';
import { systems } from './resources/common.ts';
import { type Serving, textOf } from './serving.server.ts';
import { storedRow } from './store.sql.ts';
import { isUuid } from './table.ts';
import * as views from './heldViews.ts';

/** The case of a referral behind DocumentReference, Binary and Condition. */

/** The referral that something is about; undefined where it is none of ours. */
export async function referralIn(
  serving: Serving,
  references: readonly ({ reference?: string } | undefined)[],
): Promise<string | undefined> {
  const ids = references.flatMap((each) => idIn(each?.reference, 'ServiceRequest') ?? []);
  const found = await Promise.all(ids.map(async (id) => ((await referralOf(serving.tx, id)) ? [id] : [])));
  return found.flat()[0];
}

type Content = { bytes: Buffer; contentType: string; language: string | undefined; title: string | undefined };

/** What is kept of another resource of the same systems; undefined where there is none. */
async function keptOne<R extends Resource>(serving: Serving, type: R['resourceType'], id: string) {
  const row = isUuid(id) ? await storedRow(serving.tx, { type, id }) : undefined;
  const text = row && textOf(serving, row);
  return text ? (parseExact(text) as R) : undefined;
}

/** @throws a Refusal where nothing comes along */
async function contentOf(serving: Serving, { content: [first], description }: DocumentReference): Promise<Content> {
  const { attachment } = first ?? {};
  const binary = idIn(attachment?.url, 'Binary');
  const kept = binary === undefined ? undefined : await keptOne<Binary>(serving, 'Binary', binary);
  const data = attachment?.data ?? kept?.data;
  if (data === undefined)
    throw refuse(422, 'business-rule', 'A document brings its data, or the url of a Binary of this server.');
  return {
    bytes: Buffer.from(data, 'base64'),
    contentType: attachment?.contentType ?? kept?.contentType ?? '',
    language: attachment?.language,
    title: description ?? attachment?.title,
  };
}

const isPart = (code: string): boolean => partKinds.some((kind) => kind === code);

/** A plan as lines: each a thing to do, before which a day may stand. */
const planFrom = (text: string): object[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const due = /^\d{4}-\d\d-\d\d(?= )/.exec(line)?.[0];
      return { what: due === undefined ? line : line.slice(11), due: due ?? null, by: 'sender' };
    });

function partFrom(kind: string, { bytes, contentType, language: spoken }: Content): object {
  const text = bytes.toString('utf8');
  if (contentType.startsWith('application/json')) {
    try {
      return { ...(JSON.parse(text) as object), kind };
    } catch {
      throw refuse(422, 'business-rule', 'The data of the document is no JSON.');
    }
  }
  const language = isPatientLocale(spoken) ? spoken : 'ru';
  if (kind === 'follow-up-plan') return { kind, language, items: planFrom(text), words: '' };
  if (kind === 'questions') return { kind, language, items: text.split('\n').filter((line) => line.trim() !== '') };
  return { kind, language, text, on: null };
}

type Part = { referral: string; part?: string; content: object };
async function written(serving: Serving, { referral, part, content }: Part): Promise<void> {
  const read = z.safeParse(PartContent, content);
  if (!read.success)
    throw refuse(
      422,
      'business-rule',
      read.error.issues
        .map(({ path, message }) => `${path.join('.')} ${message}`)
        .join('; ')
        .slice(0, 400),
    );
  const done = await writePart(asServed(serving), {
    id: referral,
    version: 'newest',
    content: read.data,
    ...(part !== undefined && { part }),
  });
  if ('refused' in done) refused(done);
}

const isWords = ({ contentType }: Content): boolean => /^(?:text\/plain|application\/json)/.test(contentType);

async function brought(serving: Serving, { id, referral, paper, document }: Brought): Promise<void> {
  const content = await contentOf(serving, document);
  if (isPart(paper) && isWords(content))
    return written(serving, { referral, part: id, content: partFrom(paper, content) });
  const replaces = document.relatesTo?.find(({ code }) => code === 'replaces')?.target.reference;
  const done = await addDocument(asServed(serving), {
    id: referral,
    document: id,
    bytes: content.bytes,
    paper,
    title: (content.title ?? paper).slice(0, 200),
    dated: document.content[0]?.attachment.creation?.slice(0, 10),
    language: isPatientLocale(content.language) ? content.language : undefined,
    replaces: idIn(replaces, 'DocumentReference'),
  });
  if ('refused' in done) refused(done);
}
type Brought = { id: string; referral: string; paper: string; document: DocumentReference };

const noLonger: readonly string[] = ['entered-in-error'];

async function changed(serving: Serving, { id, resource }: Change): Promise<void> {
  const document = resource as DocumentReference;
  const row = (await rowsIn(serving.tx, 'fhir_document', [id])).get(id) as DocumentRow | undefined;
  const letter = (await rowsIn(serving.tx, 'fhir_letter', [id])).get(id) as
    | { referral_id: string; kind: string }
    | undefined;
  if (row && noLonger.includes(document.status) && row.state === 'stands') {
    const done = await takeBackDocument(asServed(serving), { id: row.referral_id, document: id });
    if ('refused' in done) refused(done);
  }
  if (!letter) return;
  const content = partFrom(letter.kind, await contentOf(serving, document));
  await written(serving, { referral: letter.referral_id, content });
}

const paperIn = ({ type, category = [] }: DocumentReference): string | undefined =>
  codeIn([...(type ? [type] : []), ...category], systems.paper);

export const documents: Bound = {
  concerns: (resource) => paperIn(resource as DocumentReference) !== undefined,
  ...heldBy({ type: 'DocumentReference', views: [views.DocumentReference, views.Letter], over: inItsLife }),
  written: async (serving, change) => {
    const { id, isHeld } = change;
    const document = change.resource as DocumentReference;
    if (isHeld) {
      await changed(serving, change);
      return { resource: document, isHeld };
    }
    const paper = paperIn(document);
    const referral = paper === undefined ? undefined : await referralIn(serving, document.context?.related ?? []);
    if (paper === undefined || referral === undefined) return { resource: document, isHeld: false };
    await brought(serving, { id, referral, paper, document });
    return { resource: document, isHeld: true };
  },
  deleted: async () => {
    throw refuse(405, 'not-supported', 'A document of a case is not deleted: its status becomes entered-in-error.');
  },
};

/** The bytes of a document of a case, by the document's id. */
export const binaries: Bound = {
  concerns: () => false,
  read: async (serving, id) => {
    const row = (await rowsIn(serving.tx, 'fhir_document', [id])).get(id) as DocumentRow | undefined;
    const file = row && (await openDocument(asServed(serving), { id: row.referral_id, document: id }));
    if (!row || !file) return undefined;
    const data = Buffer.from(await file.arrayBuffer()).toString('base64');
    const meta = {
      versionId: String(row.version),
      ...(row.changed_at && { lastUpdated: row.changed_at.toISOString() }),
    };
    return { resourceType: 'Binary', id, meta, contentType: file.type, data };
  },
};

/** The diagnosis of a case from the Conditions that a request gives as its reasons. */
export async function diagnosed(serving: Serving, referral: string, request: ServiceRequest): Promise<void> {
  const ids = (request.reasonReference ?? []).flatMap(({ reference }) => idIn(reference, 'Condition') ?? []);
  const [first] = ids;
  if (first === undefined) return;
  const found = await Promise.all(ids.map((id) => keptOne<Condition>(serving, 'Condition', id)));
  const conditions = found.flatMap((each) => each ?? []);
  if (conditions.length < ids.length)
    throw refuse(422, 'business-rule', 'A request gives Conditions of this server as its reasons.');
  await written(serving, { referral, part: first, content: diagnosisFrom(conditions) });
  if ((await rowsIn(serving.tx, 'fhir_diagnosis', [first])).size > 0)
    await bindStored(serving.tx, { type: 'Condition', id: first }, serving.now);
}

export const conditions: Bound = {
  concerns: () => false,
  ...heldBy({ type: 'Condition', views: [views.Diagnosis], over: wholly }),
  written: async (serving, { id, resource, isHeld }) => {
    const row = isHeld ? (await rowsIn(serving.tx, 'fhir_diagnosis', [id])).get(id) : undefined;
    const { referral_id: referral } = (row ?? {}) as { referral_id?: string };
    if (referral !== undefined) await written(serving, { referral, content: diagnosisFrom([resource as Condition]) });
    return { resource, isHeld };
  },
  deleted: async () => {
    throw refuse(405, 'not-supported', 'The diagnosis of a case is not deleted.');
  },
};
