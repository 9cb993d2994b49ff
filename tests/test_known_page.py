"""The path page of companies known with gaps, run by Streamlit's own test runner."""

from __future__ import annotations

import pytest

from dashboard.i18n.catalog import text
from tests.test_pages import opened, sent, words

# one of each kind: filing prices undated, replayable, values only, tokens, no ratio, lost, private
KINDS = ("freshworks", "doordash", "klarna", "telegram-ton", "fireeye", "theranos", "stripe", "uber")


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("company", KINDS)
def test_a_company_of_each_kind_opens(company, lang):
    at = opened(lang=lang, company=company)
    assert len(at.get("plotly_chart")) == 1
    assert text(lang).t("known.rounds") in [item.value for item in at.subheader]
    assert not at.warning, "a link without parts the company lacks is not complained of"


@pytest.mark.parametrize("chart", ["ownership", "why", "stake"])
def test_what_values_cannot_support_is_one_sentence(chart):
    at = opened(lang="en", company="klarna", chart=chart)
    assert not at.get("plotly_chart")
    assert len(at.info) == 1 and at.info[0].value.endswith(".")


def test_what_each_buyer_of_tokens_got_stands_there_with_its_date():
    said = words(opened(lang="en", company="telegram-ton")).replace("\u00a0", " ")
    assert "the refund (26 Jun 2020)" in said and "0.72x of what was paid" in said
    assert "the loan offer (30 Apr 2021)" in said and "1.10x of what was paid" in said
    assert "buyers in the US could get only this" in said


def test_switching_companies_keeps_what_was_set_for_each():
    at = opened(lang="en", edit="series-b:post:600000000", mark="first-close")
    at.selectbox(key="company").select("uber").run()
    assert not at.exception and "uber" in at.query_params["company"]
    assert "edit" not in at.query_params and "4,967x" in words(at)
    at.selectbox(key="company").select("airbnb").run()
    assert "series-b:post:600000000" in at.query_params["edit"]
    assert "first-close" in at.query_params["mark"]


def test_a_gap_filled_opens_the_table_of_changes():
    at = opened(lang="en", company="dropbox")
    field = at.text_input(key="fill_dropbox_seed_post_money")
    field.input("lots").run()
    assert any("was not taken" in item.value for item in at.error), "and what was typed stays"
    assert at.text_input(key="fill_dropbox_seed_post_money").value == "lots"
    at.text_input(key="fill_dropbox_seed_post_money").input("8M").run()
    assert not at.exception and "seed:post:8000000" in at.query_params["edit"]
    assert "700x" in words(at) and "1,150x" in words(at), "9.2B / 8M is 1,150x by value"
    assert '"key": "seed"' in sent(at), "the seed is in the table of changes"
    assert "◆ $8M" in words(at) and "◆ 1,150x" in words(at), "what is the reader's is marked"
    at.text_input(key="fill_dropbox_seed_post_money").input("").run()
    assert "edit" not in at.query_params
    at.text_input(key="fill_dropbox_seed_post_money").input("9M").run()
    next(button for button in at.button if button.label == text("en").t("path.reset")).click().run()
    assert at.text_input(key="fill_dropbox_seed_post_money").value == "", "a reset empties the field too"


def test_sequoias_whole_stake_at_the_first_close():
    """81,969,144 shares (prospectus) x $144.71 = $11.86B, bought for about $280M (press)."""
    assert pytest.approx(11.86e9, rel=1e-3) == 81_969_144 * 144.71
    said = words(opened(lang="en", chart="stake", stake="sequoia-all", mark="first-close"))
    assert "$11.9B" in said and "$280M" in said


def test_a_link_to_a_mark_of_another_company_is_told():
    at = opened(lang="en", company="uber", mark="2020-12-10")
    assert "mark=2020-12-10" in at.warning[0].value


def test_the_library_leads_to_the_path():
    at = opened("library", lang="en", path="lemonade")
    next(button for button in at.button if button.label == "Lemonade on the Path page").click().run()
    assert not at.exception and "lemonade" in at.query_params["company"]
    assert "17.6x" in words(at) and text("en").t("known.rounds") in [item.value for item in at.subheader]
    assert "has not listed" in opened("library", lang="en", path="stripe").info[0].value


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_events_of_a_link_are_told_not_to_be_in_force(lang):
    at = opened(lang=lang, company="doordash", event="1:pool:2015:target:0.1")
    assert [item.value for item in at.warning] == [text(lang).t("app.ignored", parts="event 1")]
    why = text(lang).t("known.no_events", company="DoorDash")
    assert why in [item.value for item in at.caption]
