import { useEffect, useLayoutEffect, useRef } from 'react';

export const reviewKeys = ['a', 'e', 'r', 'j', 'k', 'u', 'n', '/', '?'] as const;
export type ReviewKey = (typeof reviewKeys)[number];

/** By place on the keyboard: with Kazakh or Russian letters on it, the key of `a` types another letter. */
const byPlace: Readonly<Record<string, ReviewKey>> = {
  KeyA: 'a',
  KeyE: 'e',
  KeyR: 'r',
  KeyJ: 'j',
  KeyK: 'k',
  KeyU: 'u',
  KeyN: 'n',
  Slash: '/',
};
const isOneOfOurs = (key: string): key is ReviewKey => reviewKeys.some((each) => each === key);

/** The key of ours that was pressed, if it was one. */
export function keyPressed({
  key,
  code,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): ReviewKey | null {
  const lower = key.toLowerCase();
  if (isOneOfOurs(lower)) return lower;
  // A Latin letter that is not ours stays what it is, wherever it stands.
  if (/^[a-z]$/.test(lower)) return null;
  const place = byPlace[code];
  return place === '/' && shiftKey ? '?' : (place ?? null);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], dialog') !== null;

/** Runs what belongs to a key, unless somebody is typing or a dialog is open. */
export function useKeys(actions: Readonly<Record<ReviewKey, () => unknown>>): void {
  const latest = useRef(actions);
  // With what is shown, not after it: a key that is pressed at once belongs to what the person sees.
  useLayoutEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
      const key = keyPressed(event);
      if (!key) return;
      event.preventDefault();
      latest.current[key]();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
