"""Words by which lists of many languages call a line that is no school: of totals, of means and other statistics. Compared as `words` leaves them."""

from __future__ import annotations

import re

from junheng.facts.intake.values.text import words

_AREA = r"(?:county|district|state|province|region|city|town|municipality|ward|zone|division|block|circuit|country|township)"
_GRAND = """
total | totals | grand total | overall | overall total | total overall | sum total | all schools | total all schools | total schools
合計 | 総計 | 總計 | 總數 | 합계 | 총계 | 전체
jumla | jumla kuu | jumla yote | jumlah | jumlah total | jumlah keseluruhan | total keseluruhan | jumlah besar | kabuuan
total general | total geral | total général | suma | suma total | soma | somatório | ensemble | totaux | totale | totaal
gesamt | gesamtsumme | summe | insgesamt | gesamtzahl | ogółem | razem | toplam | genel toplam
итого | всего | итог | всего по району | итого по району | разом | усього | всього
المجموع | الإجمالي | الاجمالي | المجموع الكلي | إجمالي | مجموع | جمع کل
कुल | जोड़ | योग | कुल योग | कुल जोड़ | जम्मा | মোট | सर्वयोग
tổng cộng | tổng số | tổng | cộng | รวม | รวมทั้งหมด | รวมทั้งสิ้น
"""
_OTHERS = """
subtotal | subtotals | sub totals | zwischensumme | sous total | 小計 | 소계 | jumla ndogo | подытог
"""
_STATISTICS = """
mean | average | averages | median | mode | maximum | minimum | max | min | standard deviation | std dev | std | stdev | s.d. | variance
average per school | mean per school | school average | district average | county average | state average | national average
% | percent | percentage | % of total | percent of total | % change | change | change % | percent change | percentage change | increase | decrease | growth | % increase | % growth | growth %
previous year | last year | prior year | year before | previous year total | last year total
promedio | media | mediana | máximo | mínimo | porcentaje | moyenne | médiane | maximum | pourcentage | média | porcentagem | variação
durchschnitt | mittelwert | prozent | rata rata | rerata | maksimum | persentase | wastani | asilimia | trung bình | среднее | в среднем | медиана | максимум | минимум | المتوسط | المعدل | औसत | 평균 | 최대 | 최소
"""
_LINES = re.compile(
    rf"(?:(?:grand|sub|overall|whole|final)|{_AREA})*totals?(?:(?:of|for|in|by)?(?:the|all)?(?:whole|entire)?(?:schools?|{_AREA}))*\d*"
    r"|totale?(?:del?|du|da|do|des|de|per|por|la|el|los|las)*(?:distrito|municipio|município|condado|departamento|provincia|estado|commune|province|région|département|distretto|comune|general|geral|général)"
    r"|jumla(?:ya|kata|wilaya|tarafa|mkoa)(?!.*(?:school|primary|secondary|academy|college)).*|jumlah(?:seluruh|semua|total)?(?:sekolah|kabupaten|kota|kecamatan|provinsi)|(?:итого|всего)по.*"
)
_STARTS = ("jumla", "итого", "всего")
_ALONE = re.compile(rf"(?:the)?(?:whole|entire|all){_AREA}|county|district|state|province|region|municipality")
_ALL = re.compile(r"all|(?:all|every)(?:grades?|classes|levels|sexes|ages)|both(?:sexes|genders)?|overall|alle|todos|todas|tous|semua|全部|全校|各年级|所有年级|不分性别|whole(?:school)?")


def _set(text: str) -> frozenset[str]:
    return frozenset(words(each) for line in text.split("\n") for each in line.split("|")) - {""}


GRAND_TOTALS = _set(_GRAND)
_TOTALS, STATISTICS = GRAND_TOTALS | _set(_OTHERS), _set(_STATISTICS)


def is_total_line(label: str) -> bool:
    """District Total, Total (3), Jumlah; not Total Learning Academy. label: of `words`."""
    if label in _TOTALS:
        return True
    return ("total" in label or label.startswith(_STARTS)) and _LINES.fullmatch(label) is not None


def is_area(label: str) -> bool:
    """County, Whole district. A name that says no more is no school's, where neither code nor kind stands beside it."""
    return _ALONE.fullmatch(label) is not None


def is_all(label: str) -> bool:
    """All, All grades, Both sexes, 各年级."""
    return _ALL.fullmatch(label) is not None
