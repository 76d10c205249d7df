import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_initial'),
        ('indicators', '0001_initial'),
        ('monitoring', '0002_frozen'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SheetTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True, verbose_name='Nummer')),
                ('content', models.JSONField(verbose_name='Kapitel und Messgrößen')),
                ('made_at', models.DateTimeField(verbose_name='am')),
            ],
            options={
                'verbose_name': 'Vorlage der Datenspiegel',
                'verbose_name_plural': 'Vorlagen der Datenspiegel',
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='Kurzname in Adressen')),
                ('title', models.CharField(max_length=160, verbose_name='Titel')),
                ('cycle', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.reviewcycle', verbose_name='Überprüfung')),
            ],
            options={
                'verbose_name': 'Bericht',
                'verbose_name_plural': 'Berichte',
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('group', 'Koordinierungsgruppe'), ('council', 'politische Gremien'), ('public', 'Öffentlichkeit und Beteiligte')], max_length=20, verbose_name='für')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='Nummer')),
                ('title', models.CharField(max_length=200, verbose_name='Titel')),
                ('foreword', models.TextField(blank=True, verbose_name='Vorwort')),
                ('snapshot', models.JSONField(verbose_name='Inhalt')),
                ('checksum', models.CharField(max_length=64, verbose_name='Prüfsumme')),
                ('known_on', models.DateField(verbose_name='Datenstand vom')),
                ('frozen_at', models.DateTimeField(verbose_name='festgehalten am')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='veröffentlicht am')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='reporting.report', verbose_name='Bericht')),
            ],
            options={
                'verbose_name': 'Ausgabe',
                'verbose_name_plural': 'Ausgaben',
                'constraints': [models.UniqueConstraint(fields=('report', 'audience', 'number'), name='reporting_edition_number_once'), models.CheckConstraint(condition=models.Q(('checksum', ''), _negated=True), name='reporting_edition_has_checksum')],
            },
        ),
        migrations.CreateModel(
            name='SheetEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True, verbose_name='Nummer')),
                ('title', models.CharField(max_length=160, verbose_name='Titel')),
                ('plan', models.JSONField(verbose_name='Kapitel und Messgrößen')),
                ('known_on', models.DateField(verbose_name='Datenstand vom')),
                ('checksum', models.CharField(max_length=64, verbose_name='Prüfsumme')),
                ('frozen_at', models.DateTimeField(verbose_name='festgehalten am')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='veröffentlicht am')),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area', verbose_name='verglichen mit')),
            ],
            options={
                'verbose_name': 'Ausgabe der Datenspiegel',
                'verbose_name_plural': 'Ausgaben der Datenspiegel',
                'constraints': [models.CheckConstraint(condition=models.Q(('checksum', ''), _negated=True), name='reporting_sheet_edition_has_checksum')],
            },
        ),
        migrations.CreateModel(
            name='SheetCitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('observation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.observation', verbose_name='Wert')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='reporting.sheetedition', verbose_name='Ausgabe')),
            ],
            options={
                'verbose_name': 'Beleg eines Datenspiegels',
                'verbose_name_plural': 'Belege der Datenspiegel',
                'constraints': [models.UniqueConstraint(fields=('edition', 'observation'), name='reporting_sheet_citation_once')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('snapshot', models.JSONField(verbose_name='Inhalt')),
                ('checksum', models.CharField(max_length=64, verbose_name='Prüfsumme')),
                ('pages', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Seiten')),
                ('milliseconds', models.PositiveIntegerField(blank=True, null=True, verbose_name='gesetzt in Millisekunden')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area', verbose_name='Kommune')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.keptfile', verbose_name='PDF')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='reporting.sheetedition', verbose_name='Ausgabe')),
            ],
            options={
                'verbose_name': 'Datenspiegel',
                'verbose_name_plural': 'Datenspiegel',
                'constraints': [models.UniqueConstraint(fields=('edition', 'area'), name='reporting_sheet_once'), models.CheckConstraint(condition=models.Q(('checksum', ''), _negated=True), name='reporting_sheet_has_checksum')],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('observation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.observation', verbose_name='Wert')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='reporting.edition', verbose_name='Ausgabe')),
            ],
            options={
                'verbose_name': 'Beleg',
                'verbose_name_plural': 'Belege',
                'constraints': [models.UniqueConstraint(fields=('edition', 'observation'), name='reporting_citation_once')],
            },
        ),
        migrations.CreateModel(
            name='EditionText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12, verbose_name='Sprache')),
                ('number', models.PositiveIntegerField(verbose_name='Nummer')),
                ('title', models.CharField(max_length=300, verbose_name='Titel')),
                ('body', models.TextField(verbose_name='Text')),
                ('status', models.CharField(choices=[('draft', 'Entwurf'), ('machine', 'maschinell übersetzt'), ('checked', 'von einem Menschen geprüft')], max_length=10, verbose_name='Stand')),
                ('made_at', models.DateTimeField(verbose_name='am')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='geprüft von')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='reporting.edition', verbose_name='Ausgabe')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='geschrieben von')),
            ],
            options={
                'verbose_name': 'Text einer Ausgabe',
                'verbose_name_plural': 'Texte einer Ausgabe',
                'constraints': [models.UniqueConstraint(fields=('edition', 'language', 'number'), name='reporting_text_number_once'), models.CheckConstraint(condition=models.Q(('checked_by', None), ('status', 'checked'), _connector='OR'), name='reporting_text_checker_if_checked')],
            },
        ),
    ]
