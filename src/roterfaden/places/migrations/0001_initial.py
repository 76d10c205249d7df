import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HouseText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on_page', models.CharField(choices=[('accessibility', 'Erklärung zur Barrierefreiheit'), ('privacy', 'Datenschutz'), ('imprint', 'Impressum')], max_length=20, unique=True, verbose_name='Seite')),
                ('text', models.TextField(blank=True, max_length=20000, verbose_name='Text')),
                ('written_at', models.DateTimeField(verbose_name='geschrieben am')),
            ],
            options={
                'verbose_name': 'eigener Text',
                'verbose_name_plural': 'eigene Texte',
            },
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=12, unique=True, verbose_name='Schlüssel')),
                ('ars', models.CharField(max_length=12, unique=True, verbose_name='Regionalschlüssel')),
                ('ags', models.CharField(blank=True, max_length=8, null=True, unique=True, verbose_name='Gemeindeschlüssel')),
                ('regional_key', models.CharField(blank=True, max_length=12, verbose_name='Schlüssel der Regionaldatenbank')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='Kurzname in Adressen')),
                ('name', models.CharField(max_length=120, verbose_name='Name')),
                ('short_name', models.CharField(max_length=60, verbose_name='Kurzname')),
                ('kind', models.CharField(choices=[('county', 'Landkreis'), ('unitary', 'Einheitsgemeinde'), ('joint', 'Samtgemeinde'), ('member', 'Mitgliedsgemeinde')], max_length=20, verbose_name='Art')),
                ('is_town', models.BooleanField(default=False, verbose_name='Stadt')),
                ('area_km2', models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name='Fläche in km²')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='Breite')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='Länge')),
                ('geometry', models.JSONField(blank=True, null=True, verbose_name='Umriss (GeoJSON)')),
                ('valid_from', models.DateField(verbose_name='gültig ab')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='gültig bis')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='places.area', verbose_name='gehört zu')),
            ],
            options={
                'verbose_name': 'Gebiet',
                'verbose_name_plural': 'Gebiete',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'joint'), _negated=True), ('ags', None), _connector='OR'), name='places_joint_municipality_has_no_ags'), models.CheckConstraint(condition=models.Q(('kind__in', ['joint', 'county']), ('ags__isnull', False), _connector='OR'), name='places_municipality_has_ags'), models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='places_area_valid_until_after_from')],
            },
        ),
        migrations.CreateModel(
            name='Instance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='Name der Einrichtung')),
                ('contact_unit', models.CharField(max_length=160, verbose_name='Zuständige Stelle')),
                ('contact_email', models.EmailField(max_length=254, verbose_name='E-Mail der zuständigen Stelle')),
                ('is_example', models.BooleanField(default=False, verbose_name='Beispiel mit erfundenen Teilen')),
                ('closed_languages', models.JSONField(blank=True, default=list, verbose_name='ausgeschaltete Sprachen')),
                ('colour', models.CharField(blank=True, max_length=7, verbose_name='Hauptfarbe')),
                ('set_up_at', models.DateTimeField(verbose_name='eingerichtet am')),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area', verbose_name='Gebiet')),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.keptfile', verbose_name='Logo')),
            ],
            options={
                'verbose_name': 'Einrichtung',
                'verbose_name_plural': 'Einrichtungen',
            },
        ),
    ]
