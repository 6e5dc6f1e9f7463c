/** What several endpoints of this module take and refuse alike. */
export const missing = { 'not-found': { status: 404 } } as const;
export const own = { ...missing, 'not-own-side': { status: 403 } } as const;
export const changing = { ...own, stale: { status: 409 } } as const;
export const describing = {
  'party-unknown': { status: 422 },
  'party-twice': { status: 422 },
  'instrument-parent-unknown': { status: 422 },
  'instrument-above-itself': { status: 422 },
  'instrument-parent-incomplete': { status: 422 },
  'signatory-unknown': { status: 422 },
} as const;
export const stepping = {
  'step-undated': { status: 422 },
  'day-in-future': { status: 422 },
  'later-than-source': { status: 422 },
  'step-not-possible': { status: 409 },
  'step-out-of-order': { status: 422 },
  'claim-not-accepted': { status: 422 },
} as const;
