"""Covers of the house's own publications: pictures of cloth with a title on a label."""

from core.models import IndexChange
from core.woven_pictures import woven_picture
from home.demo.files import save_picture
from home.demo.records import records_by_key
from home.demo.sources import identity, read_yaml
from media_library.models import CreditedImage
from resources.models import Record

HOUSES = {"passerelles", "comite-des-quais"}
"""Invented publishers: books that exist keep the cover their own publisher gave them, which the site does not have."""
SIZE = (600, 800)
MOST = 28


def load_covers() -> int:
    """Give pictures to the publications of the house that have none; returns how many."""
    records = records_by_key()
    wanted = [
        item["key"]
        for item in read_yaml("records.yaml")
        if any(row["agent"] in HOUSES for row in item.get("publishers", []))
    ][:MOST]
    bare = [key for key in wanted if records[key].cover_id is None and not _was_given(key)]
    for key in bare:
        record = records[key]
        record.cover = save_picture(f"couverture-{key}", record.title, woven_picture(key, *SIZE, label=record.title))
    changed = [records[key] for key in bare]
    Record.objects.bulk_update(changed, ["cover"])
    IndexChange.objects.note(Record.index_kind(), [record.uuid for record in changed])
    return len(changed)


def _was_given(key: str) -> bool:
    """Whether the cover was made before: an editor who took it off does not get it back."""
    return CreditedImage.objects.filter(uuid=identity("image", f"couverture-{key}")).exists()
