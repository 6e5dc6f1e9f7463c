/** What may be in a transfer, and on what ground it may be made. */
export const categories = ['identity', 'contact', 'clinical', 'images', 'figures'] as const;
export const grounds = ['consent', 'treaty', 'law', 'vital_interest'] as const;

/** Why an organisation may hold data at all; `consent` is one ground among others. */
export const holdingGrounds = ['consent', 'treaty', 'law', 'contract', 'vital_interest', 'public_task'] as const;
