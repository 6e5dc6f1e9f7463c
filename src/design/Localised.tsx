import type { LocalisedText, Shown } from '../platform/i18n/shown.ts';
import { originalIn, textIn } from '../platform/i18n/shown.ts';
import { Badge } from './Badges.tsx';
import { directionOf } from './keys.ts';

type Tag = Shown['language'];

/** What is said around a text in several languages, in the reader's words: `useLocalised` of `platform/i18n/react.ts` has them. */
export type LocalisedWords = {
  machine: string;
  approved: string;
  /** The summary that opens the original, with the name of its language. */
  original: (language: Tag) => string;
};

type Common = {
  text: LocalisedText;
  /** The reader's. */
  locale: Tag;
  /** In which the text was first written, where it is known. */
  original?: string | null | undefined;
  words: LocalisedWords;
};
export type LocalisedTextProps = Common & {
  as?: 'p' | 'span' | 'h2' | 'h3' | 'b';
  /** One line of a list: who translated it is said, the original is left to the record's own page. */
  isBrief?: boolean;
};

/** Who put a version into its language, where that was not its author. */
function TranslatedBadge({ by, words }: { by: Shown['by']; words: LocalisedWords }) {
  if (by === 'person') return null;
  return by === 'machine' ? <Badge tone="sun">{words.machine}</Badge> : <Badge tone="leaf">{words.approved}</Badge>;
}

/** The original behind one press; nothing where it is what is shown. */
function Original({ text, locale, original, words }: Common) {
  const written = originalIn(text, original);
  if (!written || written.language === textIn(locale, text).language) return null;
  const { language } = written;
  return (
    <details className="loc-original">
      <summary>{words.original(language)}</summary>
      <p lang={language} dir={directionOf(language)}>
        {written.text}
      </p>
    </details>
  );
}

/** A text in the reader's language, or the best there is; a machine's says so, and the original is one press away. */
export function LocalisedTextView({ as: As = 'p', isBrief = false, ...props }: LocalisedTextProps) {
  const { text, locale, words } = props;
  const { text: shown, language, by } = textIn(locale, text);
  const line = (
    <As>
      <span lang={language} dir={directionOf(language)}>
        {shown}
      </span>{' '}
      <TranslatedBadge by={by} words={words} />
    </As>
  );
  if (isBrief) return line;
  return (
    <div className="loc">
      {line}
      <Original {...props} />
    </div>
  );
}

/** The same remarks under a text that is shown elsewhere, such as the title of the page. */
export function LocalisedRemarks({ text, locale, original, words }: Common) {
  const { by } = textIn(locale, text);
  return (
    <div className="loc">
      <TranslatedBadge by={by} words={words} />
      <Original {...{ text, locale, original, words }} />
    </div>
  );
}
