import type { ReactNode } from 'react';
import { patientLocales } from '../../../platform/i18n/patientLocales.ts';
import type { SpokenAsk } from '../../spoken/address.ts';
import { SpokenFrame, useSpoken } from '../../spoken/Frame.tsx';
import { casePath } from '../data.ts';

type Props = { ask: SpokenAsk; title: string; path: string; isDemo?: boolean; children: ReactNode };

/** A page of a case, in all eight languages, found by no search. */
export function CaseFrame({ ask, title, path, isDemo = false, children }: Props) {
  const { t } = useSpoken();
  const words = {
    brand: t('case.brand'),
    skip: t('case.skip'),
    language: t('case.language'),
    foot: t('case.foot'),
    demo: { title: t('case.demo.title'), text: t('case.demo.text') },
  };
  const frame = { ask, words, title, path, isDemo, home: casePath, description: title, languages: patientLocales };
  return (
    <SpokenFrame {...frame} isHidden>
      {children}
    </SpokenFrame>
  );
}
