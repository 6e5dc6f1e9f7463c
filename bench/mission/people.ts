/** Invented people, as different from each other as those who come: lists that compress too well would say nothing. */

const given =
  'Айгүл Марат Сәуле Ерлан Гүлнар Бақыт Дәурен Жанар Нұрлан Әсел Тимур Роза Асхат Ботагөз Қайрат Динара Ержан Зарина Ильяс Камила Ләззат Мадина Нұргүл Олжас Перизат Рустем Салтанат Талғат Ұлжан Фарида Шолпан Ырысты Алмас Баян Вера Галина Диас Елена Жұлдыз Ирина'.split(
    ' ',
  );
const family =
  'Ахметов Серікова Омаров Қасымова Жұмабаев Исаева Төлегенов Ким Смағұлов Бекова Абдрахманов Байжанова Ғабдуллин Досжанова Есенов Жақыпова Ибраев Кенжебекова Лебедев Мұсаева Нұрпейісов Оспанова Пак Рахимова Сейітов Тұрсынова Уәлиев Хасенова Цой Шәріпова'.split(
    ' ',
  );
const father =
  'Асқарұлы Болатқызы Ғалымұлы Дәулетқызы Ерболұлы Жомартқызы Қуанышұлы Маратқызы Нұрланұлы Серікқызы Талғатұлы Ескендірқызы'.split(
    ' ',
  );
const part = 'тізе,бел,бас,жүрек тұсы,иық,мойын,асқазан,қол басы,аяғы,кеудесі'.split(',');
const ails = 'ауырады,ұйиды,шаншиды,ісінеді,айналады,қозғалмайды'.split(',');
const since = 'бір аптадан бері,екі айдан бері,былтырдан бері,кеше түннен,жастайынан'.split(',');

type Random = (below: number) => number;
const pick = (random: Random, from: readonly string[]): string => from[random(from.length)] ?? '';

/** Somebody with what they say when they book. The same for the same random numbers. */
export const someone = (random: Random) => ({
  name: `${pick(random, family)} ${pick(random, given)} ${pick(random, father)}`,
  birthYear: 1935 + random(90),
  phone: `+770${random(9)}${String(1_000_000 + random(8_999_999))}`,
  complaint: `${pick(random, part)} ${pick(random, ails)}, ${pick(random, since)}`,
});
