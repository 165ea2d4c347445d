"""What a picture must be to enter the library, wherever it comes from; judged by its head, before it is decoded."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from wagtail.images.fields import WagtailImageField


class PictureField(WagtailImageField):
    """Refuses what is no picture, what has a false extension, too heavy a file, too many pixels, a broken head."""

    def check_image_pixel_size(self, f: Any) -> None:
        """Count the pixels. A head nobody can read is said to be one, where Wagtail would fail."""
        try:
            super().check_image_pixel_size(f)
        except ValidationError:
            raise
        except Exception as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


def check_picture(file: File) -> Any:
    """The file of a picture that comes from elsewhere (a Word file, an import); a ValidationError says why it can’t be
    taken."""
    return PictureField().clean(file)
