"""The groups of the house, what each may do, and the way of an article: written, edited, proofread, found ready.

A group or a workflow that is there already under its name is left as it is. Permissions are made here when they are
not there yet: Django and Wagtail make them only once all migrations are done.
"""

from django.db import migrations

AUTHORS, EDITORS, PROOFREADERS = "Autrices et auteurs", "Rédaction", "Correction"
CHIEFS, DOCUMENTALISTS, ADMINISTRATORS = "Rédaction en chef", "Documentation", "Administration"

ALL = ("add", "change", "delete", "view")
DRAFTING = ("add", "change", "view")
EVERYTHING = (*ALL, "lock", "publish", "unlock")
WRITING = ("add_page", "change_page", "lock_page")
PUBLISHING = (*WRITING, "publish_page", "unlock_page", "bulk_delete_page")
LIBRARY = {"resources.record": EVERYTHING, "directory.agent": EVERYTHING, "thesaurus.concept": EVERYTHING,
           "resources.holdingsite": ALL, "resources.recordtemplate": ALL, "thesaurus.scheme": ALL}  # fmt: skip
READING = {"resources.record": ("view",), "directory.agent": ("view",), "thesaurus.concept": ("view",)}
PROPOSING = {"resources.record": ("view",), "directory.agent": DRAFTING, "thesaurus.concept": DRAFTING}
SITE = {"core.siteinformation": ("change",), "wagtailredirects.redirect": ALL}
TRANSLATING = {"simple_translation.simpletranslation": ("submit_translation",)}
ACCOUNTS = {"accounts.user": ALL, "auth.group": ALL, "wagtailcore.site": ALL, "wagtailcore.locale": ALL,
            "wagtailcore.workflow": ALL, "wagtailcore.task": ALL, "wagtailcore.groupapprovaltask": ALL}  # fmt: skip

ROLES = {
    AUTHORS: {"pages": {"magazine": ("add_page",)}, "models": READING, "files": ("add", "choose"), "collections": ()},
    EDITORS: {"pages": {"root": WRITING}, "models": {**PROPOSING, **TRANSLATING},
              "files": ("add", "change", "choose"), "collections": ()},
    PROOFREADERS: {"pages": {"magazine": ("change_page",)}, "models": READING, "files": ("choose",), "collections": ()},
    CHIEFS: {"pages": {"root": PUBLISHING}, "models": {**PROPOSING, **TRANSLATING, **SITE},
             "files": ("add", "change", "delete", "choose"), "collections": ALL[:3]},
    DOCUMENTALISTS: {"pages": {"catalogue": PUBLISHING}, "models": {**LIBRARY, **TRANSLATING},
                     "files": ("add", "change", "delete", "choose"), "collections": ALL[:3]},
    ADMINISTRATORS: {"pages": {"root": PUBLISHING}, "models": {**LIBRARY, **TRANSLATING, **SITE, **ACCOUNTS},
                     "files": ("add", "change", "delete", "choose"), "collections": ALL[:3]},
}  # fmt: skip
"""For each group: on which pages what, on which models what, on files of all collections what, on collections what."""

WORKFLOW = "De l’écriture à la parution"
STEPS = (("Relecture", EDITORS), ("Correction", PROOFREADERS), ("Bon à publier", CHIEFS))
PAGE_NAMES = {
    "bulk_delete_page": "Delete pages with children", "lock_page": "Lock/unlock pages you've locked",
    "publish_page": "Publish any page", "unlock_page": "Unlock any page",
}  # fmt: skip


def create_roles(apps, schema_editor=None):
    """Make the groups and the workflow that are not there."""
    Group = apps.get_model("auth", "Group")
    for name, role in ROLES.items():
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            permit(apps, group, role)
    create_workflow(apps)


def permit(apps, group, role):
    """Give a group what its role may do."""
    group.permissions.add(permission(apps, "wagtailadmin.admin", "access_admin"))
    for model, actions in role["models"].items():
        name = model.split(".")[1]
        for action in actions:
            codename = action if "_" in action else f"{action}_{name}"
            group.permissions.add(permission(apps, model, codename))
    for place, codenames in role["pages"].items():
        for page in places(apps, place):
            for codename in codenames:
                apps.get_model("wagtailcore", "GroupPagePermission").objects.create(
                    group_id=group.pk, page_id=page.pk, permission_id=permission(apps, "wagtailcore.page", codename).pk
                )
    permit_files(apps, group, role)


def permit_files(apps, group, role):
    """Give a group what it may do to the files of every collection, and to collections."""
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).order_by("path").first()
    if root is None:
        return
    wanted = [(f"wagtail{kind}s.{name}", f"{action}_{name}")
              for kind, name in (("image", "image"), ("doc", "document")) for action in role["files"]]  # fmt: skip
    wanted += [("wagtailcore.collection", f"{action}_collection") for action in role["collections"]]
    for model, codename in wanted:
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.create(
            group_id=group.pk, collection_id=root.pk, permission_id=permission(apps, model, codename).pk
        )


def places(apps, place):
    """The pages a permission is given on; it holds for all under them."""
    if place == "root":
        return list(apps.get_model("wagtailcore", "Page").objects.filter(depth=1).order_by("path")[:1])
    app, model = {"magazine": ("magazine", "MagazinePage"), "catalogue": ("resources", "CataloguePage")}[place]
    return list(apps.get_model(app, model).objects.order_by("path"))


def permission(apps, model, codename):
    """A permission, made when it is not there yet, under the name Django and Wagtail would give it."""
    app_label, name = model.split(".")
    content_type, _new = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=name
    )
    try:
        called = str(apps.get_model(app_label, name)._meta.verbose_name)
    except LookupError:
        called = name
    label = f"Can {codename.rsplit('_', 1)[0]} {called}"
    found, _new = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type_id=content_type.pk, codename=codename, defaults={"name": PAGE_NAMES.get(codename, label)}
    )
    return found


def create_workflow(apps):
    """Give the magazine of each language the way of an article, unless it has one."""
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    workflow = Workflow.objects.filter(name=WORKFLOW).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=WORKFLOW, active=True)
        create_steps(apps, workflow)
    for page in places(apps, "magazine"):
        if not WorkflowPage.objects.filter(page_id=page.pk).exists():
            WorkflowPage.objects.create(page_id=page.pk, workflow_id=workflow.pk)


def create_steps(apps, workflow):
    """The steps of the workflow, each in the hands of one group."""
    content_type, _new = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    for order, (name, group_name) in enumerate(STEPS):
        task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(
            name=name, active=True, content_type_id=content_type.pk
        )
        task.groups.add(apps.get_model("auth", "Group").objects.get(name=group_name))
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow_id=workflow.pk, task_id=task.pk, sort_order=order
        )


class Migration(migrations.Migration):
    dependencies = [
        ("magazine", "0003_files_to_make"),
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0004_report_asked"),
        ("directory", "0003_documentation_work"),
        ("thesaurus", "0002_documentation_work"),
        ("resources", "0008_periodicals"),
        ("simple_translation", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(create_roles, migrations.RunPython.noop)]
