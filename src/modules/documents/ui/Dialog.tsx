import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';

/** A native dialog: Escape closes it, and the focus returns to where it was. */
export function Dialog({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  const t = useT();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} aria-label={title} onClose={close}>
      <div className="stack">
        <h2>{title}</h2>
        {children}
        <p>
          <Button onClick={close}>{t('action.close')}</Button>
        </p>
      </div>
    </dialog>
  );
}
