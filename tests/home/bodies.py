"""Bodies of pages with awkward content."""

from tests.factories.home import home_page, stream
from tests.factories.media_library import DocumentFactory, ImageFactory

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def every_block() -> str:
    """One block of each kind, with the words that break layouts."""
    picture, document = ImageFactory(), DocumentFactory()
    link = {"page": home_page("nl").pk, "url": "", "email": ""}
    return stream(
        ("heading", {"text": f"Une partie, {LONG_WORD}", "level": "2"}),
        ("text", f"<p>Avec <a href='https://example.org/'>un lien</a> et <b>{LONG_WORD}</b>.</p><ul><li>Un</li></ul>"),
        ("image", {"picture": {"image": picture.pk, "decorative": False, "alt_text": "Un tissage bleu"},
                   "caption": "<p>Chaîne et trame.</p>", "wide": True}),
        ("heading", {"text": "Un sous-titre", "level": "3"}),
        ("quote", {"text": "On croit que je traduis des mots.", "author": "Nermin Aksu", "source": ""}),
        ("callout", {"tone": "warning", "title": "Attention", "text": "<p>Fermé lundi.</p>"}),
        ("heading", {"text": "Chiffres", "level": "2"}),
        ("figures", {"title": "En chiffres", "figures": [
            {"figure": "1 000 000", "label": "habitants", "source": "Recensement, 2024", "source_url": ""}]}),
        ("accordion", {"parts": [{"title": "Faut-il s’inscrire ?", "text": "<p>Non.</p>"}]}),
        ("table", {"row_headings": True, "source": "La maison", "table": {
            "caption": "Heures",
            "columns": [{"type": "text", "heading": "Jour"}, {"type": "number", "heading": "Heures"}],
            "rows": [{"values": ["Lundi", "0"]}, {"values": [LONG_WORD, "8"]}]}}),
        ("heading", {"text": "Suite", "level": "2"}),
        ("downloads", {"title": "À emporter", "files": [{"document": document.pk, "label": ""}]}),
        ("action", {"title": "Écrire", "text": "Trois lignes.", "label": "Poser une question", "link": link}),
        ("embed", {"url": "https://www.youtube.com/watch?v=abcdefghijk", "title": "La valise de mots", "caption": ""}),
    )  # fmt: skip
