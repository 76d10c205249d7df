import django.db.models.deletion
import roterfaden.kernel.search
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('places', '0001_initial'),
        ('topics', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='Kennung')),
                ('file_name', models.CharField(max_length=200, verbose_name='Datei')),
                ('shape', models.CharField(choices=[('table', 'Tabelle (CSV, XLSX, ODS)'), ('hsds', 'Open Referral (HSDS, JSON)')], max_length=10, verbose_name='Format')),
                ('rows', models.JSONField(blank=True, default=list, verbose_name='Zeilen')),
                ('counts', models.JSONField(blank=True, default=dict, verbose_name='Ergebnis')),
                ('made_at', models.DateTimeField(verbose_name='eingelesen am')),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='übernommen am')),
            ],
            options={
                'verbose_name': 'Einlesen von Angeboten',
                'verbose_name_plural': 'Einlesen von Angeboten',
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='Kennung')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='Name')),
                ('kind', models.CharField(choices=[('authority', 'Behörde'), ('welfare', 'Wohlfahrtsverband'), ('association', 'Verein'), ('migrant', 'Migrantenselbstorganisation'), ('education', 'Bildungsträger'), ('health', 'Gesundheitswesen'), ('faith', 'Religionsgemeinschaft'), ('business', 'Unternehmen oder Kammer'), ('other', 'andere Einrichtung')], default='other', max_length=20, verbose_name='Art')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='E-Mail der Stelle')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='Telefon')),
                ('website', models.URLField(blank=True, max_length=300, verbose_name='Internetseite')),
                ('is_fictitious', models.BooleanField(default=False, verbose_name='erfunden')),
            ],
            options={
                'verbose_name': 'Einrichtung im Verzeichnis',
                'verbose_name_plural': 'Einrichtungen im Verzeichnis',
            },
        ),
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60, verbose_name='Schlüssel')),
                ('language', models.CharField(max_length=12, verbose_name='Sprache')),
                ('word', models.CharField(max_length=120, verbose_name='Wort')),
                ('text', models.TextField(max_length=600, verbose_name='Erklärung')),
            ],
            options={
                'verbose_name': 'Worterklärung',
                'verbose_name_plural': 'Worterklärungen',
                'constraints': [models.UniqueConstraint(fields=('key', 'language'), name='directory_explanation_once')],
            },
        ),
        migrations.CreateModel(
            name='Guide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='Kurzname in Adressen')),
                ('title', models.CharField(max_length=160, verbose_name='Titel')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='Reihenfolge')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='veröffentlicht am')),
                ('field', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='topics.fieldofaction', verbose_name='Lebenslage')),
            ],
            options={
                'verbose_name': 'Wegweiser',
                'verbose_name_plural': 'Wegweiser',
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='Kennung')),
                ('name', models.CharField(max_length=160, verbose_name='Name')),
                ('street', models.CharField(blank=True, max_length=160, verbose_name='Straße und Hausnummer')),
                ('postcode', models.CharField(blank=True, max_length=10, verbose_name='Postleitzahl')),
                ('town', models.CharField(blank=True, max_length=80, verbose_name='Ort')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='Breite')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='Länge')),
                ('stop', models.CharField(blank=True, max_length=160, verbose_name='Haltestelle')),
                ('step_free', models.CharField(choices=[('unknown', 'nicht bekannt, ob es Stufen gibt'), ('yes', 'ohne Stufen'), ('partly', 'zum Teil ohne Stufen'), ('no', 'mit Stufen')], default='unknown', max_length=10, verbose_name='Zugang')),
                ('directions', models.TextField(blank=True, max_length=600, verbose_name='So kommen Sie hin')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area', verbose_name='Kommune')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sites', to='directory.organisation', verbose_name='Einrichtung')),
            ],
            options={
                'verbose_name': 'Standort',
                'verbose_name_plural': 'Standorte',
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name'), name='directory_site_once'), models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='directory_site_has_both_coordinates')],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='Kennung')),
                ('title', models.CharField(max_length=160, verbose_name='Name des Angebots')),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='Beschreibung')),
                ('target_group', models.CharField(choices=[('everybody', 'alle Menschen'), ('children', 'Kinder'), ('young', 'Jugendliche und junge Erwachsene'), ('families', 'Familien und Eltern'), ('women', 'Frauen'), ('older', 'ältere Menschen'), ('workers', 'Menschen, die Arbeit suchen oder haben'), ('newcomers', 'Menschen, die neu hier sind'), ('volunteers', 'Menschen, die freiwillig mithelfen')], default='everybody', max_length=20, verbose_name='für wen')),
                ('cost', models.CharField(choices=[('unknown', 'Kosten nicht bekannt'), ('free', 'kostenlos'), ('reduced', 'mit Nachweis kostenlos oder günstiger'), ('paid', 'kostet etwas')], default='unknown', max_length=10, verbose_name='Kosten')),
                ('cost_note', models.CharField(blank=True, max_length=160, verbose_name='zu den Kosten')),
                ('by_appointment', models.BooleanField(default=False, verbose_name='nur mit Termin')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='geprüft am')),
                ('checked_by', models.CharField(blank=True, choices=[('', 'niemand'), ('office', 'die Redaktion'), ('organisation', 'die Einrichtung selbst')], default='', max_length=20, verbose_name='geprüft durch')),
                ('active', models.BooleanField(default=True, verbose_name='wird angeboten')),
                ('changed_at', models.DateTimeField(verbose_name='zuletzt geändert am')),
                ('fields', models.ManyToManyField(blank=True, related_name='+', to='topics.fieldofaction', verbose_name='Lebenslagen')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='directory.organisation', verbose_name='Einrichtung')),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='services', to='directory.site', verbose_name='Standort')),
            ],
            options={
                'verbose_name': 'Angebot im Verzeichnis',
                'verbose_name_plural': 'Angebote im Verzeichnis',
                'indexes': [models.Index(fields=['active', 'checked_on'], name='directory_service_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('checked_by', ''), ('checked_on', None)), models.Q(('checked_on__isnull', False), models.Q(('checked_by', ''), _negated=True)), _connector='OR'), name='directory_service_checked_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('changed', 'Etwas hat sich geändert'), ('gone', 'Das Angebot gibt es nicht mehr')], max_length=10, verbose_name='Art')),
                ('text', models.TextField(blank=True, max_length=1000, verbose_name='Berichtigung')),
                ('said_at', models.DateTimeField(verbose_name='gesagt am')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='erledigt am')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='directory.service', verbose_name='Angebot')),
            ],
            options={
                'verbose_name': 'Berichtigung eines Angebots',
                'verbose_name_plural': 'Berichtigungen von Angeboten',
            },
        ),
        migrations.CreateModel(
            name='OpeningHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Montag'), (1, 'Dienstag'), (2, 'Mittwoch'), (3, 'Donnerstag'), (4, 'Freitag'), (5, 'Samstag'), (6, 'Sonntag')], verbose_name='Wochentag')),
                ('opens', models.TimeField(verbose_name='von')),
                ('closes', models.TimeField(verbose_name='bis')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opening_hours', to='directory.site', verbose_name='Standort')),
            ],
            options={
                'verbose_name': 'Öffnungszeit',
                'verbose_name_plural': 'Öffnungszeiten',
                'constraints': [models.UniqueConstraint(fields=('site', 'weekday', 'opens'), name='directory_hours_once'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='directory_hours_close_after_opening'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='directory_hours_on_a_weekday')],
            },
        ),
        migrations.CreateModel(
            name='OpeningException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_on', models.DateField(verbose_name='vom')),
                ('last_on', models.DateField(verbose_name='bis einschließlich')),
                ('opens', models.TimeField(blank=True, null=True, verbose_name='von')),
                ('closes', models.TimeField(blank=True, null=True, verbose_name='bis')),
                ('reason', models.CharField(blank=True, max_length=120, verbose_name='Grund')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exceptions', to='directory.site', verbose_name='Standort')),
            ],
            options={
                'verbose_name': 'Abweichende Öffnungszeit',
                'verbose_name_plural': 'Abweichende Öffnungszeiten',
                'constraints': [models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='directory_exception_lasts'), models.CheckConstraint(condition=models.Q(models.Q(('closes', None), ('opens', None)), models.Q(('closes__gt', models.F('opens')), ('closes__isnull', False), ('opens__isnull', False)), _connector='OR'), name='directory_exception_closed_or_with_times')],
            },
        ),
        migrations.CreateModel(
            name='GuidePage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12, verbose_name='Sprache')),
                ('number', models.PositiveIntegerField(verbose_name='Nummer')),
                ('title', models.CharField(max_length=160, verbose_name='Titel')),
                ('lead', models.CharField(blank=True, max_length=400, verbose_name='Worum es geht')),
                ('body', models.TextField(verbose_name='Text')),
                ('status', models.CharField(choices=[('draft', 'Entwurf'), ('checked', 'geprüft')], max_length=10, verbose_name='Stand')),
                ('made_at', models.DateTimeField(verbose_name='geschrieben am')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='directory.guide', verbose_name='Wegweiser')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='translations', to='directory.guidepage', verbose_name='sagt noch einmal')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='geschrieben von')),
            ],
            options={
                'verbose_name': 'Seite eines Wegweisers',
                'verbose_name_plural': 'Seiten von Wegweisern',
                'constraints': [models.UniqueConstraint(fields=('guide', 'language', 'number'), name='directory_page_number_once')],
            },
        ),
        migrations.CreateModel(
            name='CheckLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='Monat')),
                ('secret_hash', models.CharField(max_length=64, unique=True, verbose_name='Prüfsumme des Links')),
                ('sent_at', models.DateTimeField(verbose_name='verschickt am')),
                ('expires_at', models.DateTimeField(verbose_name='gilt bis')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_links', to='directory.organisation', verbose_name='Einrichtung')),
            ],
            options={
                'verbose_name': 'Link zur Prüfung von Angeboten',
                'verbose_name_plural': 'Links zur Prüfung von Angeboten',
                'constraints': [models.UniqueConstraint(fields=('organisation', 'month'), name='directory_check_link_once_a_month')],
            },
        ),
        migrations.CreateModel(
            name='DirectoryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_terms', models.TextField(blank=True, verbose_name='Suchbegriffe des Titels')),
                ('terms', roterfaden.kernel.search.TermsField(blank=True, verbose_name='Suchbegriffe')),
                ('guide', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_entry', to='directory.guide', verbose_name='Wegweiser')),
                ('service', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_entry', to='directory.service', verbose_name='Angebot')),
            ],
            options={
                'verbose_name': 'Eintrag im Suchverzeichnis der Angebote',
                'verbose_name_plural': 'Einträge im Suchverzeichnis der Angebote',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('guide__isnull', False), ('service', None)), models.Q(('guide', None), ('service__isnull', False)), _connector='OR'), name='directory_entry_of_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='ServiceLanguage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12, verbose_name='Sprache')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='languages', to='directory.service', verbose_name='Angebot')),
            ],
            options={
                'verbose_name': 'Sprache eines Angebots',
                'verbose_name_plural': 'Sprachen eines Angebots',
                'constraints': [models.UniqueConstraint(fields=('service', 'language'), name='directory_service_language_once')],
            },
        ),
        migrations.CreateModel(
            name='ServiceText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12, verbose_name='Sprache')),
                ('title', models.CharField(max_length=160, verbose_name='Name des Angebots')),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='Beschreibung')),
                ('status', models.CharField(choices=[('draft', 'Entwurf'), ('checked', 'geprüft')], default='draft', max_length=10, verbose_name='Stand')),
                ('source', models.CharField(max_length=64, verbose_name='Prüfsumme der deutschen Wörter')),
                ('made_at', models.DateTimeField(verbose_name='geschrieben am')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='directory.service', verbose_name='Angebot')),
            ],
            options={
                'verbose_name': 'Angebot in anderer Sprache',
                'verbose_name_plural': 'Angebote in anderen Sprachen',
                'constraints': [models.UniqueConstraint(fields=('service', 'language'), name='directory_service_text_once')],
            },
        ),
    ]
