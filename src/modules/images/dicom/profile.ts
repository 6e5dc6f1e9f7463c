import table from './profile.json' with { type: 'json' };

/** What the Basic Profile does with an attribute: out, emptied, or with another UID. A dummy value is an empty one here. */
export type Action = 'out' | 'empty' | 'other-uid';
type Ruling = { action: Action; isDate: boolean };

/** The first that the kind of object allows stands first in the table; what may be out is out. */
const actionOf = (code: string): Action => {
  if (code.startsWith('X')) return 'out';
  return code === 'U' ? 'other-uid' : 'empty';
};

const rulings = new Map<string, Ruling>();
const repeating: { prefix: string; ending: string; ruling: Ruling }[] = [];
for (const [action, tags] of Object.entries(table.actions))
  for (const tag of tags.split(' ')) {
    const [code = 'X', dates] = action.split(' ');
    const ruling = { action: actionOf(code), isDate: dates === 'dates' };
    if (tag.includes('x')) repeating.push({ prefix: tag.slice(0, 2), ending: tag.slice(4), ruling });
    else rulings.set(tag, ruling);
  }

/** How many attributes the table rules. */
export const ruledAttributes = rulings.size + repeating.length;

/** Groups with odd numbers are private: nobody but a maker knows what is in them. */
export const isPrivate = (tag: string): boolean => Number.parseInt(tag.slice(3, 4), 16) % 2 === 1;

/** What the profile's table says of a tag (`00100010`), or undefined where it does not name it. */
export function rulingOf(tag: string): Ruling | undefined {
  const exact = rulings.get(tag);
  if (exact) return exact;
  return repeating.find(({ prefix, ending }) => tag.startsWith(prefix) && (ending === 'xxxx' || tag.endsWith(ending)))
    ?.ruling;
}
