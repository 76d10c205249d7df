import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('concept', '0001_initial'),
        ('indicators', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewCycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='Kurzname in Adressen')),
                ('title', models.CharField(max_length=160, verbose_name='Titel')),
                ('reference_date', models.DateField(verbose_name='Stichtag')),
                ('known_on', models.DateField(verbose_name='Datenstand vom')),
                ('opened_at', models.DateTimeField(verbose_name='eröffnet am')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='abgeschlossen am')),
                ('concept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concept.concept', verbose_name='Konzept')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concept.version', verbose_name='Fassung')),
            ],
            options={
                'verbose_name': 'Überprüfung',
                'verbose_name_plural': 'Überprüfungen',
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_as', models.CharField(max_length=40, verbose_name='in der Rolle')),
                ('made_at', models.DateTimeField(verbose_name='am')),
                ('reason', models.TextField(blank=True, verbose_name='Begründung')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='ersetzt am')),
                ('fact', models.TextField(verbose_name='Feststellung')),
                ('action', models.TextField(verbose_name='Was wir tun')),
                ('owner', models.CharField(max_length=160, verbose_name='verantwortlich')),
                ('due_on', models.DateField(verbose_name='bis')),
                ('effect', models.TextField(blank=True, verbose_name='Folge für das Konzept')),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concept.element', verbose_name='Ziel')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.correction', verbose_name='ersetzt')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='monitoring.reviewcycle', verbose_name='Überprüfung')),
            ],
            options={
                'verbose_name': 'Gegensteuerung',
                'verbose_name_plural': 'Gegensteuerungen',
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('reached', 'erreicht'), ('on_track', 'auf Kurs'), ('uncertain', 'unsicher'), ('at_risk', 'gefährdet'), ('missed', 'verfehlt'), ('not_assessable', 'nicht beurteilbar')], max_length=20, verbose_name='Status')),
                ('reason_code', models.CharField(choices=[('target_met', 'Der Zielwert ist erreicht und das Zieldatum ist vorbei.'), ('held', 'Der Wert liegt innerhalb der vereinbarten Toleranz.'), ('target_not_met', 'Das Zieldatum ist vorbei und der Zielwert ist nicht erreicht.'), ('likely', 'Nach der bisherigen Entwicklung wird der Zielwert wahrscheinlich erreicht.'), ('open', 'Nach der bisherigen Entwicklung ist offen, ob der Zielwert erreicht wird.'), ('unlikely', 'Nach der bisherigen Entwicklung wird der Zielwert wahrscheinlich verfehlt.'), ('not_measurable', 'Für dieses Ziel gibt es noch keine Messgröße.'), ('not_judged', 'Diese Messgröße beschreibt nur die Lage; an ihr wird niemand gemessen.'), ('too_few_values', 'Es liegen weniger als vier vergleichbare Werte vor.'), ('break', 'Seit dem Ausgangswert hat sich die Zählweise geändert; die Werte sind nicht vergleichbar.'), ('outdated', 'Der letzte Wert ist zu alt.'), ('no_value', 'Zum Stichtag liegt kein Wert vor.'), ('suppressed', 'Der Wert darf wegen kleiner Fallzahlen nicht gezeigt werden.')], max_length=30, verbose_name='Grund')),
                ('attainment', models.FloatField(blank=True, null=True, verbose_name='Zielerreichungsgrad')),
                ('expected', models.FloatField(blank=True, null=True, verbose_name='Sollwert am Tag des Werts')),
                ('gap', models.FloatField(blank=True, null=True, verbose_name='Abstand zum Zielpfad')),
                ('forecast', models.FloatField(blank=True, null=True, verbose_name='Vorausschau auf das Zieldatum')),
                ('forecast_low', models.FloatField(blank=True, null=True, verbose_name='Vorausschau, untere Grenze')),
                ('forecast_high', models.FloatField(blank=True, null=True, verbose_name='Vorausschau, obere Grenze')),
                ('probability', models.FloatField(blank=True, null=True, verbose_name='Aussicht')),
                ('inputs', models.JSONField(default=dict, verbose_name='Eingangsgrößen')),
                ('method_version', models.CharField(max_length=20, verbose_name='Fassung des Verfahrens')),
                ('computed_at', models.DateTimeField(verbose_name='berechnet am')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='ersetzt am')),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concept.element', verbose_name='Ziel')),
                ('observation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.observation', verbose_name='letzter Wert')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concept.target', verbose_name='Zielwert')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='monitoring.reviewcycle', verbose_name='Überprüfung')),
            ],
            options={
                'verbose_name': 'Beurteilung',
                'verbose_name_plural': 'Beurteilungen',
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('cycle', 'element'), name='monitoring_assessment_once')],
            },
        ),
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('worsened', 'Der Status hat sich zweimal nacheinander verschlechtert.'), ('less_likely', 'Die Aussicht, das Ziel zu erreichen, ist deutlich gesunken.'), ('off_path', 'Der Wert liegt weit neben dem Zielpfad.'), ('value_overdue', 'Ein Wert ist überfällig.')], max_length=20, verbose_name='Anlass')),
                ('inputs', models.JSONField(default=dict, verbose_name='Eingangsgrößen')),
                ('raised_at', models.DateTimeField(verbose_name='gemeldet am')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='erledigt am')),
                ('assessment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='monitoring.assessment', verbose_name='Beurteilung')),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concept.element', verbose_name='Ziel')),
            ],
            options={
                'verbose_name': 'Frühwarnung',
                'verbose_name_plural': 'Frühwarnungen',
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_as', models.CharField(max_length=40, verbose_name='in der Rolle')),
                ('made_at', models.DateTimeField(verbose_name='am')),
                ('reason', models.TextField(blank=True, verbose_name='Begründung')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='ersetzt am')),
                ('status', models.CharField(choices=[('reached', 'erreicht'), ('on_track', 'auf Kurs'), ('uncertain', 'unsicher'), ('at_risk', 'gefährdet'), ('missed', 'verfehlt'), ('not_assessable', 'nicht beurteilbar')], max_length=20, verbose_name='Status')),
                ('expires_on', models.DateField(verbose_name='gilt bis')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='monitoring.assessment', verbose_name='Beurteilung')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.rating', verbose_name='ersetzt')),
            ],
            options={
                'verbose_name': 'Bewertung der Koordinierungsgruppe',
                'verbose_name_plural': 'Bewertungen der Koordinierungsgruppe',
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('assessment',), name='monitoring_rating_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='monitoring_rating_has_reason')],
            },
        ),
    ]
