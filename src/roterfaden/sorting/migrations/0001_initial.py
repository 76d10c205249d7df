import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('participation', '0004_online'),
        ('topics', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('field', 'Handlungsfeld'), ('theme', 'Thema'), ('duplicate', 'sagt dasselbe'), ('neighbour', 'ähnliche Karte'), ('name', 'Name für ein neues Thema')], max_length=20, verbose_name='Art')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='Rang')),
                ('likeness', models.CharField(blank=True, choices=[('same', 'wörtlich gleich'), ('nearly', 'fast gleich'), ('alike', 'ähnlich')], max_length=20, verbose_name='Verhältnis')),
                ('method', models.CharField(max_length=60, verbose_name='Verfahren')),
                ('version', models.PositiveSmallIntegerField(verbose_name='Version des Verfahrens')),
                ('encoder', models.CharField(blank=True, max_length=80, verbose_name='Sprachmodell')),
                ('inputs', models.CharField(max_length=64, verbose_name='Prüfsumme der Eingaben')),
                ('learnt', models.PositiveIntegerField(verbose_name='gelernt aus so vielen Zuordnungen')),
                ('score', models.FloatField(verbose_name='Wert')),
                ('score_kind', models.CharField(choices=[('chance', 'Wahrscheinlichkeit, an früheren Zuordnungen geeicht'), ('letters', 'Übereinstimmung der Buchstaben zwischen 0 und 1, keine Wahrscheinlichkeit'), ('words', 'Ähnlichkeit der Wörter zwischen 0 und 1, keine Wahrscheinlichkeit'), ('share', 'Anteil der Karten der Gruppe, die das erste Wort enthalten, keine Wahrscheinlichkeit')], max_length=20, verbose_name='Bedeutung des Werts')),
                ('why', models.JSONField(blank=True, default=dict, verbose_name='Gründe')),
                ('made_at', models.DateTimeField(verbose_name='am')),
                ('stale_at', models.DateTimeField(blank=True, null=True, verbose_name='überholt seit')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.contribution', verbose_name='Beitrag')),
                ('field', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='topics.fieldofaction', verbose_name='Handlungsfeld')),
                ('other', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.contribution', verbose_name='anderer Beitrag')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.theme', verbose_name='Thema')),
            ],
            options={
                'verbose_name': 'Vorschlag',
                'verbose_name_plural': 'Vorschläge',
                'indexes': [models.Index(fields=['kind', 'rank', 'made_at'], name='sorting_suggestion_counted')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'field'), ('field__isnull', False), ('other__isnull', True), ('theme__isnull', True)), models.Q(('kind', 'theme'), ('field__isnull', True), ('other__isnull', True), ('theme__isnull', False)), models.Q(('kind__in', ['duplicate', 'neighbour']), ('field__isnull', True), ('other__isnull', False), ('theme__isnull', True)), models.Q(('kind', 'name'), ('field__isnull', True), ('other__isnull', True), ('theme__isnull', True)), _connector='OR'), name='sorting_suggestion_target_fits_kind'), models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='sorting_suggestion_score'), models.CheckConstraint(condition=models.Q(('other', models.F('contribution')), _negated=True), name='sorting_suggestion_not_itself'), models.UniqueConstraint(condition=models.Q(('stale_at', None)), fields=('contribution', 'kind', 'rank'), name='sorting_suggestion_once')],
            },
        ),
        migrations.CreateModel(
            name='SuggestionDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_as', models.CharField(max_length=40, verbose_name='in der Rolle')),
                ('made_at', models.DateTimeField(verbose_name='am')),
                ('reason', models.TextField(blank=True, verbose_name='Begründung')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='ersetzt am')),
                ('verdict', models.CharField(choices=[('accepted', 'übernommen'), ('other', 'anders entschieden'), ('rejected', 'abgelehnt')], max_length=20, verbose_name='Entscheidung')),
                ('chosen', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.theme', verbose_name='gewähltes Thema')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('suggestion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='sorting.suggestion', verbose_name='Vorschlag')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sorting.suggestiondecision', verbose_name='ersetzt')),
            ],
            options={
                'verbose_name': 'Entscheidung über einen Vorschlag',
                'verbose_name_plural': 'Entscheidungen über Vorschläge',
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('suggestion',), name='sorting_decision_once')],
            },
        ),
    ]
