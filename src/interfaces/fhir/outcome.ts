import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes';

/** Of the codes of FHIR those that are used here: each has words of its own (`fhir.refused.<code>`). */
export type IssueCode = Extract<
  OperationOutcomeIssue['code'],
  | 'conflict'
  | 'deleted'
  | 'exception'
  | 'forbidden'
  | 'invalid'
  | 'login'
  | 'not-found'
  | 'not-supported'
  | 'throttled'
  | 'too-costly'
  | 'too-long'
  | 'transient'
  | 'value'
>;
type Said = { status: number; code: IssueCode; diagnostics: string; headers?: Readonly<Record<string, string>> };

/** A request that is not served, with what its OperationOutcome says. */
export class Refusal extends Error {
  readonly said: Said;
  constructor(said: Said) {
    super(said.diagnostics);
    this.said = said;
  }
}

export const refuse = (status: number, code: IssueCode, diagnostics: string): Refusal =>
  new Refusal({ status, code, diagnostics });

/** Problems of the platform, as FHIR calls them. What is our own fault says nothing of what it was. */
const issues: Readonly<Record<string, readonly [IssueCode, string]>> = {
  'sign-in-first': ['login', 'A valid API token is needed: Authorization: Bearer ynt_…'],
  forbidden: ['forbidden', 'This is not allowed.'],
  'bad-origin': ['forbidden', 'Requests from pages of other sites are not answered.'],
  'not-found': ['not-found', 'There is no such resource, or it is not yours.'],
  'invalid-input': ['invalid', 'The request cannot be understood.'],
  'too-large': ['too-long', 'The request is too large.'],
  'unsupported-media': ['not-supported', 'This media type is not read here.'],
  'too-many-requests': ['throttled', 'Too many requests within a minute; Retry-After says when to ask again.'],
  stale: ['conflict', 'Somebody else changed this meanwhile. Ask again.'],
  unavailable: ['transient', 'Not available at the moment. Ask again later.'],
};

/** What the OperationOutcome of a named problem says. */
export const issueOf = (name: string): { code: IssueCode; diagnostics: string } => {
  const [code, diagnostics] = issues[name] ?? ['exception', 'Something went wrong here; it is in our log.'];
  return { code, diagnostics };
};

type Issue = { severity?: OperationOutcomeIssue['severity']; code: IssueCode; diagnostics: string };
/** What people read, in their language; the diagnostics are for whoever writes the other system, in English. */
export type InWords = { language: string; text: string };

export const outcomeOf = (
  { severity = 'error', code, diagnostics }: Issue,
  { language, text }: InWords,
): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  language,
  issue: [{ severity, code, details: { text }, diagnostics }],
});
