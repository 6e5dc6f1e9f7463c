import type { ReactNode } from 'react';
import { KeyValue } from '../../../../design/index.ts';
import { localeTable } from '../../../../platform/i18n/locales.ts';
import type { Party } from '../../referral.ts';
import type { PartContent, ReferralCase } from '../../schemas.case.ts';
import { useWords } from '../useWords.ts';
import { CostView } from './CostView.tsx';

type Props = { content: PartContent; party: Party; found: ReferralCase };

/** What a party wrote, read in its own language and direction. */
export function PartView({ content, party, found }: Props) {
  const { day } = useWords();
  switch (content.kind) {
    case 'diagnosis':
      return <Diagnosis content={content} found={found} />;
    case 'history':
      return <Prose {...content} />;
    case 'discharge-letter':
    case 'follow-up-report':
      return (
        <>
          {content.on && <p className="quiet">{day(content.on)}</p>}
          <Prose {...content} />
        </>
      );
    case 'questions':
      return (
        <ol lang={content.language}>
          {content.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ol>
      );
    case 'follow-up-plan':
      return <Plan content={content} />;
    case 'cost-estimate':
      return <CostView content={content} cost={found.costs.find((each) => each.party === party)} />;
    case 'companion':
      return <Companion content={content} />;
    case 'interpreter':
      return <Interpreter content={content} />;
    case 'invitation-letter':
    case 'travel-letter':
      return <Letter content={content} />;
    default:
      return content satisfies never;
  }
}

type Of<K extends PartContent['kind']> = { content: Extract<PartContent, { kind: K }> };

/** Words with their paragraphs, in the language in which they were written. */
export function Prose({ text, language }: { text: string; language?: keyof typeof localeTable }) {
  if (text === '') return null;
  const facts = language && { lang: localeTable[language].tag, dir: localeTable[language].dir };
  return (
    <div {...facts} className="said">
      {text.split(/\n\s*\n/).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </div>
  );
}

function Diagnosis({ content: { codes, tnm, words, language }, found }: Of<'diagnosis'> & { found: ReferralCase }) {
  const { name } = useWords();
  return (
    <>
      <ul className="plain">
        {codes.map(({ code, name: said }, index) => {
          const named = found.codes.find((each) => each.code === code);
          const text = `${code} ${named ? name(named.names) : (said ?? '')}`;
          return <li key={code}>{index === 0 ? <b>{text}</b> : text}</li>;
        })}
      </ul>
      {tnm && (
        <p>
          TNM: <b>{[tnm.t, tnm.n, tnm.m].join(' ')}</b>
        </p>
      )}
      <Prose text={words} language={language} />
    </>
  );
}

function Plan({ content: { items, words, language } }: Of<'follow-up-plan'>) {
  const { t, day } = useWords();
  return (
    <>
      <ul>
        {items.map(({ what, due, by }) => (
          <li key={what}>
            <span lang={language}>{what}</span>{' '}
            <span className="quiet">{[due && day(due), t(`referrals.case.by.${by}`)].filter(Boolean).join(', ')}</span>
          </li>
        ))}
      </ul>
      <Prose text={words} language={language} />
    </>
  );
}

type Someone = { name: string; relation: string; passport?: string | undefined; phone?: string | undefined };

const People = ({ people }: { people: readonly Someone[] }) => (
  <ul className="plain">
    {people.map(({ name, relation, passport, phone }) => (
      <li key={name}>{[name, relation, passport, phone].filter(Boolean).join(', ')}</li>
    ))}
  </ul>
);

function Companion({ content: { isComing, people, words } }: Of<'companion'>) {
  const { t } = useWords();
  return (
    <>
      <p>{t(isComing ? 'referrals.case.companion_yes' : 'referrals.case.companion_no')}</p>
      <People people={people} />
      <Prose text={words} />
    </>
  );
}

function Interpreter({ content: { isNeeded, from, to, name, phone, words } }: Of<'interpreter'>) {
  const { t } = useWords();
  const languages = [from, to].flatMap((language) => (language ? [t(`referrals.case.language.${language}`)] : []));
  return (
    <>
      <p>{t(isNeeded ? 'referrals.case.interpreter_yes' : 'referrals.case.interpreter_no')}</p>
      {isNeeded && <p>{[languages.join(' → '), name, phone].filter(Boolean).join(' · ')}</p>}
      <Prose text={words} />
    </>
  );
}

function Letter({ content }: Of<'invitation-letter' | 'travel-letter'>) {
  const { t, day } = useWords();
  const row = (name: 'patientName' | 'passport' | 'contact' | 'signedBy' | 'address' | 'needs', value: ReactNode) => ({
    label: t(`referrals.case.field.${name}`),
    value,
  });
  return (
    <>
      <KeyValue
        facts={[
          row('patientName', `${content.patientName}, ${day(content.birthDate)}`),
          row('passport', content.passport),
          { label: t('referrals.case.stay'), value: `${day(content.from)} – ${day(content.until)}` },
          row('contact', content.contact),
          row('signedBy', `${content.signedBy}, ${content.post}`),
          ...('address' in content ? [row('address', content.address)] : []),
          ...('needs' in content && content.needs.length > 0
            ? [row('needs', content.needs.map((need) => t(`referrals.case.need.${need}`)).join(', '))]
            : []),
        ]}
      />
      <People people={content.companions} />
    </>
  );
}
