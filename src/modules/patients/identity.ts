/** Words for who a patient is. Pure. */
export const transcribers = ['document', 'person', 'machine'] as const;
export const relations = ['mother', 'father', 'guardian', 'trustee', 'spouse', 'child', 'other'] as const;
