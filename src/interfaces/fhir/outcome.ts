import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes';

/** Of the codes of FHIR those that are used here: each has words of its own (`fhir.refused.<code>`). */
export type IssueCode = Extract<
  OperationOutcomeIssue['code'],
  | 'business-rule'
  | 'code-invalid'
  | 'conflict'
  | 'deleted'
  | 'exception'
  | 'forbidden'
  | 'invalid'
  | 'invariant'
  | 'login'
  | 'multiple-matches'
  | 'not-found'
  | 'not-supported'
  | 'required'
  | 'structure'
  | 'throttled'
  | 'too-costly'
  | 'too-long'
  | 'transient'
  | 'value'
>;
/** What is wrong with a resource, and where in it: a path such as `Task.status`. */
export type Fault = { code: IssueCode; at: string; diagnostics: string };
type Said = {
  status: number;
  code: IssueCode;
  diagnostics: string;
  headers?: Readonly<Record<string, string>>;
  /** All that is wrong, where it is more than one thing or has a place. */
  faults?: readonly Fault[];
};

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

/** A resource that is not taken in, with where in it. */
export const refuseFaults = (status: number, faults: readonly Fault[]): Refusal => {
  const [first = { code: 'invalid' as const, at: '', diagnostics: 'This cannot be taken in.' }] = faults;
  return new Refusal({ status, code: first.code, diagnostics: first.diagnostics, faults });
};

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

type Issue = {
  severity?: OperationOutcomeIssue['severity'];
  code: IssueCode;
  diagnostics: string;
  faults?: readonly Fault[];
};
/** What people read, in their language; the diagnostics are for whoever writes the other system, in English. */
export type InWords = { language: string; text: (code: IssueCode) => string };

export function outcomeOf({ severity = 'error', ...issue }: Issue, { language, text }: InWords): OperationOutcome {
  const faults: readonly Fault[] = issue.faults ?? [{ ...issue, at: '' }];
  return {
    resourceType: 'OperationOutcome',
    language,
    issue: faults.map(({ code, at, diagnostics }) => ({
      severity,
      code,
      details: { text: text(code) },
      diagnostics,
      ...(at !== '' && { expression: [at] }),
    })),
  };
}
