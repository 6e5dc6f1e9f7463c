/** Why somebody opened data about a patient. Breaking the glass (no part in that patient's care) wants a reason in words. */
export const purposes = ['care', 'administration', 'request_of_the_person', 'quality', 'law', 'break_glass'] as const;
export type Purpose = (typeof purposes)[number];

/** What an endpoint opened: one record for each subject, or one without where a search found nobody. */
export type Access = {
  kind: 'read' | 'searched' | 'exported';
  subject: string;
  subjectId: string | null;
  purpose: Purpose;
  /** At least ten characters where the glass was broken. It must name nobody. */
  reason?: string | null;
};

/** Collects what one request opens; it is on record before the answer leaves. */
export type Accesses = {
  record(access: Access): void;
  /** What was recorded so far. */
  all(): readonly Access[];
};

export function openAccesses(): Accesses {
  const opened: Access[] = [];
  return { record: (access) => void opened.push(access), all: () => opened };
}
