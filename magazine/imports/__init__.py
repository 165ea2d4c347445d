"""Numbers and articles made of Markdown files of another site."""

from functools import partial

from core.folders.kinds import register_folder_kind


def register_kinds() -> None:
    """Declare what the magazine makes of folders."""
    from magazine.imports.articles import ArticleImport
    from magazine.imports.issues import IssueImport
    from search.bulk import import_pages

    register_folder_kind("issues", partial(import_pages, IssueImport))
    register_folder_kind("articles", partial(import_pages, ArticleImport))
