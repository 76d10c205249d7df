import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_initial'),
        ('places', '0001_initial'),
        ('topics', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FigureCheckRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checked_at', models.DateTimeField(verbose_name='geprüft am')),
                ('series', models.PositiveIntegerField(verbose_name='Zahlenreihen')),
                ('values', models.PositiveIntegerField(verbose_name='Werte')),
                ('came', models.PositiveIntegerField(verbose_name='neue Auffälligkeiten')),
                ('went', models.PositiveIntegerField(verbose_name='erledigte Auffälligkeiten')),
            ],
            options={
                'verbose_name': 'Prüfung der Zahlen',
                'verbose_name_plural': 'Prüfungen der Zahlen',
            },
        ),
        migrations.CreateModel(
            name='ImportProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='Kurzname')),
                ('title', models.CharField(max_length=160, verbose_name='Titel')),
                ('format', models.CharField(choices=[('flat', 'Flat-Datei der amtlichen Statistik (neue Form)'), ('old_flat', 'Flat-Datei der amtlichen Statistik (alte Form)'), ('open_sdg', 'Open SDG'), ('sheet', 'amtliche Tabelle mit mehrzeiligem Kopf (XLSX)'), ('table', 'einfache Tabelle (CSV, XLSX, ODS)')], max_length=20, verbose_name='Format')),
                ('fingerprint', models.CharField(blank=True, db_index=True, max_length=64, verbose_name='woran die Datei erkannt wird')),
                ('plan', models.JSONField(verbose_name='Zuordnung')),
                ('saved_at', models.DateTimeField(verbose_name='gespeichert am')),
            ],
            options={
                'verbose_name': 'Einleseprofil',
                'verbose_name_plural': 'Einleseprofile',
            },
        ),
        migrations.CreateModel(
            name='BreakdownTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(max_length=80, verbose_name='Merkmal')),
                ('value', models.CharField(blank=True, max_length=120, verbose_name='Ausprägung')),
                ('words', models.CharField(blank=True, max_length=120, verbose_name='Bezeichnung')),
                ('broader', models.CharField(blank=True, max_length=120, verbose_name='gehört zu')),
            ],
            options={
                'verbose_name': 'Bezeichnung einer Gliederung',
                'verbose_name_plural': 'Bezeichnungen von Gliederungen',
                'constraints': [models.UniqueConstraint(fields=('dimension', 'value'), name='indicators_breakdown_term_once'), models.CheckConstraint(condition=models.Q(('broader', ''), models.Q(('broader', models.F('value')), _negated=True), _connector='OR'), name='indicators_breakdown_not_part_of_itself')],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_name', models.CharField(max_length=300, verbose_name='Name der Quelle')),
                ('checksum', models.CharField(max_length=64, verbose_name='Prüfsumme der Zeilen')),
                ('imported_at', models.DateTimeField(verbose_name='eingelesen am')),
                ('state', models.CharField(choices=[('draft', 'zugeordnet wird noch'), ('running', 'wird eingelesen'), ('done', 'eingelesen'), ('failed', 'abgebrochen')], default='done', max_length=10, verbose_name='Stand')),
                ('fingerprint', models.CharField(blank=True, max_length=64, verbose_name='woran die Datei erkannt wird')),
                ('plan', models.JSONField(blank=True, default=dict, verbose_name='Zuordnung')),
                ('known_on', models.DateField(blank=True, null=True, verbose_name='Datenstand')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='Werte in der Datei')),
                ('added', models.PositiveIntegerField(default=0, verbose_name='neue Werte')),
                ('revised', models.PositiveIntegerField(default=0, verbose_name='neue Stände')),
                ('unchanged', models.PositiveIntegerField(default=0, verbose_name='schon vorhanden')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='abgewiesen')),
                ('elsewhere', models.PositiveIntegerField(default=0, verbose_name='anderes Gebiet')),
                ('unused', models.PositiveIntegerField(default=0, verbose_name='nicht zugeordnet')),
                ('tally', models.JSONField(blank=True, default=dict, verbose_name='Gründe und ihre Zahl')),
                ('report', models.JSONField(blank=True, default=list, verbose_name='Ergebnis je Zeile')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.keptfile', verbose_name='Datei')),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vorgelegt von')),
                ('profile', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='indicators.importprofile', verbose_name='Einleseprofil')),
            ],
            options={
                'verbose_name': 'Einlesevorgang',
                'verbose_name_plural': 'Einlesevorgänge',
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='Kurzname in Adressen')),
                ('title', models.CharField(max_length=160, verbose_name='Titel')),
                ('accountability', models.CharField(choices=[('condition', 'Lage im Landkreis'), ('performance', 'eigene Leistung')], max_length=20, verbose_name='beschreibt')),
                ('responsible', models.CharField(blank=True, max_length=160, verbose_name='zuständig')),
                ('field', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='topics.fieldofaction', verbose_name='Handlungsfeld')),
            ],
            options={
                'verbose_name': 'Messgröße',
                'verbose_name_plural': 'Messgrößen',
            },
        ),
        migrations.CreateModel(
            name='Definition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='Nummer der Definition')),
                ('text', models.TextField(verbose_name='Definition')),
                ('unit', models.CharField(max_length=60, verbose_name='Einheit')),
                ('multiplier', models.PositiveIntegerField(default=1, verbose_name='Vervielfacher')),
                ('denominator', models.CharField(blank=True, max_length=200, verbose_name='bezogen auf')),
                ('direction', models.CharField(choices=[('up', 'mehr ist besser'), ('down', 'weniger ist besser'), ('corridor', 'innerhalb einer Spanne'), ('hold', 'halten'), ('none', 'ohne Wertung')], max_length=20, verbose_name='Richtung')),
                ('minimum_count', models.PositiveSmallIntegerField(default=3, verbose_name='kleinste gezeigte Fallzahl')),
                ('decimals', models.PositiveSmallIntegerField(default=1, verbose_name='Nachkommastellen')),
                ('source', models.CharField(max_length=300, verbose_name='Quelle')),
                ('breakdowns', models.CharField(blank=True, max_length=300, verbose_name='Gliederungen')),
                ('rhythm_months', models.PositiveSmallIntegerField(default=12, verbose_name='Rhythmus in Monaten')),
                ('is_fictitious', models.BooleanField(default=False, verbose_name='erfunden für das Beispiel')),
                ('valid_from', models.DateField(verbose_name='gilt ab')),
                ('reason', models.CharField(blank=True, max_length=600, verbose_name='was sich ändert und warum')),
                ('counted', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator', verbose_name='Zähler')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='definitions', to='indicators.indicator', verbose_name='Messgröße')),
                ('whole', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator', verbose_name='Nenner')),
            ],
            options={
                'verbose_name': 'Definition einer Messgröße',
                'verbose_name_plural': 'Definitionen von Messgrößen',
                'constraints': [models.UniqueConstraint(fields=('indicator', 'number'), name='indicators_definition_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('breakdown', models.CharField(blank=True, max_length=200, verbose_name='Gliederung')),
                ('label', models.CharField(blank=True, max_length=300, verbose_name='Gliederung in Worten')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area', verbose_name='Gebiet')),
                ('definition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series', to='indicators.definition', verbose_name='Definition')),
            ],
            options={
                'verbose_name': 'Zahlenreihe',
                'verbose_name_plural': 'Zahlenreihen',
                'constraints': [models.UniqueConstraint(fields=('definition', 'area', 'breakdown'), name='indicators_series_once')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period_start', models.DateField(verbose_name='Zeitraum von')),
                ('period_end', models.DateField(verbose_name='Zeitraum bis')),
                ('raw', models.CharField(max_length=60, verbose_name='Zeichen der Quelle')),
                ('value', models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True, verbose_name='Wert')),
                ('status', models.CharField(choices=[('normal', 'Wert'), ('nil', 'nichts vorhanden (–)'), ('unknown', 'unbekannt oder geheim (.)'), ('unreliable', 'nicht sicher genug (/)'), ('limited', 'eingeschränkt sicher ( )'), ('blocked', 'nicht sinnvoll (x)'), ('later', 'liegt noch nicht vor (…)'), ('provisional', 'vorläufig'), ('estimated', 'geschätzt'), ('missing', 'nicht geliefert (–)')], max_length=20, verbose_name='Bedeutung')),
                ('known_on', models.DateField(verbose_name='bekannt seit')),
                ('base', models.CharField(blank=True, max_length=120, verbose_name='Bevölkerungsbasis')),
                ('source', models.CharField(max_length=300, verbose_name='Quelle')),
                ('protection', models.CharField(choices=[('free', 'wird gezeigt'), ('waiting', 'wird noch geprüft'), ('small', 'zu klein'), ('linked', 'nicht gezeigt')], db_default='free', default='free', max_length=10, verbose_name='Schutz')),
                ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='indicators.importrun', verbose_name='eingelesen mit')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='indicators.series', verbose_name='Zahlenreihe')),
            ],
            options={
                'verbose_name': 'Wert',
                'verbose_name_plural': 'Werte',
                'constraints': [models.UniqueConstraint(fields=('series', 'period_start', 'period_end', 'known_on'), name='indicators_observation_once'), models.CheckConstraint(condition=models.Q(('period_end__gte', models.F('period_start'))), name='indicators_period_end_not_before_start'), models.CheckConstraint(condition=models.Q(('value__isnull', False), models.Q(('status__in', ['normal', 'provisional', 'estimated']), _negated=True), _connector='OR'), name='indicators_value_unless_sign')],
            },
        ),
        migrations.CreateModel(
            name='FigureFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=220, unique=True, verbose_name='worum es geht')),
                ('kind', models.CharField(choices=[('identical', 'wie im Vorjahr'), ('sum', 'Summe stimmt nicht'), ('ratio', 'Quote stimmt nicht'), ('unit_shift', 'andere Einheit?'), ('dashes', 'Striche statt Zahlen'), ('conflict', 'zwei Quellen, zwei Werte'), ('peer_outlier', 'anders als die anderen'), ('jump', 'Sprung'), ('base', 'andere Grundlage'), ('dates', 'widersprüchlicher Stichtag'), ('rounding', 'anders gerundet'), ('gap', 'Lücke'), ('ends_early', 'hört früher auf'), ('small_cells', 'kleine Zahlen')], max_length=20, verbose_name='Art')),
                ('on', models.DateField(blank=True, null=True, verbose_name='Stand')),
                ('facts', models.JSONField(default=dict, verbose_name='Sachstand')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='Kennung des Sachstands')),
                ('found_at', models.DateTimeField(verbose_name='gefunden am')),
                ('gone_at', models.DateTimeField(blank=True, null=True, verbose_name='erledigt am')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator', verbose_name='Messgröße')),
                ('series', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.series', verbose_name='Zahlenreihe')),
            ],
            options={
                'verbose_name': 'Auffälligkeit',
                'verbose_name_plural': 'Auffälligkeiten',
                'indexes': [models.Index(fields=['indicator', 'gone_at'], name='indicators_finding_list')],
            },
        ),
        migrations.CreateModel(
            name='Break',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='ab')),
                ('note', models.CharField(max_length=300, verbose_name='Grund')),
                ('definition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='breaks', to='indicators.definition', verbose_name='Definition')),
            ],
            options={
                'verbose_name': 'Bruch in der Reihe',
                'verbose_name_plural': 'Brüche in der Reihe',
                'constraints': [models.UniqueConstraint(fields=('definition', 'on'), name='indicators_break_once')],
            },
        ),
        migrations.CreateModel(
            name='FindingAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_as', models.CharField(max_length=40, verbose_name='in der Rolle')),
                ('made_at', models.DateTimeField(verbose_name='am')),
                ('reason', models.TextField(blank=True, verbose_name='Begründung')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='ersetzt am')),
                ('state', models.CharField(choices=[('explained', 'erklärt'), ('corrected', 'berichtigt'), ('ignored', 'zurückgestellt')], max_length=12, verbose_name='Stand')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='Kennung des Sachstands')),
                ('until', models.DateField(blank=True, null=True, verbose_name='zurückgestellt bis')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='indicators.figurefinding', verbose_name='Auffälligkeit')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.findinganswer', verbose_name='ersetzt')),
            ],
            options={
                'verbose_name': 'Stellungnahme zu einer Auffälligkeit',
                'verbose_name_plural': 'Stellungnahmen zu Auffälligkeiten',
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('finding',), name='indicators_finding_answer_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='indicators_finding_answer_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ignored'), ('until__isnull', False)), models.Q(models.Q(('state', 'ignored'), _negated=True), ('until', None)), _connector='OR'), name='indicators_finding_ignored_until')],
            },
        ),
    ]
