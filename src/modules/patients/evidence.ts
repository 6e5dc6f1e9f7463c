/** What may prove a consent, by how its bytes begin (in Latin-1) and never by its name. Pure. */
const kinds: readonly (readonly [string, RegExp])[] = [
  ['application/pdf', /^%PDF-/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/png', /^\x89PNG\r\n/],
  ['audio/mpeg', /^(?:ID3|\xff[\xf2\xf3\xfb])/],
  ['audio/mp4', /^....ftyp(?:M4A|mp42|isom)/s],
];

/** The media type of a scan or a recording; null for anything else. */
export function kindOfEvidence(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  return kinds.find(([, begins]) => begins.test(head))?.[0] ?? null;
}
