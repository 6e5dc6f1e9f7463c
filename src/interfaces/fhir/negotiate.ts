import { refuse } from './outcome.ts';

export const fhirJson = 'application/fhir+json; charset=utf-8';
const served: readonly string[] = ['json', 'application/json', 'application/fhir+json', 'text/json'];
const anything: readonly string[] = ['*/*', 'application/*', ...served];

const typeOf = (range: string): string => (range.split(';')[0] ?? '').trim().toLowerCase();
const isRefused = (range: string): boolean => /;\s*q=0(?:\.0+)?\s*(?:;|$)/i.test(range);
const isOtherVersion = (range: string): boolean => /;\s*fhirversion=(?!"?4\.0"?\s*(?:;|$))/i.test(range);

/** JSON is all that is served. @throws a Refusal (406) where whoever asks wants nothing of that */
export function negotiate(accept: string | undefined, format: string | null): void {
  // `+` in an address that was not escaped is a space.
  const wanted = format === null ? (accept ?? '*/*').split(',') : [format.replace('fhir json', 'fhir+json')];
  const isServed = wanted.some(
    (range) => anything.includes(typeOf(range)) && !isRefused(range) && !isOtherVersion(range),
  );
  if (!isServed) throw refuse(406, 'not-supported', 'Only FHIR R4 as application/fhir+json is served.');
}

/** Whether unknown search parameters are to be ignored. */
export const isLenient = (prefer: string | string[] | undefined): boolean =>
  [prefer ?? []].flat().some((each) => /(?:^|[;,\s])handling\s*=\s*"?lenient"?(?:$|[;,\s])/i.test(each));

/** Whether whoever asks has this version already. */
export const hasVersion = (ifNoneMatch: string | undefined, versionId: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((tag) => {
    const written = tag.trim();
    return written === '*' || written.replace(/^W\//, '') === `"${versionId}"`;
  });

/** Whether what was written need not be sent back. */
export const isMinimal = (prefer: string | string[] | undefined): boolean =>
  [prefer ?? []].flat().some((each) => /(?:^|[;,\s])return\s*=\s*"?minimal"?(?:$|[;,\s])/i.test(each));
