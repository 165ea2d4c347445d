"""The people who sign in to the workshop."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A member of the team; the public never needs an account."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
