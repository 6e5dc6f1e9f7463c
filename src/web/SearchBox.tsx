import { useLocation, useRouter } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef } from 'react';
import { Icon } from '../design/index.ts';
import { useT } from '../platform/i18n/react.ts';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** A field to which `/` goes from the keyboard. */
function useSlash() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return field;
}

/** Searches everything from every page; `/` goes to it from the keyboard. */
export function SearchBox() {
  const t = useT();
  const router = useRouter();
  const { pathname, search } = useLocation();
  const field = useSlash();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const q = field.current?.value.trim() ?? '';
    if (q !== '') router.history.push(`/app/search?${new URLSearchParams({ q })}`);
  };
  const asked = (search as { q?: unknown }).q;
  const shown = pathname === '/search' && typeof asked === 'string' ? asked : '';
  return (
    <search>
      <form className="search" action="/app/search" onSubmit={submit}>
        <input
          key={shown}
          ref={field}
          type="search"
          name="q"
          maxLength={200}
          aria-label={t('action.search')}
          aria-keyshortcuts="/"
          placeholder={`${t('action.search')}  /`}
          defaultValue={shown}
        />
        <button type="submit" className="btn">
          <Icon name="search" />
          <span className="sr">{t('action.search')}</span>
        </button>
      </form>
    </search>
  );
}
