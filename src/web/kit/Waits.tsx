import { useT } from '../../platform/i18n/react.ts';

/** In place of what is on its way: the code of a page or of a part of it, or what it shows. */
export function Waits() {
  return (
    <output className="quiet" aria-busy="true">
      {useT()('phrase.loading')}
    </output>
  );
}
