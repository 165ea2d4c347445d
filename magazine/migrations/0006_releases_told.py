from django.db import migrations, models


class Migration(migrations.Migration):
    """When those concerned were told how a release ended."""

    dependencies = [("magazine", "0005_described_files")]

    operations = [
        migrations.AddField(
            model_name="issuerelease",
            name="told_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        )
    ]
