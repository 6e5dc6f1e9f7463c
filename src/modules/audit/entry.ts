import { purposes } from '../../platform/access/access.ts';

/** What the audit of an organisation is searched by. Pure; the browser uses it too. */
export const kinds = ['write', 'access'] as const;
export type Kind = (typeof kinds)[number];
export { purposes };

/** A moment as a cursor carries it: to the microsecond, in UTC. */
export const momentShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** The order of the list: the newest first. It has no other, for what is added meanwhile never moves a later page. */
export const order = { sort: 'at', isDescending: true } as const;

/** Whether the text is the network of an address, as it is recorded: `203.0.113.0/24`, `2001:db8::/48`. */
export const isNetwork = (text: string): boolean => /^[0-9a-f.:]{2,39}(\/\d{1,3})?$/i.test(text);
