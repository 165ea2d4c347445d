"""Template tags every template may use without loading."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import defaultfilters
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.covers import cover_svg
from core.frame import Frame, build_frame
from core.icons import icon_svg
from core.languages import direction
from core.languages import in_language as mark_language
from core.spelled_dates import spell_date
from core.typography import typeset_html, typeset_text

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon; the words beside it say what it means."""
    return mark_safe(icon_svg(name))  # noqa: S308  drawn by us, in core/icons.svg


@register.simple_tag
def cover(identifier: object, kind: str = "livre", letters: str = "") -> SafeString:
    """The woven cover of a thing without a picture."""
    return mark_safe(cover_svg(str(identifier), kind, letters))  # noqa: S308  the letters are escaped there


@register.simple_tag(takes_context=True)
def site_frame(context: Context) -> Frame:
    """What surrounds the content: `base.html` asks for it once."""
    request: HttpRequest = context["request"]
    return build_frame(request, {str(name): value for name, value in context.flatten().items()})


@register.filter
def text_direction(language: str) -> str:
    """“rtl” for languages written from right to left, else “ltr”: the value of `dir`."""
    return direction(language or "")


@register.filter
def in_language(text: str, language: str) -> str:
    """A text marked with its language when that is not the page’s."""
    return mark_language(text, language)


@register.filter(name="date", expects_localtime=True, is_safe=False)
def spelled_date(value: Any, form: str | None = None) -> str:
    """Django’s filter, with the first of a month as each language writes it."""
    return (
        spell_date(value, form)
        if value not in (None, "") and hasattr(value, "day")
        else defaultfilters.date(value, form)
    )


@register.filter
def typo(text: str, language: str = "") -> str:
    """A text with the typography of its language, the page’s by default; HTML that is safe stays so."""
    language = language or get_language() or "fr"
    if isinstance(text, SafeString):
        return mark_safe(typeset_html(text, language))  # noqa: S308  it was safe before
    return typeset_text(str(text), language)


@register.filter
def lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in str(text).splitlines() if line.strip()]


@register.filter
def telephone(number: str) -> str:
    """A telephone number as `tel:` addresses want it: digits and the leading plus."""
    return "".join(char for char in str(number).replace("(0)", "") if char.isdigit() or char == "+")
