import { useT } from '../../../platform/i18n/react.ts';
import { Dialog } from './Dialog.tsx';
import { reviewKeys } from './useKeys.ts';

const names = {
  a: 'accept',
  e: 'edit',
  r: 'reject',
  j: 'next',
  k: 'previous',
  u: 'undo',
  n: 'new',
  '/': 'search',
  '?': 'help',
} as const;

/** All keys of the review. */
export function KeysDialog({ close }: { close: () => void }) {
  const t = useT();
  return (
    <Dialog title={t('documents.ui.keys.title')} close={close}>
      <dl className="kv">
        {reviewKeys.map((key) => [
          <dt key={`${key} key`}>
            <kbd>{key}</kbd>
          </dt>,
          <dd key={key}>{t(`documents.ui.keys.${names[key]}`)}</dd>,
        ])}
      </dl>
      <p className="hint">{t('documents.ui.keys.layout')}</p>
    </Dialog>
  );
}
