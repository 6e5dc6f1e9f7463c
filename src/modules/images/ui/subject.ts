/** Whose images: of a patient, and if given of one record about them. */
export type Subject = { patient: string; record?: string | undefined };
