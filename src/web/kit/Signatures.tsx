import type { SignableKind } from '../../modules/signatures/signable.ts';
import { Coming } from './Coming.tsx';
import { later } from './later.ts';

const SignatureList = later(
  ['signatures'],
  () => import('../../modules/signatures/ui/SignatureList.tsx'),
  'SignatureList',
);

/** Who signed a record, and signing it; comes after the rest of the page. */
export function Signatures({ subject, id }: { subject: SignableKind; id: string }) {
  return (
    <Coming>
      <SignatureList subject={subject} id={id} />
    </Coming>
  );
}
