"""Pictures and files an import brings: found in a folder of this machine by their addresses on the old site."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from media_library.models import CreditedDocument, CreditedImage
from media_library.pictures import check_picture

LARGEST_DOCUMENT = 200 << 20


@dataclass
class FileShelf:
    """The files of an old site. `site` is its address; without a `folder` nothing is found.

    What was brought before is found again by its address there. On a trial (`dry_run`) nothing is made.
    """

    folder: Path | None = None
    site: str = ""
    dry_run: bool = False
    missing: list[str] = field(default_factory=list)
    """Addresses asked for and not found, or refused with the reason."""

    def picture(self, address: str, description: str = "") -> int | None:
        """The key of the image at an address; None when it isn't there."""
        whole = urljoin(self.site, address)[:200]
        known = CreditedImage.objects.filter(source_url=whole).order_by("pk").values_list("pk", flat=True).first()
        if known or self.dry_run:
            return known
        file = self._find(whole)
        if file is None:
            self.missing.append(address)
            return None
        try:
            return save_picture(file.name, file.read_bytes(), description, source_url=whole).pk
        except ValidationError as error:
            self.missing.append(f"{address} : {' '.join(error.messages)}")
            return None

    def document(self, address: str, title: str = "") -> int | None:
        """The key of the document at an address; None when it isn't there."""
        whole = urljoin(self.site, address)[:200]
        known = CreditedDocument.objects.filter(source_url=whole).order_by("pk").values_list("pk", flat=True).first()
        if known or self.dry_run:
            return known
        file = self._find(whole)
        if file is None or file.stat().st_size > LARGEST_DOCUMENT:
            self.missing.append(address)
            return None
        document = CreditedDocument(
            title=(title or file.stem)[:255], source_url=whole, file=ContentFile(file.read_bytes(), name=file.name)
        )
        document.save()
        return int(document.pk)

    def _find(self, address: str) -> Path | None:
        """The file of an address: at its path under the folder, else by its name alone; never outside the folder."""
        if self.folder is None:
            return None
        path = unquote(urlsplit(address).path).lstrip("/")
        root = self.folder.resolve()
        for candidate in (root / path, root / Path(path).name):
            file = candidate.resolve()
            if path and file.is_relative_to(root) and file.is_file():
                return file
        return None


def save_picture(name: str, content: bytes, description: str = "", **fields: Any) -> CreditedImage:
    """An image of the library made of a file from elsewhere. Raises ValidationError for what is no picture.

    Its extension is that of what it holds; its size and its pixels are bounded as for an upload.
    """
    upload = check_picture(SimpleUploadedFile(name, content))
    image = CreditedImage(title=(description or Path(name).stem)[:255], description=description[:255], **fields)
    image.width, image.height = upload.image.get_size()
    image.file_size = len(content)
    image.file = ContentFile(content, name=name)
    image.save()
    return image
