"""The frame and components as people meet them: with a mouse, with keys, on a phone, in the dark, without scripts."""

import pytest

from knotwork.site.assets import build as assets

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW_BAR = "document.querySelector('.kw-rail').getBoundingClientRect()"


def faults(page):
    # In a window as tall as the page, so that nothing lies half under the bar by chance of scrolling.
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": tall})
    page.evaluate((assets.REPOSITORY / "node_modules/axe-core/axe.min.js").read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_wrong_with_any_component(visit, width, scheme):
    assert faults(visit(width, scheme)) == []


@pytest.mark.parametrize("width", [320, 390, 799, 801, 1280, 1920])
def test_no_page_is_wider_than_its_window(visit, width):
    assert visit(width).evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [320, 390])
def test_the_bar_of_a_phone_has_six_targets_for_a_thumb(visit, width):
    sizes = visit(width).evaluate(
        "[...document.querySelectorAll('.kw-rail__link')].map(link => [link.offsetWidth, link.offsetHeight])"
    )
    assert len(sizes) == 6
    assert min(min(size) for size in sizes) >= 44


def test_the_last_line_of_a_page_is_not_under_the_bar(visit):
    page = visit(390)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    foot = page.evaluate("document.querySelector('.kw-foot').getBoundingClientRect().bottom")
    assert foot <= page.evaluate(f"{NARROW_BAR}.top") + 1


def test_the_bar_of_a_phone_stays_in_sight(visit):
    page = visit(390)
    page.evaluate("scrollTo(0, 700)")
    assert page.evaluate(f"Math.abs({NARROW_BAR}.bottom - innerHeight) < 2")


def test_the_font_is_our_own(visit):
    page = visit()
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('19px \"Atkinson Hyperlegible Next\"')")


def test_the_first_key_leads_past_the_frame(visit):
    page = visit()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    page.evaluate("document.querySelector('.nhsuk-skip-link').focus()")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_slash_goes_to_the_search_box(visit):
    page = visit()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    assert page.input_value("#search") == "desk"


def test_slash_is_only_a_slash_for_someone_who_is_typing(visit):
    page = visit()
    page.locator("#id_who").fill("")
    page.locator("#id_who").press("/")
    assert page.input_value("#id_who") == "/"


def test_errors_are_read_first_and_lead_to_their_field(visit):
    page = visit()
    assert page.evaluate("document.activeElement.matches('[data-errors]')")
    page.get_by_role("link", name="Say it").click()
    assert page.evaluate("document.activeElement.id") == "id_happened"


def test_a_dialog_opens_is_named_passes_axe_and_closes(visit):
    page = visit()
    page.get_by_role("button", name="Annotate").click()
    dialog = page.get_by_role("dialog", name="Add a note to this chart")
    assert dialog.is_visible()
    assert faults(page) == []
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_a_dialog_unfolds_in_place_without_scripts(visit):
    page = visit(scripts=False)
    page.get_by_text("Annotate").click()
    assert page.get_by_label("What happened then?").is_visible()


def test_what_is_typed_is_there_again_after_a_lost_page(visit):
    page = visit()
    page.get_by_role("button", name="Annotate").click()
    page.get_by_label("What happened then?").fill("We moved the desk")
    page.get_by_text("Saved in this browser as you type.").wait_for()
    page.reload()
    page.get_by_role("button", name="Annotate").click()
    assert page.get_by_label("What happened then?").input_value() == "We moved the desk"
    page.get_by_role("button", name="Start again").click()
    assert page.get_by_label("What happened then?").input_value() == ""


def test_a_draft_is_gone_once_the_form_was_received(visit, address):
    page = visit()
    page.evaluate('localStorage.setItem(\'knotwork-draft:note\', \'{"at": 9e15, "fields": {"note-words": ["old"]}}\')')
    page.evaluate("sessionStorage.setItem('knotwork-sent', 'knotwork-draft:note')")
    page.reload()
    assert page.evaluate("localStorage.getItem('knotwork-draft:note')") is None


def test_arrow_keys_go_from_point_to_point_and_stop_at_the_last(visit):
    page = visit()
    page.locator(".kw-point").first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert page.locator(".kw-figure__caption").inner_text() == "Month 3"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Month 2"


def test_a_choice_by_mouse_shows_its_result_at_once(visit):
    page = visit()
    page.locator("#id_which").dispatch_event("pointerdown")
    page.locator("#id_which").select_option("c")
    page.wait_for_url("**/?which=c*")


def test_a_choice_by_key_waits_for_the_button(visit):
    page = visit()
    page.locator("#id_which").press("Shift")
    page.locator("#id_which").select_option("c")
    page.wait_for_timeout(200)
    assert "which" not in page.url
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/?which=c*")
