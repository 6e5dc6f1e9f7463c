import type { Happening } from '../../../platform/happening.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';

/** Events and fields that have words of their own; any other is told as a change. */
const actions = [
  ...(['register', 'change', 'merge', 'absorb', 'undoMerge', 'release'] as const),
  ...(['addPost', 'changePost', 'removePost', 'open', 'seat'] as const),
];
const fields = [
  ...(['names', 'kind', 'country', 'place', 'placeKey', 'aliases', 'identifiers', 'website', 'parent'] as const),
  ...(['organisation', 'title', 'since', 'until', 'seenOn'] as const),
  ...(['summary', 'visibility', 'fields', 'countries', 'places', 'languages', 'sides'] as const),
];
const told = ['change', 'changePost'];

/** What happened to a record of the directory: in a few words, with the names of what was changed. */
export function useHistoryWords(): (event: Happening) => string {
  const { t, formats } = useLanguage();
  return ({ action, fields: changed }) => {
    const known = actions.find((each) => each === action);
    const words = t(known ? `directory.ui.event.${known}` : 'directory.ui.event.change');
    const named = fields.filter((field) => changed.includes(field)).map((field) => t(`directory.ui.field.${field}`));
    return told.includes(action) && named.length > 0 ? `${words}: ${formats.list(named)}` : words;
  };
}
