"""Tests of romanisation: names as the named systems write them."""

from __future__ import annotations

import pytest

from briefings.views.cyrillize import cyrillize
from briefings.views.romanize import romanize


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Елена Объедкова", "ru", "Yelena Ob”yedkova"),
        ("Юрий Алексеевич Ильёв", "ru", "Yuriy Alekseyevich Il’yëv"),
        ("Хрущёв-Щукин", "ru", "Khrushchëv-Shchukin"),
        ("Эмма Цой", "ru-Cyrl", "Emma Tsoy"),
        ("Ҳамрохон Зарифӣ", "tg", "Hamrokhon Zarifí"),
        ("Ӯлҷабой Ғаффоров", "tg", "Ŭljaboy Ghafforov"),
        ("Эраҷ Аъзам", "tg", "Ėraj A’zam"),
        ("Цирк Социал", "tg", "Sirk Sotsial"),
        ("Եղիա Երևանցի", "hy", "Yeghia Yerevants’i"),
        ("Ոսկան Ուլունց", "hy", "Voskan Ulunts’"),
        ("Փառանձեմ Գևորգյան", "hy", "P’arrandzem Gevorgyan"),
        ("გიორგი ყიფშიძე-წერეთელი", "ka", "Giorgi Q’ipshidze-Ts’ereteli"),
        ("ჟუჟუნა ძაძამია", "ka", "Zhuzhuna Dzadzamia"),
        ("АБДУЛЛОЕВ Ш. Н.", "ru", "ABDULLOYEV Sh. N."),
    ],
)
def test_a_name_is_written_as_the_system_says(name: str, language: str, expected: str) -> None:
    """Letters, what depends on their neighbours, and capitals come out as the tables have them."""
    assert romanize(name, language) == expected


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("علی", "fa"),
        ("Қасым", "ru"),
        ("გიორგი", "ru"),
        ("Щукин", "mn"),
        ("Цой", "tk"),
        ("Ы", "uz"),
        ("Щ", "be"),
    ],
)
def test_what_no_system_covers_is_left(name: str, language: str) -> None:
    """A language without a system, or a letter of another alphabet, gives no guess."""
    assert not romanize(name, language)


PLACES = {
    "az": "Бакы Bakı, Ҝәнҹә Gəncə, Нахчыван Naxçıvan, Шәки Şəki, Илһам İlham, Әлијев Əliyev, Һејдәр Heydər, "
    "Гулијев Quliyev, Ҹәфәр Cəfər, Ағдам Ağdam",
    "be": "Мінск Minsk, Магілёў Mahilyow, Віцебск Vitsyebsk, Гомель Homyel’, Гродна Hrodna, Брэст Brest, "
    "Баранавічы Baranavichy, Пінск Pinsk, Ліда Lida, Слуцк Slutsk",
    "kk": "Алматы Almaty, Шымкент Shymkent, Өскемен Öskemen, Қарағанды Qaraghandy, Ақтөбе Aqtöbe, "
    "Қызылорда Qyzylorda, Атырау Atyraū, Көкшетау Kökshetaū, Талдықорған Taldyqorghan, Павлодар Pavlodar",
    "ky": "Бишкек Bishkek, Ош Osh, Ысык-Көл Ysyk-Köl, Жалал-Абад Jalal-Abad, Чүй Chüy, Нарын Naryn, Талас Talas, "
    "Баткен Batken, Өзгөн Özgön, Каракол Karakol",
    "mn": "Улаанбаатар Ulaanbaatar, Ховд Khovd, Өмнөговь Ömnögovi, Хөвсгөл Khövsgöl, Завхан Zavkhan, "
    "Баянхонгор Bayankhongor, Дархан Darkhan, Цахиагийн Tsakhiagiin, Элбэгдорж Elbegdorj, Хүрэлсүх Khürelsükh",
    "tk": "Түркменистан Türkmenistan, Мары Mary, Дашогуз Daşoguz, Лебап Lebap, Балканабат Balkanabat, "
    "Гурбангулы Gurbanguly, Бердимухамедов Berdimuhamedow, Ныязов Nyýazow, Рашит Raşit, Мередов Meredow",
    "uk": "Алушта Alushta, Борщагівка Borshchahivka, Гадяч Hadiach, Ґалаґан Galagan, Єнакієве Yenakiieve, "
    "Гаєвич Haievych, Короп’є Koropie, Їжакевич Yizhakevych, Кадиївка Kadyivka, Йосипівка Yosypivka, Стрий Stryi, "
    "Олексій Oleksii, Щербухи Shcherbukhy, Юрій Yurii, Корюківка Koriukivka, Яготин Yahotyn, Костянтин Kostiantyn, "
    "Знам'янка Znamianka, Феодосія Feodosiia, Згорани Zghorany, Київ Kyiv",
    "uz": "Тошкент Toshkent, Фарғона Fargʻona, Қашқадарё Qashqadaryo, Жиззах Jizzax, Хоразм Xorazm, "
    "Ўзбекистон Oʻzbekiston, Мирзиёев Mirziyoyev, Ҳошимов Hoshimov, Ғулом Gʻulom, Исҳоқ Isʼhoq, Эргашев Ergashev",
}
"""Names of places and people as the authorities of the systems, and the states themselves, spell them."""


@pytest.mark.parametrize("language", PLACES)
def test_public_spellings(language: str) -> None:
    for pair in PLACES[language].split(", "):
        name, spelled = pair.split(" ")
        assert romanize(name, language) == spelled


@pytest.mark.parametrize("language", ["az", "tk", "uz"])
def test_the_way_back_leads_to_the_same_name(language: str) -> None:
    for pair in PLACES[language].split(", "):
        name, spelled = pair.split(" ")
        assert cyrillize(spelled, language) == name


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Shavkat Mirziyoyev", "uz", "Шавкат Мирзиёев"),
        ("O'tkir Hoshimov", "uz", "Ўткир Ҳошимов"),
        ("GULNORA YO‘LDOSHEVA", "uz-Latn", "ГУЛНОРА ЙЎЛДОШЕВА"),
        ("Gurbanguly Ýazmyradow", "tk", "Гурбангулы Язмырадов"),
        ("Eziz A. Gara-ogly", "tk", "Эзиз А. Гара-оглы"),
        ("İsa ƏLİYEV", "az", "Иса ӘЛИЈЕВ"),
        ("Ilqar", "az", "Ылгар"),
    ],
)
def test_a_latin_name_with_an_official_cyrillic_form(name: str, language: str, expected: str) -> None:
    """Capitals, hyphens and any form of the apostrophe come out."""
    assert cyrillize(name, language) == expected


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Otsiz", "uz"),
        ("Warren", "uz"),
        ("Quin", "tk"),
        ("Shavkat Würth", "uz"),
        ("Ada Stern", "en"),
        ("Rahmon", "tg"),
    ],
)
def test_a_latin_name_without_one_is_left(name: str, language: str) -> None:
    """A letter of another alphabet, or one with two spellings, gives no guess."""
    assert cyrillize(name, language) == ""
