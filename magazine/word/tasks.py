"""Long documents are read by the worker."""

from django_tasks import task

from magazine.models import WordDocument
from magazine.word.services import make_article


@task()
def read_document(pk: int) -> None:
    """Make the article of a document that waits; nothing when it is gone or was read."""
    document = WordDocument.objects.filter(pk=pk).first()
    if document is not None:
        make_article(document)
