import { describe, expect, test } from 'vitest';
import { type Claim, type Reading, readDocument } from './index.ts';

const read = (text: string): Reading => readDocument(new TextEncoder().encode(text), {});
const textOf = (reading: Reading, kind: 'title' | 'paragraph') =>
  reading.blocks.filter((block) => block.kind === kind).map((block) => block.text);
const figuresOf = (reading: Reading) =>
  reading.claims.flatMap((claim: Claim) => ('value' in claim.value ? [claim.value.value] : []));

describe('pages of many sites (texts made up for these tests)', () => {
  test('a Kazakh page with a bar of rates, counters, tags and related news', () => {
    const reading = read(`Басты бет | Жаңалықтар | Байланыс
Бүгін: 14 наурыз 2025
USD 502,11 | EUR 545,30 | RUB 5,62

Түркістанда түрік кардиологтары 85 балаға ота жасады
14.03.2025, 10:30
Көрілім: 1 532   Пікірлер: 4

Түркиялық дәрігерлер бір апта бойы балаларды қабылдады. Мамандар 210 науқасты тексеріп, 85 балаға ота жасады. Олардың ішінде 12-сі – бір жасқа толмаған сәби.
Анкара университетімен меморандумға 2022 жылғы 5 мамырда қол қойылған. Құжат аясында 2027 жылға дейін 40 дәрігер Түркияда тағылымдамадан өтеді.

Автор: Гүлнар Сәрсенова
Тегтер: #денсаулық #ота
Ұқсас жаңалықтар
Шымкентте 300 төсектік аурухана ашылды
Ақтөбеде 1500 адам вакцина алды
© 2025 Түркістан ақпарат`);
    expect(reading.published).toBe('2025-03-14');
    expect(figuresOf(reading)).toEqual([85, 210, 85, 12, 40]);
    expect(textOf(reading, 'title')).toEqual(['Түркістанда түрік кардиологтары 85 балаға ота жасады']);
    expect(reading.blocks.slice(-3).map((block) => block.furniture)).toEqual(['related', 'related', 'credit']);
  });

  test('a Russian page of divs: cookies, weather, linked data, other news', () => {
    const reading = read(`<!DOCTYPE html><html lang="ru"><head><title>x</title>
<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-08-30T09:00:00+06:00"}</script></head><body>
<div class="cookies">Мы используем файлы cookie. Хранение 30 дней.</div><div class="weather">Бишкек +31 °C, ветер 4 м/с</div>
<main class="layout no-sidebar"><h1>Банк выделит 12,5 млн. долл. на сельские больницы</h1>
<p>Средства пойдут на ремонт 36 больниц и закупку 480 единиц оборудования.</p>
<p>Соглашение подписали 30 августа 2023 года. Правительство выделит 1,5 млрд сомов (около 17 млн долларов).</p></main>
<div class="views">Прочитали 1 204 раза</div>
<section class="more-news"><h3>Другие новости</h3><p><a href="#">Врачи из Турции приняли 800 человек</a></p></section>
<h3>Самое читаемое</h3><p>Курс доллара превысил 90 рублей</p></body></html>`);
    expect(reading.published).toBe('2023-08-30');
    expect(figuresOf(reading)).toEqual([36, 480]);
    const money = reading.claims.flatMap((claim) => (claim.kind === 'money' ? [claim.value] : []));
    expect(money.map((each) => [each.amount, each.currency, each.role ?? null])).toEqual([
      ['12500000', 'USD', null],
      ['1500000000', 'KGS', null],
      ['17000000', 'USD', 'equivalent'],
    ]);
    expect(textOf(reading, 'paragraph')).toHaveLength(2);
  });

  test('an Uzbek page with breadcrumbs and a call line', () => {
    const reading = read(`Бош саҳифа » Янгиликлар
12 июнь 2024, 16:20 | 👁 3 411

Кореялик шифокорлар Самарқандда 650 нафар беморни кўрикдан ўтказди

Марказга «Самсунг» тиббиёт марказидан 9 нафар мутахассис келди.
Улар 41 та мураккаб жарроҳлик амалиётини бажарди. Учрашувда 30 нафар ёш шифокорни Сеулда ўқитиш таклиф қилинди.
Марказ йилига 15 минг беморга хизмат кўрсата олади.

Мавзуга оид: Бухорода 200 та ўринли шифохона қурилади
Ўқишлар сони: 981`);
    expect(reading.language).toBe('uz-Cyrl');
    expect(figuresOf(reading)).toEqual([650, 9, 41, 30, 15_000]);
    expect(textOf(reading, 'title')).toHaveLength(1);
  });

  test('an English page with partners, subscribers, a pager and most read', () => {
    const reading =
      read(`<html><body><div role="banner">We use cookies. <a>Accept all 23 partners</a></div><nav>News Sport</nav>
<article><h1>Japan hands over X-ray trucks to Kazakh regions</h1><p class="byline">By Nodira Karimova, 14 October 2023, 09:30</p>
<p>The embassy handed over three mobile X-ray units. The trucks cost 42.6 million yen ($285,000) in total.</p>
<p>In the first month, 1,930 villagers were screened. Nobody has signed the second contract so far.</p></article>
<div class="newsletter">Join 12,000 subscribers</div><p>Page 1 of 3</p>
<h4>Most read</h4><p>300 beds for Nukus</p><p>Flu: 5,000 cases</p><p>© Example News. All rights reserved.</p></body></html>`);
    expect(reading.published).toBe('2023-10-14');
    expect(figuresOf(reading)).toEqual([3, 1930]);
    expect(reading.claims.filter((claim) => claim.kind === 'instrument').map((claim) => claim.value.strength)).toEqual([
      null,
    ]);
  });

  test('an article inside the classes of a content system is not taken for furniture', () => {
    const body = '<p>Клиника 2700-ден астам адамды тегін қарады.</p>';
    for (const name of ['views-field views-field-body', 'content with-sidebar', 'node view-mode-full']) {
      expect(figuresOf(read(`<html><body><div class="${name}">${body}</div></body></html>`))).toEqual([2700]);
    }
    expect(figuresOf(read(`<html><body><div class="menu">${body}</div></body></html>`))).toEqual([2700]);
  });

  test.each([
    ['© 2025 Дала ақпарат', 'credit'],
    ['При перепечатке ссылка на сайт обязательна', 'credit'],
    ['Сайт материалдарын пайдаланғанда сілтеме міндетті.', 'credit'],
    ['Подписывайтесь на наш канал в Telegram! Нас уже 15 000', 'credit'],
    ['We use cookies and share data with 23 partners.', 'menu'],
    ['Home > News > Health', 'menu'],
    ['Published: March 4, 2025 | 5 min read | 1,482 views', 'counter'],
    ['Поделиться: VK OK TG', 'share'],
    ['+7 701 123 45 67 USD 512.4', 'counter'],
  ])('«%s» is furniture: %s', (line, furniture) => {
    const text = `${line}\n\nДәрігерлер аудан орталығында тұрғындарды екі күн бойы қабылдады.\n`;
    expect(read(text).blocks[0]).toMatchObject({ kind: 'furniture', furniture });
  });

  test('a paragraph behind «read also» is the article again', () => {
    const reading = read(`Врачи осмотрели 300 детей в области.

Читайте также:
В Алматы открыли 5 поликлиник

Кроме того, хирурги выполнили 21 операцию.`);
    expect(figuresOf(reading)).toEqual([300, 21]);
  });
});
