"""The form of a picture in the library."""

from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from media_library.pictures import PictureField


class PictureForm(BaseImageForm):
    """Wagtail’s, with a stricter eye on the file."""

    file = PictureField(label=_("Fichier"), widget=BaseImageForm.Meta.widgets["file"])
