"""What releases and assembly give to the clock, and what they listen to; called once, from the app's `ready()`."""

from django.db.models.signals import pre_delete
from wagtail.signals import post_page_move, pre_page_move

from core.clock import register_due
from magazine.assembly.commissions import forget_addresses
from magazine.assembly.moving import note_move
from magazine.assembly.reminders import send_reminders
from magazine.models import IssuePage
from magazine.releases.embargo import end_embargoes
from magazine.releases.guards import refuse_deletion, refuse_move
from magazine.releases.planning import carry_out_due
from magazine.releases.telling import tell_releases


def join() -> None:
    """Guard numbers against what would take them apart, and give the clock its jobs; letters come last."""
    pre_delete.connect(refuse_deletion, sender=IssuePage, dispatch_uid="magazine.refuse_deletion")
    pre_page_move.connect(refuse_move, dispatch_uid="magazine.refuse_move")
    post_page_move.connect(note_move, dispatch_uid="magazine.note_move")
    register_due("numbers", carry_out_due)
    register_due("embargoes", end_embargoes)
    register_due("forget_author_addresses", forget_addresses)
    register_due("tell_of_numbers", tell_releases)
    register_due("remind_of_articles", send_reminders)
