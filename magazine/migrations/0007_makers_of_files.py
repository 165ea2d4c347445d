from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("magazine", "0006_releases_told")]

    operations = [
        migrations.AddField(
            model_name="fileorder",
            name="maker",
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
