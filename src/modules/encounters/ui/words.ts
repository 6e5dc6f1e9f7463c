import { useLanguage } from '../../../platform/i18n/react.ts';
import type { EncounterRow } from '../schemas.ts';

const specialties = [
  'cardiology',
  'neurology',
  'orthopaedics',
  'surgery',
  'therapy',
  'traumatology',
  'ultrasound',
] as const;

/** What lists and pages of encounters call things. */
export function useEncounterWords() {
  const language = useLanguage();
  const { t, formats } = language;
  return {
    ...language,
    specialty: (key: string) => t(`encounters.ui.specialty.${specialties.find((each) => each === key) ?? 'other'}`),
    step: (step: EncounterRow['nextStep']) => t(`encounters.ui.step.${step ?? 'none'}`),
    day: (day: string) => formats.edtf(day),
    person: ({ name, phone }: Pick<EncounterRow, 'name' | 'phone'>) =>
      [name || t('encounters.ui.erased'), phone].filter(Boolean).join(' · '),
  };
}
