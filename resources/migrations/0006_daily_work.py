from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0005_import_flow"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="holding",
            index=models.Index(fields=["acquired_on"], name="resources_holding_acquired"),
        ),
        migrations.AddIndex(
            model_name="holding",
            index=models.Index(fields=["removed_on"], name="resources_holding_removed"),
        ),
    ]
