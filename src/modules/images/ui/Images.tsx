import { Suspense } from 'react';
import { later } from '../../../web/kit/later.ts';
import { Waits } from '../../../web/kit/Waits.tsx';
import type { Subject } from './subject.ts';

const ImagesPanel = later(['images'], () => import('./ImagesPanel.tsx'), 'ImagesPanel');

/** The images of a record about a patient, or of the patient: listed, brought, opened. It comes with its texts after the page. */
export function Images({ subject }: { subject: Subject }) {
  return (
    <Suspense fallback={<Waits />}>
      <ImagesPanel of={subject} />
    </Suspense>
  );
}
