"""What the slot type `period` finds in a text, and what only looks like a time: the finders' readable documentation."""

from __future__ import annotations

import pytest

from smsparse.rulepack.slots import SLOT_TYPES

PERIOD = list(SLOT_TYPES).index("period")


def found_in(engine, text: str) -> list[str]:
    """The periods of a text from left to right, folded."""
    folded, at, found = engine._pipeline.fold(text), 0, []
    while at < len(folded):
        span = engine._pipeline.probe_slot(PERIOD, 0, 0, folded, at)
        if span is not None:
            found.append(folded[span[0] : span[1]])
        at = span[1] if span is not None else at + 1
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("演出今晚22点开场", ["今晚22点"]),
        ("明早九点集合", ["明早九点"]),
        ("明儿下午2点见", ["明儿下午2点"]),
        ("后天上午10点半体检", ["后天上午10点半"]),
        ("下午三点二十分", ["下午三点二十分"]),
        ("本周五(6月13日)19:30首演", ["本周五(6月13日)19:30"]),
        ("6月14日（本周六）9:00", ["6月14日(本周六)9:00"]),
        ("3月18日(二)下午2:30覆診", ["3月18日(二)下午2:30"]),
        ("03/18(周二)15:00", ["03/18(周二)15:00"]),
        ("周四～周五有雨", ["周四~周五"]),
        ("工作时间周一至周五08:30-16:00", ["周一至周五08:30-16:00"]),
        ("6月20日早班7:00", ["6月20日早班7:00"]),
        ("04-11 08:30-09:00", ["04-11 08:30-09:00"]),
        ("6月底前", ["6月底"]),
        ("7月上旬开学", ["7月上旬"]),
        ("2026年底", ["2026年底"]),
        ("展期6月20-22日", ["6月20-22日"]),
        ("6月13日至15日9:00-17:00", ["6月13日至15日9:00-17:00"]),
        ("即日起至8月31日", ["即日起至8月31日"]),
        ("12月15日-次年1月3日", ["12月15日-次年1月3日"]),
        ("6/20-7/3", ["6/20-7/3"]),
        ("记账日20250605", ["20250605"]),
        ("二〇二五年六月五日", ["二0二五年六月五日"]),
        ("農曆七月十五晚", ["农历七月十五晚"]),
        ("民國114年5月1日", ["民国114年5月1日"]),
        ("２０２５／０６／０５", ["2025/06/05"]),
        ("٢٠٢٥/٠٦/٠٥", ["2025/06/05"]),
        ("2024-03-05T14:03:22.123+08:00", ["2024-03-05t14:03:22.123+08:00"]),
        ("14:22, 8 Aug 2025", ["14:22,8 aug 2025"]),
        ("Aug 8, 2:22 PM", ["aug 8,2:22 pm"]),
        ("8-10 Aug 2025", ["8-10 aug 2025"]),
        ("this Saturday 7:30pm", ["this saturday 7:30pm"]),
        ("Sat, 9 Aug 19:30", ["sat,9 aug 19:30"]),
        ("3pm tomorrow", ["3pm tomorrow"]),
        ("closes 9.30am", ["9.30am"]),
        ("05/21-10:55刷卡", ["05/21-10:55"]),
        ("07.03 14:07 Покупка", ["07.03 14:07"]),
        ("7 марта 2025 в 14:07", ["7 марта 2025 в 14:07"]),
        ("сегодня в 14:03", ["сегодня в 14:03"]),
    ],
)
def test_times_are_found_whole(rules_only, text, found):
    assert found_in(rules_only, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "1-3天", "3-5个工作日", "10-20元", "7日有效", "15日内", "近7日", "第3日", "3日后", "每周一次", "一周三次",  # counts, lengths
        "(1/2)您的", "1/2)您的", "24/7", "比分3:2", "v1.2.24", "12.30元", "25:61",  # parts of messages, scores, versions, sums
        "400-820-8820", "+66-2-245-1234", "货架3-2-4567", "单号:20250605", "SN-2024-03-05",  # phones, codes, references
        "3号楼2单元", "地铁6号线", "人民路58号", "解放路3-5号",  # places
        "快一点", "有一点", "三点五万", "三点建议", "以下三点", "100点数",  # 点 that is no hour
    ],
)  # fmt: skip
def test_what_only_looks_like_a_time_is_not_found(rules_only, text):
    assert found_in(rules_only, text) == []


def test_a_meal_or_a_delay_is_no_part_of_the_day(rules_only):
    assert found_in(rules_only, "6月5日早餐") == ["6月5日"]
    assert found_in(rules_only, "6月5日晚点") == ["6月5日"]
    assert found_in(rules_only, "6月5日晚") == ["6月5日晚"]
