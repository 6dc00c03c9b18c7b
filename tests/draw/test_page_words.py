"""What is read out of a page for a drawing: its words, and the complaints of its form."""

from __future__ import annotations

import pytest

from classroom.draw.browser.words import title_and_words
from classroom.draw.login.form_errors import MOST, form_errors


def test_each_block_is_a_line_and_what_nobody_sees_is_left_out() -> None:
    page = (
        "<!doctype html><title> The  desk &amp; chair</title><style>p { }</style><script>'<p>no'</script>"
        "<h1>Hello, <b>you</b></h1><ul><li>one<li>two</ul><p>three<br>four<template>no</template><!-- no -->"
        "<noscript>without scripts</noscript><textarea><b>as it is</b></textarea>"
    )
    title, words = title_and_words(page)
    assert title == "The desk & chair"
    assert words == "Hello, you\none\ntwo\nthree\nfourwithout scripts<b>as it is</b>"


def test_cells_of_a_table_do_not_run_together() -> None:
    assert title_and_words("<table><tr><td>a</td><td>b</td></tr></table>") == ("", "a\nb")


@pytest.mark.parametrize("page", ["<div>" * 20_000, "<b>" * 30_000, "<title>" * 9_000, "<" * 90_000, "&" * 90_000])
def test_a_page_made_to_do_harm_is_read(page: str) -> None:
    title_and_words(page)
    form_errors(page)


def test_complaints_are_the_items_of_djangos_lists() -> None:
    page = (
        "<ul><li>no complaint</ul><ul class='errorlist nonfield'><li>Please enter\n a correct <b>name</b>.</ul>"
        "<ul class=errorlist id=id_a_error><li>This &quot;field&quot; is required.</li><li>Two.</li></ul><li>no</li>"
    )
    assert form_errors(page) == ["Please enter a correct name.", 'This "field" is required.', "Two."]


@pytest.mark.parametrize("page", ["", "<!", "<![x", "<ul class=errorlist", "<!DOCTYPE [", "\x00<ul class=errorlist>"])
def test_a_page_without_complaints_has_none(page: str) -> None:
    assert form_errors(page) == []


def test_there_are_never_many_complaints() -> None:
    assert len(form_errors("<ul class=errorlist><li>x" * 8_000)) == MOST
