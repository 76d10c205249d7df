import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('indicators', '0001_initial'),
        ('monitoring', '0001_initial'),
    ]

    operations = [
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
    ]
