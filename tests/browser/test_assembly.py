"""A number on the editors’ table, with hands: dragged, moved by keyboard, without scripts, on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from home.demo.people import load_people
from magazine.assembly.commissions import Plan, expect_article
from magazine.models import ArticlePage, IssuePage, RubricPage
from tests.browser.conftest import SCHEMES
from tests.factories.magazine import DossierFactory, IssueFactory, RubricFactory
from tests.factories.numbers import draft_article

Open = Callable[..., Page]
OUTSIDE = """() => [...document.querySelectorAll('main *')].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.right > document.documentElement.clientWidth + 1 && !one.closest('.w-sr-only');
}).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def issue(site: str) -> IssuePage:
    """A dossier with two articles, a rubric with one, one article in neither."""
    load_people()
    issue: IssuePage = IssueFactory(live=False, title="Numéro 47")
    dossier = DossierFactory(parent=issue, live=False, title="Un dossier au titre long, pour voir où il se coupe")
    for title in ("A", "B"):
        draft_article(dossier, title=title, slug=title.lower())
    rubric = RubricFactory(parent=issue, live=False, title="Une rubrique")
    draft_article(rubric, title="C", slug="c")
    draft_article(issue, title="D", slug="d")
    expect_article(RubricPage.objects.get(), "Attendu", Plan(author_name="Nermin Aksu"), None)
    return IssuePage.objects.get(pk=issue.pk)


@pytest.fixture
def desk(site: str, open_page: Open, issue: IssuePage) -> Callable[..., Page]:
    """The table of the number, signed in."""

    def sign_in(path: str = "", **options: Any) -> Page:
        page = open_page("/admin/", reduced_motion="reduce", **options)
        for field in ("username", "password"):
            page.locator(f"[name={field}]").fill("demo")
        page.locator("form button[type=submit]").first.click()
        page.wait_for_url(f"{site}/admin/")
        page.goto(f"{site}/admin/magazine/{issue.pk}/{path}")
        return page

    return sign_in


def titles(page: Page) -> list[str]:
    """The rows as they stand on the page."""
    return page.locator(".as-row").evaluate_all("rows => rows.map((row) => row.dataset.title)")


def row(page: Page, title: str) -> Locator:
    """The row of an article."""
    return page.locator(f'.as-row[data-title="{title}"]')


def stored(issue: IssuePage) -> list[str]:
    """The articles as they stand in the database."""
    return list(ArticlePage.objects.of_issue(issue).in_contents_order().values_list("title", flat=True))


def test_row_is_dragged_with_the_mouse(desk: Callable[..., Page], issue: IssuePage) -> None:
    page = desk(height=1400)
    handle, target = row(page, "D").locator(".as-handle"), row(page, "A").locator(".as-card")
    box, aim = handle.bounding_box(), target.bounding_box()
    assert box is not None
    assert aim is not None

    page.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(aim["x"] + 60, aim["y"] + 6, steps=8)
    expect(row(page, "A")).to_have_class("as-row is-before")
    page.mouse.up()

    expect(page.locator("issue-order [role=status]")).to_have_text("« D » est maintenant à la place 1 sur 3.")
    assert titles(page)[1:4] == ["D", "A", "B"]
    assert stored(issue) == ["D", "A", "B", "C", "Attendu"]


def test_row_is_dragged_with_a_finger_into_a_part(desk: Callable[..., Page], issue: IssuePage) -> None:
    page = desk(width=400, height=1600, has_touch=True, is_mobile=True)
    box = row(page, "A").locator(".as-handle").bounding_box()
    aim = row(page, "Une rubrique").locator(":scope > .as-card").bounding_box()
    assert box is not None
    assert aim is not None
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    start, end = (box["x"] + 8, box["y"] + box["height"] / 2), (aim["x"] + 60, aim["y"] + aim["height"] * 0.7)
    touch("touchStart", start)
    for step in range(1, 9):
        touch("touchMove", tuple(a + (b - a) * step / 8 for a, b in zip(start, end, strict=True)))  # type: ignore[arg-type]  # two numbers
    touch("touchEnd")

    expect(page.locator("issue-order [role=status]")).to_have_text("« A » est maintenant à la place 3 sur 3.")
    assert stored(issue) == ["B", "C", "Attendu", "A", "D"]


def test_keyboard_moves_a_row_and_keeps_its_place(desk: Callable[..., Page], issue: IssuePage) -> None:
    page = desk()
    row(page, "B").locator("summary").focus()
    page.keyboard.press("Enter")
    row(page, "B").get_by_role("button", name="Monter").focus()
    page.keyboard.press("Enter")
    expect(page.locator("issue-order [role=status]")).to_have_text("« B » est maintenant à la place 1 sur 2.")
    expect(row(page, "B").get_by_role("button", name="Monter")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("issue-order [role=status]")).to_have_text("« B » est maintenant à la place 2 sur 2.")
    assert stored(issue)[:2] == ["A", "B"]


def test_order_is_changed_without_scripts(site: str, desk: Callable[..., Page], issue: IssuePage) -> None:
    signed = desk()
    page = signed.context.browser.new_context(  # type: ignore[union-attr]  # a context of a browser
        java_script_enabled=False, storage_state=signed.context.storage_state()
    ).new_page()
    page.goto(f"{site}/admin/magazine/{issue.pk}/")
    row(page, "D").locator("summary").click()
    row(page, "D").locator("select").select_option(label="Une rubrique")
    row(page, "D").get_by_role("button", name="Déplacer").click()
    assert stored(issue) == ["A", "B", "C", "Attendu", "D"]
    page.context.close()


def test_refused_move_says_why_and_changes_nothing(desk: Callable[..., Page], issue: IssuePage) -> None:
    draft_article(issue, title="Autre", slug="a")
    page = desk()
    row(page, "Autre").locator("summary").click()
    row(page, "Autre").locator("select").select_option(label="Un dossier au titre long, pour voir où il se coupe")
    row(page, "Autre").get_by_role("button", name="Déplacer").click()
    expect(page.locator(".messages")).to_contain_text("déjà l’adresse « a »")
    assert stored(issue)[-1] == "Autre"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", ["", "annoncer/", "publier/"])
def test_desk_on_a_phone_is_whole_and_clean(
    desk: Callable[..., Page], find_violations: Callable[[Page], list[str]], path: str, scheme: str
) -> None:
    page = desk(path, width=360, color_scheme=scheme)
    for more in page.locator("details.as-more").all():
        more.evaluate("one => { one.open = true; }")
    assert page.evaluate(OUTSIDE) == []
    assert find_violations(page) == []


def test_number_is_published_from_the_table(site: str, desk: Callable[..., Page], issue: IssuePage) -> None:
    page = desk()
    for title in ("A", "B", "C", "D"):
        row(page, title).locator("summary").click()
        row(page, title).get_by_role("button", name="Marquer prêt").click()
        expect(row(page, title).locator(".as-state")).to_have_text("prêt")
    page.get_by_role("link", name="Publier le numéro").click()
    page.get_by_role("button", name="Publier le numéro").click()
    expect(page.locator(".messages")).to_contain_text("Le numéro est paru.")
    assert ArticlePage.objects.visible().count() == 4
    assert page.request.get(f"{site}{issue.url}").status == 200
