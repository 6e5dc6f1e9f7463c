import type { Resource } from '@medplum/fhirtypes';
import type { FhirType } from '../../permissions.ts';
import { elementsOf } from './summaryElements.ts';

/**
 * `_summary` (R4, 3.1.1.4.13): a part of a resource, which says that it is one. Pure.
 * true: what the definition of the type marks as a summary. text: no more than it must have, and its narrative. data: all but the
 * narrative. What is mandatory stays in each, and so does what is contained in it.
 */
export const summaries = ['true', 'text', 'data', 'false'] as const;
export type Summary = (typeof summaries)[number];
export const isSummary = (text: string): text is Summary => summaries.some((each) => each === text);

const always = ['resourceType', 'id', 'meta', 'implicitRules'];
/** `performed[x]` stands for each of its types. */
const isOf = (name: string, elements: readonly string[]): boolean =>
  elements.some((each) =>
    each.endsWith('[x]') ? name.startsWith(each.slice(0, -3)) : name.replace(/^_/, '') === each,
  );

const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };

/** The resource as it was asked for. A part of one must not be taken for all of it. */
export function summaryOf(resource: Resource, type: FhirType, summary: Summary): Resource {
  if (summary === 'false') return resource;
  const { must, summary: marked } = elementsOf[type];
  const own = [...always, ...must.split(' '), ...(summary === 'true' ? marked.split(' ') : ['text'])];
  const names = Object.keys(resource).filter((name) => (summary === 'data' ? name !== 'text' : isOf(name, own)));
  const isReferred = names.some((name) => JSON.stringify(resource[name as keyof Resource] ?? '').includes('"#'));
  if (isReferred && 'contained' in resource && !names.includes('contained')) names.push('contained');
  const kept = Object.keys(resource).filter((name) => names.includes(name));
  const part = Object.fromEntries(kept.map((name) => [name, resource[name as keyof Resource]])) as unknown as Resource;
  return { ...part, meta: { ...part.meta, tag: [...(part.meta?.tag ?? []), subsetted] } };
}
