import type { ReactNode } from 'react';
import { renderToStaticMarkup as html } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { galleryPage } from './gallery/page.tsx';
import { samples } from './gallery/sample.ts';
import {
  Action,
  Button,
  Disagreement,
  Evidence,
  Figure,
  Icon,
  LanguageSwitch,
  LifecycleBar,
  LocalisedTextView,
  Party,
  PromiseBar,
  PromiseRow,
  Proof,
  Quote,
  StatusChip,
  StrengthLadder,
  StrengthSteps,
  statusKeys,
  Table,
  TextField,
  Timeline,
  Toast,
} from './index.ts';

const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
const marked = (markup: string) => [...markup.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, text]) => text);
const textOf = (markup: string) => markup.replaceAll(/<[^>]+>/g, '');

describe('a status', () => {
  test('is a word and a shape, and no two shapes are the same', () => {
    const shapes = statusKeys.map((status) => {
      const chip = html(<StatusChip status={status} label={samples.en.status[status]} />);
      expect(textOf(chip)).toBe(samples.en.status[status]);
      return /<svg[^>]*>(.*)<\/svg>/.exec(chip)?.[1];
    });
    expect(new Set(shapes).size).toBe(8);
    expect(shapes.every((shape) => shape !== undefined && shape !== '')).toBe(true);
  });
  test('takes its colour from the text, so that it prints in black', () => {
    expect(html(<StatusChip status="overdue" label="overdue" />)).not.toMatch(/#[0-9a-f]{3}|rgb/i);
  });
});

describe('a promise bar', () => {
  const bar = (content: Parameters<typeof PromiseBar>[0]['content']) => html(<PromiseBar content={content} />);
  test('fills the delivered share and marks the term only where there is one', () => {
    const measured = bar({ kind: 'measured', share: 0.46, term: true });
    expect(measured).toContain('--done:46%');
    expect(measured).toContain('class="term"');
    expect(bar({ kind: 'measured', share: 0.46 })).not.toContain('class="term"');
  });
  test('draws no fill when nothing was delivered', () => {
    expect(bar({ kind: 'measured', share: 0, term: true })).not.toContain('class="done"');
  });
  test('shows more than was promised as a part of its own, beyond the outline', () => {
    const over = bar({ kind: 'measured', share: 1.25, term: true });
    expect(over).toContain('class="bar over"');
    expect(over).toContain('class="more"');
    expect(over).toContain('--promised:80%');
    expect(bar({ kind: 'measured', share: 1, term: true })).not.toContain('class="more"');
  });
  test('frays where the delivered number is “more than”, and has no outline without a target', () => {
    expect(bar({ kind: 'measured', share: 0.5, atLeast: true })).toContain('class="bar least"');
    expect(bar({ kind: 'open' })).toContain('class="bar open"');
  });
  test('is one box for a single act: dashed until it is done', () => {
    expect(bar({ kind: 'act', done: false })).toBe(
      '<span class="bar act dash" style="--done:0%" aria-hidden="true"></span>',
    );
    expect(bar({ kind: 'act', done: true })).not.toContain('dash');
  });
  test('says its sentence to those who cannot see it', () => {
    const labelled = html(<PromiseBar content={{ kind: 'open' }} label="More than 2,700 counted, no target" />);
    expect(labelled).toContain('role="img" aria-label="More than 2,700 counted, no target"');
  });
});

describe('a quote', () => {
  test('marks exactly the offsets, in the language and direction of the quote', () => {
    const quote = html(<Quote text="Жапония 1 млрд 87 млн иен береді" lang="kk" marks={[{ start: 8, end: 25 }]} />);
    expect(marked(quote)).toEqual(['1 млрд 87 млн иен']);
    expect(textOf(quote)).toBe('Жапония 1 млрд 87 млн иен береді');
    expect(quote).toContain('lang="kk" dir="ltr"');
    expect(html(<Quote text="אמת" lang="he" />)).toContain('dir="rtl"');
  });
  test('escapes what a source may contain and still counts its offsets in the source', () => {
    const quote = html(
      <Quote text={`${hostile} 37`} lang="en" marks={[{ start: hostile.length + 1, end: hostile.length + 3 }]} />,
    );
    expect(quote).not.toContain('<script');
    expect(quote).not.toContain('<img');
    expect(marked(quote)).toEqual(['37']);
  });
  test('gets no second pair of quotation marks when it brings its own', () => {
    expect(html(<Quote text="«Тірек» қоры" lang="kk" />)).toContain('class="quote own"');
    expect(html(<Quote text="Тірек қоры" lang="kk" />)).toContain('class="quote"');
  });
});

describe('hostile text', () => {
  const shown: readonly [string, ReactNode][] = [
    ['a status', <StatusChip key="1" status="kept" label={hostile} />],
    ['a bar', <PromiseBar key="2" content={{ kind: 'open' }} label={hostile} />],
    ['a party', <Party key="3" from={hostile} to={hostile} arrowLabel={hostile} />],
    ['a figure', <Figure key="4" value={hostile} label={hostile} proof={hostile} proofLabel={hostile} />],
    ['an icon', <Icon key="5" name="arrow" label={hostile} />],
    ['a timeline', <Timeline key="6" entries={[{ key: hostile, when: hostile, date: hostile, title: hostile }]} />],
    [
      'a proof',
      <Proof key="7" title={hostile}>
        {hostile}
      </Proof>,
    ],
  ];
  test.each(shown)('stays text in %s', (_name, node) => {
    const markup = html(<>{node}</>);
    expect(markup).toContain('&lt;script&gt;');
    expect(markup).not.toMatch(/<script|<img/);
    expect(markup).not.toMatch(/="[^"]*"[^\s/>]/);
  });
});

test('an address that would run as a script does not', () => {
  const facts = [{ label: 'Source', value: 'a page' }];
  const link = { href: 'javascript:alert(1)', label: 'Open at this sentence' };
  expect(html(<Evidence quote={{ text: '37', lang: 'en' }} facts={facts} link={link} />)).not.toContain('alert(1)');
});

describe('strength', () => {
  test('always shows eight steps and the word', () => {
    const steps = html(<StrengthSteps strength="agreed_to_consider" word="agreed to consider" />);
    expect(steps.match(/<i /g)).toHaveLength(8);
    expect(steps.match(/class="on"/g)).toHaveLength(4);
    expect(textOf(steps)).toBe('agreed to consider');
  });
  test('says which step is current without colour', () => {
    const ladder = html(<StrengthLadder strength="signed" words={samples.en.strength} label="signed, step 8 of 8" />);
    expect(ladder).toContain('<li class="on now" aria-current="step"><span>signed</span></li>');
    expect(ladder.match(/aria-current/g)).toHaveLength(1);
  });
});

test('a lifecycle bar says where the record stands', () => {
  const steps = ['Draft', 'Sent', 'Closed'].map((label) => ({ key: label, label }));
  const bar = html(<LifecycleBar steps={steps} current="Sent" label="Steps" sentence="Next: closed" />);
  expect(bar).toContain('<li class="done"><span>Draft</span></li>');
  expect(bar).toContain('<li class="now" aria-current="step"><span>Sent</span></li>');
});

test('a lifecycle bar draws a step that no source tells of hollow, and offers what may be done next', () => {
  const steps = ['Draft', 'Initialled', 'Signed'].map((label) => ({ key: label, label, note: `${label} 2018` }));
  const shown = { steps, current: 'Signed', reached: ['Draft'], label: 'Steps', sentence: 'Signed' };
  const bar = html(<LifecycleBar {...shown} actions={<button type="button">Suspend</button>} />);
  expect(bar).toContain('<li class="done"><span>Draft</span><small>Draft 2018</small></li>');
  expect(bar).toContain('<li class="leap"><span>Initialled</span>');
  expect(bar).toContain('<button type="button">Suspend</button>');
});

test('claims that disagree look the same: none wins', () => {
  const claim = (value: string) => ({ value, quote: { text: value, lang: 'en' }, source: 'News page' });
  const cards = html(<Disagreement claims={[claim('more than 7'), claim('7')]} note="Both stand." />);
  const shapes = [...cards.matchAll(/<div class="claim[^>]*>.*?<\/div>/g)].map(([card]) =>
    card.replaceAll(/>[^<]+</g, '><'),
  );
  expect(shapes).toHaveLength(2);
  expect(shapes[0]).toBe(shapes[1]);
});

test('a figure with a proof opens without a script', () => {
  const figure = html(<Figure value="37" label="operations" proof="the quote" proofLabel="Show the proof" />);
  expect(figure).toMatch(
    /^<details class="figure"><summary>.*37.*Show the proof.*<\/summary>.*the quote.*<\/details>$/,
  );
});

test('an arrow turns with the direction of the text, a status that is no direction does not', () => {
  expect(html(<Party from="A" to="B" arrowLabel="to" />)).toMatch(/class="icon flip arrow"/);
  expect(html(<Party from="A" to="B" arrowLabel="and" mutual />)).not.toContain('flip');
  expect(html(<Icon name="kept" />)).not.toContain('flip');
});

test('a field ties its hint and its error to its control', () => {
  const field = html(<TextField id="date" label="Date" hint="Day or month" error="31 November does not exist" />);
  expect(field).toContain('<label for="date">');
  expect(field).toContain('aria-describedby="date-hint date-error"');
  expect(field).toContain('aria-invalid="true"');
  expect(html(<TextField id="date" label="Date" />)).not.toContain('aria-');
});

test('a button that is not possible yet can be focused and says why', () => {
  const action = html(
    <Action id="sign" unavailable effect="After both sides confirm" type="submit">
      Sign
    </Action>,
  );
  expect(action).toContain('aria-disabled="true"');
  expect(action).toContain('aria-describedby="sign-effect"');
  expect(action).not.toMatch(/ disabled|type="submit"/);
  expect(html(<Button>Save</Button>)).toContain('type="button"');
});

test('a message is announced in a place that was there before', () => {
  expect(html(<Toast message={null} />)).toBe('<output></output>');
  expect(textOf(html(<Toast message="Rejected." undo={{ label: 'Undo', onUndo: () => undefined }} />))).toBe(
    'Rejected.Undo',
  );
});

test('a table names its rows and its columns, and can be scrolled by keyboard', () => {
  const columns = [
    { key: 'place', label: 'Place' },
    { key: 'seen', label: 'Seen', numeric: true },
  ];
  const table = html(
    <Table id="t" caption="By place" columns={columns} rows={[{ key: 'a', cells: ['Köktas', '12'] }]} />,
  );
  expect(table).toContain('tabindex="0"');
  expect(table).toContain('<th scope="row">Köktas</th><td class="num">12</td>');
});

test('each language is named in its own words, and the current one is said', () => {
  const languages = [
    { lang: 'kk', name: 'Қазақша', href: '/kk' },
    { lang: 'he', name: 'עברית', href: '/he' },
  ];
  const list = html(<LanguageSwitch label="Language" current="kk" languages={languages} />);
  expect(list).toContain('<a href="/kk" lang="kk" hrefLang="kk" aria-current="true">Қазақша</a>');
  expect(list).toContain('lang="he" hrefLang="he">עברית</a>');
});

test('a row without a proof has no empty place for one', () => {
  const row = {
    title: 'Open a clinic',
    amount: 'a single act',
    status: 'no_target',
    statusLabel: 'no target',
  } as const;
  expect(html(<PromiseRow {...row} bar={{ kind: 'act', done: false }} />)).not.toContain('class="span"');
});

describe('a text in several languages', () => {
  const words = { machine: 'by machine', approved: 'approved', original: (tag: string) => `Original: ${tag}` };
  const written = { ru: { text: 'Открыть клинику', by: 'person' } } as const;
  const view = (locale: 'kk' | 'ru' | 'en', text: Parameters<typeof LocalisedTextView>[0]['text']) =>
    html(<LocalisedTextView {...{ locale, text, words }} />);
  test('is shown in the reader’s language, says that a machine wrote it, and has its original one press away', () => {
    const shown = view('en', { ...written, en: { text: 'Open a clinic', by: 'machine' } });
    expect(textOf(shown)).toBe('Open a clinic by machineOriginal: ruОткрыть клинику');
    expect(shown).toContain('<details class="loc-original"><summary>Original: ru</summary><p lang="ru" dir="ltr">');
  });
  test('says that a translation was approved, and nothing of what its author wrote', () => {
    expect(textOf(view('kk', { ...written, kk: { text: 'Емхана ашу', by: 'approved' } }))).toContain(
      'approvedOriginal',
    );
    expect(view('ru', { ...written, en: { text: 'Open a clinic', by: 'machine' } })).not.toMatch(/details|badge/);
  });
  test('falls back to the original, in its own language', () => {
    expect(view('en', written)).toBe('<div class="loc"><p><span lang="ru" dir="ltr">Открыть клинику</span> </p></div>');
  });
  test('takes the version that is known to be the first one for the original', () => {
    const both = { ...written, kk: { text: 'Емхана ашу', by: 'person' } } as const;
    expect(html(<LocalisedTextView locale="kk" text={both} original="ru" words={words} />)).toContain('Original: ru');
    expect(view('kk', both)).not.toContain('details');
  });
});

describe.each(['kk', 'en', 'he'] as const)('the gallery in %s', (lang) => {
  const pages = (['public', 'staff'] as const).map((kind) =>
    galleryPage({ sample: samples[lang], kind, theme: 'dark', stylesheet: '/x.css' }),
  );
  test('uses each id once, and every reference points at one', () => {
    for (const page of pages) {
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const wanted = [...page.matchAll(/(?:aria-describedby|aria-labelledby|for)="([^"]+)"/g)].flatMap(
        ([, list = '']) => list.split(' '),
      );
      expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
    }
  });
  test('needs no script and no style that fixes a direction', () => {
    for (const page of pages) {
      expect(page).not.toMatch(/<script|style="[^"]*(?:left|right)/);
      expect(page).toContain(`<html lang="${lang}" dir="${lang === 'he' ? 'rtl' : 'ltr'}" data-theme="dark">`);
    }
  });
});
