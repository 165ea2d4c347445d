"""What the groups of the house may do with recordings: what they may do with pictures and documents.

A group that somebody made under another name, or took away, is left as it is.
"""

from django.db import migrations

ADDING, CHANGING = ("add_media",), ("add_media", "change_media")
ROLES = {
    "Autrices et auteurs": ADDING, "Rédaction": CHANGING, "Rédaction en chef": CHANGING, "Documentation": CHANGING,
    "Administration": CHANGING,
}  # fmt: skip


def permit_recordings(apps, schema_editor=None):
    """Give each group its permissions on the files of every collection."""
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).order_by("path").first()
    if root is None:
        return
    content_type, _new = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailmedia", model="media"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        for codename in ROLES[group.name]:
            permission, _new = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type_id=content_type.pk, codename=codename,
                defaults={"name": f"Can {codename.split('_')[0]} media"},
            )  # fmt: skip
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group_id=group.pk, collection_id=root.pk, permission_id=permission.pk
            )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0007_alter_newscontributor_role"),
        ("magazine", "0004_roles"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailmedia", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(permit_recordings, migrations.RunPython.noop)]
