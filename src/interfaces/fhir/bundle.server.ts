import type { Bundle, BundleEntry, OperationOutcome, Resource } from '@medplum/fhirtypes';
import type { Failure } from '../../platform/problem.ts';
import {
  conditionalReferences,
  conditionWith,
  danglingReferences,
  entriesIn,
  type Entry,
  entryOf,
  inOrder,
  type Names,
  namesFor,
  noneTwice,
  withNames,
} from './bundle.ts';
import { type Fault, type InWords, Refusal, refuseFaults } from './outcome.ts';
import { perform, type Performing, type Sent } from './perform.server.ts';
import { demand } from './scopes.ts';
import type { Answer } from './serve.server.ts';
import { served } from './served.ts';
import { checked, createOne, foundAnswer, foundBefore, inOneOrder } from './write.server.ts';

/** Bundles: a batch, whose entries are each by themselves, and a transaction, of which all happens or nothing. */

export type Asking = {
  base: string;
  words: InWords;
  failureOf: (failure: Failure, words: InWords) => { status: number; outcome: OperationOutcome };
  log: (failure: unknown) => void;
  /** By one statement, where that is possible. */
  atOnce: (entries: readonly Entry[]) => Promise<Map<number, Answer> | null>;
  within<T>(what: { endpoint: string; isWriting: boolean }, work: (serving: Performing) => Promise<T>): Promise<T>;
};

const reasons: Readonly<Record<number, string>> = {
  200: '200 OK',
  201: '201 Created',
  204: '204 No Content',
  304: '304 Not Modified',
};

function entryFrom({ status, resource, text, versionId, lastUpdated, location }: Answer, base: string): BundleEntry {
  const shown = resource ?? (text === undefined ? undefined : (JSON.parse(text) as Resource));
  const name = location?.replace(/\/_history\/.*$/, '');
  return {
    ...(name !== undefined && { fullUrl: `${base}/${name}` }),
    ...(shown && { resource: shown }),
    response: {
      status: reasons[status] ?? String(status),
      ...(location && { location: `${base}/${location}` }),
      ...(versionId && { etag: `W/"${versionId}"` }),
      ...(lastUpdated && { lastModified: lastUpdated }),
    },
  };
}

const sentBy = ({ resource, ifMatch, ifNoneMatch, ifNoneExist }: Entry, isLenient: boolean): Sent => ({
  resource: (type) => {
    if (!resource) throw refuseFaults(400, [{ code: 'invalid', at: '', diagnostics: `Here a ${type} is expected.` }]);
    return resource;
  },
  ifMatch,
  ifNoneMatch,
  ifNoneExist,
  isLenient,
});

const isReading = ({ act }: Entry): boolean => !['create', 'update', 'delete'].includes(act.interaction);

/** One entry by itself: what is wrong with it is said in its place. */
async function alone(asking: Asking, [at, raw]: readonly [number, unknown], isLenient: boolean): Promise<BundleEntry> {
  const { base, words } = asking;
  try {
    const entry = entryOf(raw, at, { table: served, base });
    const endpoint = `fhir.${entry.act.route.type}.${entry.act.interaction}`;
    const answer = await asking.within({ endpoint, isWriting: !isReading(entry) }, (serving) =>
      perform(serving, entry.act, sentBy(entry, isLenient)),
    );
    return entryFrom(answer, base);
  } catch (error) {
    const { status, outcome } = asking.failureOf(error as Failure, words);
    if (status >= 500) asking.log(error);
    return { response: { status: String(status), outcome } };
  }
}

/** The address of an entry before what is wrong with it, so that whoever sent a hundred knows which. */
async function placed<T>({ at }: Pick<Entry, 'at'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, code, diagnostics, faults = [{ code, at: '', diagnostics }] } = error.said;
    const place = `Bundle.entry[${at}]`;
    const inPlace = (fault: Fault): Fault => {
      if (fault.at.startsWith('Bundle.')) return fault;
      return { ...fault, at: fault.at === '' ? place : `${place}.resource.${fault.at}` };
    };
    throw refuseFaults(status, faults.map(inPlace));
  }
}

type Planned = { entry: Entry; id: string; before: Answer | null };

