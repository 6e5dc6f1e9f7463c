import { Evidence, type EvidenceProps, Proof } from '../../../design/index.ts';
import type { Ground } from './types.ts';
import { useWords, type Words } from './useWords.ts';

/** Marks in a sentence the words that carry the claim. */
export const quoteOf = ({ sentence, quote, quoteOffset, language }: Ground): EvidenceProps['quote'] => ({
  text: sentence,
  lang: language,
  marks: [{ start: quoteOffset, end: quoteOffset + quote.length }],
});

/** `isOwn`: the document lies with the acting organisation's side, so its page can be opened. */
export function evidenceOf(ground: Ground, { t, formats }: Words, isOwn: boolean): EvidenceProps {
  const { document } = ground;
  const title = document.publisher ? `${document.title} (${document.publisher})` : document.title;
  const source = document.address ? <a href={document.address}>{title}</a> : title;
  return {
    quote: quoteOf(ground),
    facts: [
      { label: t('accords.ui.proof.source'), value: source },
      {
        label: t('accords.ui.proof.published'),
        value: document.publishedOn ? formats.edtf(document.publishedOn) : t('accords.ui.proof.date_unknown'),
      },
      {
        label: t('accords.ui.proof.taken_in'),
        value: formats.moment(new Date(document.takenInAt), 'Asia/Almaty', 'long'),
      },
      { label: t('accords.ui.proof.shown_to'), value: t(`accords.ui.visibility.${ground.visibility}`) },
    ],
    link: isOwn
      ? { href: `/app/documents/${document.id}?claim=${ground.claim}`, label: t('accords.ui.proof.open') }
      : undefined,
  };
}

type Props = {
  grounds: readonly Ground[];
  isOwn: boolean;
  flat?: boolean;
  open?: boolean;
  /** Where the place on the page already says what the claim is for. */
  untold?: boolean;
};

/** What it is for, and who says it: several claims are told apart before they are opened. */
const titleOf = ({ document }: Ground, part: string): string =>
  [part, document.publisher ?? document.title].filter((it) => it !== '').join(': ');

/** What a figure rests on: one fold for each claim, none above another. */
export function Grounds({ grounds, isOwn, flat = false, open = false, untold = false }: Props) {
  const words = useWords();
  return (
    <div className="stack">
      {grounds.map((ground) => (
        <Proof
          key={`${ground.claim} ${ground.part}`}
          flat={flat}
          open={open}
          title={titleOf(ground, untold ? '' : words.t(`accords.ui.part.${ground.part}`))}
        >
          <Evidence {...evidenceOf(ground, words, isOwn)} />
        </Proof>
      ))}
    </div>
  );
}
