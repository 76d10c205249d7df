import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('concept', '0001_initial'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='zuerst veröffentlicht am')),
                ('modified_at', models.DateTimeField(verbose_name='geändert am')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='Kurzname in Adressen')),
                ('name', models.CharField(max_length=160, verbose_name='Name')),
                ('kind', models.CharField(choices=[('committee', 'Fachausschuss'), ('executive_committee', 'Kreisausschuss'), ('council', 'Kreistag'), ('coordination_group', 'Koordinierungsgruppe')], max_length=30, verbose_name='Art')),
                ('is_public', models.BooleanField(default=True, verbose_name='tagt öffentlich')),
                ('valid_from', models.DateField(verbose_name='gültig ab')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='gültig bis')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area', verbose_name='Gebiet')),
            ],
            options={
                'verbose_name': 'Gremium',
                'verbose_name_plural': 'Gremien',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='council_body_until_after_from')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='zuerst veröffentlicht am')),
                ('modified_at', models.DateTimeField(verbose_name='geändert am')),
                ('starts_at', models.DateTimeField(verbose_name='beginnt')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='Ort')),
                ('is_public', models.BooleanField(default=True, verbose_name='öffentlich')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='council.body', verbose_name='Gremium')),
            ],
            options={
                'verbose_name': 'Sitzung',
                'verbose_name_plural': 'Sitzungen',
                'constraints': [models.UniqueConstraint(fields=('body', 'starts_at'), name='council_meeting_once'), models.CheckConstraint(condition=models.Q(('is_public', False), ('published_at__isnull', False), _connector='OR'), name='council_meeting_public_since')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='zuerst veröffentlicht am')),
                ('modified_at', models.DateTimeField(verbose_name='geändert am')),
                ('reference', models.CharField(max_length=40, unique=True, verbose_name='Vorlagen-Nr.')),
                ('kind', models.CharField(choices=[('decision', 'Beschlussvorlage'), ('information', 'Mitteilungsvorlage')], max_length=20, verbose_name='Art')),
                ('title', models.CharField(max_length=240, verbose_name='Betreff')),
                ('is_public', models.BooleanField(default=True, verbose_name='öffentlich')),
                ('submitted_on', models.DateField(verbose_name='eingebracht am')),
                ('proposal', models.TextField(verbose_name='Beschlussvorschlag')),
                ('reasons', models.TextField(blank=True, verbose_name='Begründung')),
                ('financial_effects', models.TextField(blank=True, verbose_name='Finanzielle Auswirkungen')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concept.version', verbose_name='Fassung des Konzepts')),
            ],
            options={
                'verbose_name': 'Vorlage',
                'verbose_name_plural': 'Vorlagen',
                'constraints': [models.CheckConstraint(condition=models.Q(('is_public', False), ('published_at__isnull', False), _connector='OR'), name='council_paper_public_since')],
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='zuerst veröffentlicht am')),
                ('modified_at', models.DateTimeField(verbose_name='geändert am')),
                ('position', models.PositiveSmallIntegerField(verbose_name='Reihenfolge')),
                ('role', models.CharField(choices=[('preliminary', 'Vorberatung'), ('preparing', 'Vorbereitung'), ('deciding', 'Entscheidung'), ('noting', 'Kenntnisnahme')], max_length=20, verbose_name='Zuständigkeit')),
                ('agenda_number', models.CharField(blank=True, max_length=20, verbose_name='Tagesordnungspunkt')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='council.meeting', verbose_name='Sitzung')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='council.paper', verbose_name='Vorlage')),
            ],
            options={
                'verbose_name': 'Beratung',
                'verbose_name_plural': 'Beratungen',
                'constraints': [models.UniqueConstraint(fields=('paper', 'meeting'), name='council_consultation_once'), models.UniqueConstraint(fields=('paper', 'position'), name='council_consultation_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Resolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.CharField(choices=[('adopted', 'unverändert beschlossen'), ('adopted_with_changes', 'geändert beschlossen'), ('recommended', 'zur Annahme empfohlen'), ('rejected', 'abgelehnt'), ('deferred', 'vertagt'), ('noted', 'zur Kenntnis genommen')], max_length=30, verbose_name='Ergebnis')),
                ('text', models.TextField(verbose_name='Wortlaut')),
                ('yes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Ja')),
                ('no', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Nein')),
                ('abstentions', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Enthaltungen')),
                ('decided_on', models.DateField(verbose_name='beschlossen am')),
                ('recorded_at', models.DateTimeField(verbose_name='festgehalten am')),
                ('consultation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='resolution', to='council.consultation', verbose_name='Beratung')),
            ],
            options={
                'verbose_name': 'Beschluss',
                'verbose_name_plural': 'Beschlüsse',
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('proposer', models.CharField(blank=True, max_length=160, verbose_name='eingebracht von')),
                ('text', models.TextField(verbose_name='Änderung')),
                ('incorporated_at', models.DateTimeField(blank=True, null=True, verbose_name='eingearbeitet am')),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concept.element', verbose_name='Element')),
                ('revision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concept.elementrevision', verbose_name='eingearbeitet in')),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='council.resolution', verbose_name='Beschluss')),
            ],
            options={
                'verbose_name': 'Änderungsbeschluss',
                'verbose_name_plural': 'Änderungsbeschlüsse',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('incorporated_at', None), ('revision', None)), models.Q(('incorporated_at__isnull', False), ('revision__isnull', False)), _connector='OR'), name='council_amendment_incorporated_both_or_neither')],
            },
        ),
    ]
