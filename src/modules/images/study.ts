/** A study's life, and what is said of its pictures. Browser-safe. */
export const studyStates = ['receiving', 'ready', 'withdrawn'] as const;
export type StudyState = (typeof studyStates)[number];

/** What the copy without names does with dates: kept as they are, or all moved by one number of days that is the patient's own. */
export const dateWays = ['kept', 'shifted'] as const;
export type DateWay = (typeof dateWays)[number];

/**
 * Why names may be drawn into a picture: the file states it; it is a photograph of a screen; its modality draws words; or
 * what is drawn looks like writing.
 */
export const suspicions = ['stated', 'capture', 'modality', 'pixels'] as const;
export type Suspicion = (typeof suspicions)[number];

export const findings = ['clean', 'names'] as const;
export type Finding = (typeof findings)[number];

/** Why a file was not taken. `detail` of the answer names the transfer syntax, or the kind of object. */
export const fileRefusals = [
  'not-dicom',
  'broken',
  'nested-too-deep',
  'too-large',
  'too-long',
  'too-many-files',
  'unsafe-name',
  'no-picture',
  'many-frames',
  'syntax-unsupported',
  'colours-unsupported',
  'picture-broken',
  'other-patient',
] as const;
export type FileRefusal = (typeof fileRefusals)[number];

/** At most so many slices are in a study, and in one answer. */
export const mostSlices = 5000;
export const mostAtOnce = 24;
