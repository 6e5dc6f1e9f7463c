import type { ReactNode } from 'react';
import { Logo } from './Icon.tsx';
import { classes } from './keys.ts';

export type NavItem = { href: string; label: ReactNode; current?: boolean };

/** First in the body: jumps over the masthead. */
export function SkipLink({ label, target = '#main' }: { label: string; target?: string }) {
  return (
    <a className="skip" href={target}>
      {label}
    </a>
  );
}

/** The main sections; the current one is said, underlined and bold. */
export function Nav({ label, items }: { label: string; items: readonly NavItem[] }) {
  return (
    <nav className="nav" aria-label={label}>
      {items.map(({ href, label: name, current = false }) => (
        <a key={href} href={href} aria-current={current ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}

export type LanguageSwitchProps = {
  /** “Language”, read before the current one. */
  label: string;
  /** BCP 47 tag of this page. */
  current: string;
  /** Each language under its own name, with the address of this page in it. */
  languages: readonly { lang: string; name: string; href: string }[];
};

/** This page in other languages; a folded list that works without a script. */
export function LanguageSwitch({ label, current, languages }: LanguageSwitchProps) {
  const name = languages.find(({ lang }) => lang === current)?.name ?? current;
  return (
    <details className="langs push">
      <summary>
        <span className="sr">{label}: </span>
        {name}
      </summary>
      <ul>
        {languages.map(({ lang, name: own, href }) => (
          <li key={lang}>
            <a href={href} lang={lang} hrefLang={lang} aria-current={lang === current || undefined}>
              {own}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

export type MastheadProps = {
  brand: string;
  home: string;
  nav?: { label: string; items: readonly NavItem[] } | undefined;
  languages: LanguageSwitchProps;
  /** Staff: full width. */
  wide?: boolean;
  /** Between the sections and the languages: who is signed in. */
  children?: ReactNode;
};

/** The head of every page. */
export function Masthead({ brand, home, nav, languages, wide = false, children }: MastheadProps) {
  return (
    <header className="mast">
      <div className={classes('wrap', wide && 'wide')}>
        <a className="brand" href={home}>
          <Logo />
          {brand}
        </a>
        {nav && <Nav {...nav} />}
        {children}
        <LanguageSwitch {...languages} />
      </div>
    </header>
  );
}

export type FooterProps = {
  children: ReactNode;
  nav?: { label: string; items: readonly NavItem[] } | undefined;
  wide?: boolean;
};

/** The foot of every page: as known when, who translated, open data, how to answer. */
export function Footer({ children, nav, wide = false }: FooterProps) {
  return (
    <footer className="foot">
      <div className={classes('wrap stack-s', wide && 'wide')}>
        {nav && <Nav {...nav} />}
        {children}
      </div>
    </footer>
  );
}

/** The way here; the last entry is this page and has no address. */
export function Breadcrumb({
  label,
  items,
}: {
  label: string;
  items: readonly { href?: string | undefined; label: string }[];
}) {
  return (
    <nav aria-label={label}>
      <ol className="crumb">
        {items.map(({ href, label: name }) => (
          <li key={name}>{href === undefined ? <span aria-current="page">{name}</span> : <a href={href}>{name}</a>}</li>
        ))}
      </ol>
    </nav>
  );
}

/** Before and after, as links; the words between say where the reader is. */
export function Pager({
  label,
  summary,
  previous,
  next,
}: {
  label: string;
  summary: ReactNode;
  previous?: NavItem | undefined;
  next?: NavItem | undefined;
}) {
  return (
    <nav className="pager" aria-label={label}>
      {previous ? (
        <a className="btn s" rel="prev" href={previous.href}>
          {previous.label}
        </a>
      ) : (
        <span />
      )}
      <span className="quiet">{summary}</span>
      {next ? (
        <a className="btn s" rel="next" href={next.href}>
          {next.label}
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}

/** The staff application's sections with how much waits in each. */
export function Rail({
  label,
  items,
}: {
  label: string;
  items: readonly (NavItem & { count?: number | string | undefined })[];
}) {
  return (
    <nav className="rail" aria-label={label}>
      {items.map(({ href, label: name, current = false, count }) => (
        <a key={href} href={href} aria-current={current ? 'page' : undefined}>
          {name}
          {count !== undefined && <span className="count">{count}</span>}
        </a>
      ))}
    </nav>
  );
}
