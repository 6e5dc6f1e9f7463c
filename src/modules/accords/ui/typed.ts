/** What people type, as the server takes it. */
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
/** What people type between the groups of a number, and the comma before its fraction. */
export const plainNumber = (text: string): string => text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.');
