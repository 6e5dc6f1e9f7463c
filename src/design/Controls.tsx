import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import { classes } from './keys.ts';

type Look = {
  /** `primary`: one per view. `danger`: cannot be taken back lightly; outlined, never filled. `quiet`: at the end of each row of a list. */
  tone?: 'plain' | 'primary' | 'danger' | 'quiet';
  small?: boolean;
  full?: boolean;
};

const look = ({ tone = 'plain', small = false, full = false }: Look) =>
  classes('btn', tone !== 'plain' && tone, small && 's', full && 'full');

export type ButtonProps = Look &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'disabled'> & {
    /** The key that does the same, shown where there is a keyboard. */
    shortcut?: string | undefined;
    /** Not possible now: pressing does nothing, but it can be focused and its reason read. */
    unavailable?: boolean;
  };

/** Something to press. */
export function Button({ tone, small, full, shortcut, unavailable = false, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      {...(unavailable ? { 'aria-disabled': true, type: 'button' } : onClick && { onClick })}
      className={look({ tone: tone ?? 'plain', small: small ?? false, full: full ?? false })}
      aria-keyshortcuts={shortcut}
    >
      {children}
      {shortcut !== undefined && <kbd aria-hidden="true">{shortcut}</kbd>}
    </button>
  );
}

/** A link that looks like a button: a download, the next thing to do. */
export function LinkButton({
  tone,
  small,
  full,
  children,
  ...rest
}: Look & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'className'>) {
  return (
    <a {...rest} className={look({ tone: tone ?? 'plain', small: small ?? false, full: full ?? false })}>
      {children}
    </a>
  );
}

/** A step of the lifecycle: its button, and under it what it does, or why it is not possible yet. */
export function Action({ id, effect, ...button }: ButtonProps & { id: string; effect: ReactNode }) {
  return (
    <div className="stack-s">
      <Button {...button} full aria-describedby={`${id}-effect`} />
      <p className="hint" id={`${id}-effect`}>
        {effect}
      </p>
    </div>
  );
}

/** Says that something was done, and lets it be undone. Keep it mounted (with `message` null) so that the change is announced. */
export function Toast({
  message,
  undo,
}: {
  message: string | null;
  undo?: { label: string; onUndo: () => void } | undefined;
}) {
  return (
    <output>
      {message !== null && (
        <div className="toast">
          <span>{message}</span>
          {undo && (
            <button type="button" className="btn" onClick={undo.onUndo}>
              {undo.label}
            </button>
          )}
        </div>
      )}
    </output>
  );
}

/** Searches by a plain form: works without a script. */
export function SearchForm({
  action,
  name,
  label,
  placeholder,
  button,
  value,
}: {
  action: string;
  name: string;
  label: string;
  placeholder?: string;
  button: string;
  value?: string | undefined;
}) {
  return (
    <search>
      <form className="search" action={action}>
        <input type="search" name={name} aria-label={label} placeholder={placeholder} defaultValue={value} />
        <button type="submit" className="btn primary">
          <Icon name="search" />
          {button}
        </button>
      </form>
    </search>
  );
}
