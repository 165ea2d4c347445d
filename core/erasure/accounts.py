"""The accounts of people who worked here."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.erasure.names import WantedPerson
from core.erasure.registry import Found, Holder


def _accounts(person: WantedPerson) -> list[Any]:
    """Accounts of that name or that address."""
    wanted = Q()
    for email in person.emails:
        wanted |= Q(email__iexact=email) | Q(username__iexact=email)
    for trace in person.traces:
        if trace:
            wanted |= Q(first_name__icontains=trace) | Q(last_name__icontains=trace) | Q(username__icontains=trace)
    users = get_user_model()._default_manager.filter(wanted).order_by("pk") if wanted else []
    return [user for user in users if _is_theirs(user, person)]


def _is_theirs(user: Any, person: WantedPerson) -> bool:
    texts = (f"{user.first_name} {user.last_name}", user.username, user.email)
    return any(person.is_in(text) for text in texts)


def _find(person: WantedPerson) -> Iterator[Found]:
    for user in _accounts(person):
        data = {name: getattr(user, name) for name in ("username", "first_name", "last_name", "email")}
        yield Found(str(user), {**data, "date_joined": str(user.date_joined), "last_login": str(user.last_login)})


def _erase(person: WantedPerson) -> int:
    users = _accounts(person)
    for user in users:
        erase_account(user)
    return len(users)


def erase_account(user: Any) -> None:
    """Make an account nobody’s: what it wrote stays, without a name, and nobody signs in with it any more."""
    user.username = f"compte-efface-{uuid4().hex[:12]}"
    user.first_name = user.last_name = user.email = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    apps.get_model("wagtailusers.UserProfile")._default_manager.filter(user=user).delete()


HOLDER = Holder("accounts", _("Comptes de l’atelier"), _find, _erase)
