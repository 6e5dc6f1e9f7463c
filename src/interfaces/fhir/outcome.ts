import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes';

export type IssueCode = OperationOutcomeIssue['code'];
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
export const outcomeOf = ({ severity = 'error', code, diagnostics }: Issue): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity, code, diagnostics }],
});
