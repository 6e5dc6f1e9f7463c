/** Whose images: of a patient, and of one record about them. */
export type Subject = { patient: string; record: string };