/** Conditions are held in one order, so that two transactions never wait for each other. */
const byCondition = (one: Entry, other: Entry): number => {
  const [a, b] = [one, other].map(({ act, ifNoneExist = '' }) => `${act.route.type}?${ifNoneExist}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
};

/** What each new resource will be called; of two entries with one condition the second is the first. */
async function plan(
  serving: Performing,
  entries: readonly Entry[],
  names: Map<string, string>,
): Promise<Map<number, Planned>> {
  const planned = new Map<number, Planned>();
  const taken = new Map<string, Planned>();
  const creating = entries.filter(({ act }) => act.interaction === 'create');
  const name = ({ fullUrl, act }: Entry, id: string) => {
    if (fullUrl !== undefined)
      for (const [from, to] of namesFor(fullUrl, `${act.route.type}/${id}`)) names.set(from, to);
  };
  const plain = creating.filter(({ ifNoneExist }) => ifNoneExist === undefined);
  for (const entry of plain) {
    const id = serving.newId();
    planned.set(entry.at, { entry, id, before: null });
    name(entry, id);
  }
  const conditional = creating.filter(({ ifNoneExist }) => ifNoneExist !== undefined).toSorted(byCondition);
  for (const entry of conditional) {
    const { route } = entry.act;
    demand(serving, route.type, 's');
    const condition = conditionWith(entry.ifNoneExist ?? '', names);
    const key = `${route.type}?${inOneOrder(condition)}`;
    const same = taken.get(key);
    const found = same ? null : await placed(entry, () => foundBefore(serving, { route, condition }));
    const id = same?.id ?? found?.id ?? serving.newId();
    const own: Planned = { entry, id, before: found ? foundAnswer(route, found) : null };
    if (!same) taken.set(key, own);
    planned.set(entry.at, same ?? own);
    name(entry, id);
  }
  return planned;
}

/** The names of what references by a condition find. @throws a Refusal where that is not exactly one */
async function resolved(serving: Performing, entries: readonly Entry[], names: Names): Promise<Names> {
  const found = new Map(names);
  const wanted = new Map(
    entries.flatMap((entry) => conditionalReferences(entry.resource).map((each) => [each, entry] as const)),
  );
  for (const [reference, entry] of [...wanted].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const [type = '', condition = ''] = conditionWith(reference, names).split(/\?(.*)/s);
    const route = Object.hasOwn(served, type) ? served[type] : undefined;
    const none = (): never => {
      const at = `Bundle.entry[${entry.at}].resource`;
      throw refuseFaults(412, [{ code: 'not-found', at, diagnostics: `Nothing meets ${reference.slice(0, 200)}.` }]);
    };
    if (!route) return none();
    demand(serving, route.type, 's');
    const resource = await placed(entry, () => foundBefore(serving, { route, condition }));
    found.set(reference, `${type}/${resource?.id ?? none()}`);
  }
  return found;
}

/** References by a condition that a new resource of the same transaction has as its own lead to that one. */
const namedByCondition = (entries: readonly Entry[], planned: ReadonlyMap<number, Planned>): [string, string][] =>
  entries.flatMap(({ at, act, ifNoneExist }): [string, string][] => {
    const id = planned.get(at)?.id;
    return ifNoneExist === undefined || id === undefined
      ? []
      : [[`${act.route.type}?${ifNoneExist.replace(/^\?/, '')}`, `${act.route.type}/${id}`]];
  });

/** @throws a Refusal where a reference names an entry that is not there */
function leadsSomewhere(resource: Resource): void {
  const [lost] = danglingReferences(resource);
  if (lost !== undefined)
    throw refuseFaults(400, [
      { code: 'invalid', at: '', diagnostics: `No entry of this transaction bears ${lost.slice(0, 100)}.` },
    ]);
}

async function run(serving: Performing, entries: readonly Entry[], isLenient: boolean): Promise<Map<number, Answer>> {
  noneTwice(entries);
  const names = new Map<string, string>();
  for (const { fullUrl, act } of entries)
    if (fullUrl !== undefined && act.interaction === 'update')
      for (const [from, to] of namesFor(fullUrl, `${act.route.type}/${act.id}`)) names.set(from, to);
  for (const { act } of entries) if (act.interaction === 'create') demand(serving, act.route.type, 'c');
  const planned = await plan(serving, entries, names);
  const conditions = new Map(namedByCondition(entries, planned));
  const open = entries.map((entry) => ({
    ...entry,
    resource: entry.resource && withNames(entry.resource, conditions),
  }));
  const all = await resolved(serving, open, names);
  const answers = new Map<number, Answer>();
  const made = new Map<string, Answer>();
  for (const entry of inOrder(open)) {
    const resource = entry.resource && withNames(entry.resource, all);
    const own = planned.get(entry.at);
    const work = async (): Promise<Answer> => {
      if (resource && !own) leadsSomewhere(resource);
      if (!own || !resource) return perform(serving, entry.act, sentBy({ ...entry, resource }, isLenient));
      checked(serving.structure, resource);
      leadsSomewhere(resource);
      const before = own.before ?? made.get(own.id);
      if (before) return { ...before, status: 200 };
      const answer = await createOne(serving, entry.act.route, { id: own.id, resource });
      made.set(own.id, answer);
      return answer;
    };
    answers.set(entry.at, await placed(entry, work));
  }
  return answers;
}

/** @throws a Refusal where a transaction is not done; then nothing of it is */
export async function bundleAnswer(asking: Asking, bundle: Bundle, isLenient: boolean): Promise<Answer> {
  const { kind, entries } = entriesIn(bundle);
  const answer = (entry: BundleEntry[]): Answer => ({
    status: 200,
    resource: { resourceType: 'Bundle', type: `${kind}-response`, ...(entry.length > 0 && { entry }) },
  });
  if (kind === 'batch') {
    const done: BundleEntry[] = [];
    for (const [at, raw] of entries.entries()) done.push(await alone(asking, [at, raw], isLenient));
    return answer(done);
  }
  const read = await Promise.all(
    entries.map((raw, at) => placed({ at }, async () => entryOf(raw, at, { table: served, base: asking.base }))),
  );
  const isWriting = read.some((entry) => !isReading(entry));
  const answers =
    (await asking.atOnce(read)) ??
    (await asking.within({ endpoint: 'fhir.Bundle.transaction', isWriting }, (serving) =>
      run(serving, read, isLenient),
    ));
  return answer(read.flatMap(({ at }) => [entryFrom(answers.get(at) ?? { status: 200 }, asking.base)]));
}
