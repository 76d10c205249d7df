import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('concept', '0006_remarks'),
        ('participation', '0004_online'),
    ]

    operations = [
        migrations.CreateModel(
            name='NewsStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address_key', models.CharField(max_length=64, unique=True, verbose_name='Kennung der Adresse')),
                ('stopped_at', models.DateTimeField(verbose_name='abbestellt am')),
            ],
            options={
                'verbose_name': 'Abbestellung',
                'verbose_name_plural': 'Abbestellungen',
            },
        ),
        migrations.CreateModel(
            name='TextModule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, unique=True, verbose_name='Titel')),
                ('outcome', models.CharField(choices=[('taken_up', 'aufgenommen'), ('partly', 'teilweise aufgenommen'), ('already_covered', 'schon enthalten'), ('referred', 'weitergegeben'), ('not_taken_up', 'nicht aufgenommen')], max_length=20, verbose_name='Ergebnis')),
                ('made_at', models.DateTimeField(verbose_name='angelegt am')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='nicht mehr benutzt seit')),
            ],
            options={
                'verbose_name': 'Textbaustein',
                'verbose_name_plural': 'Textbausteine',
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='Name der Stelle')),
                ('email', models.EmailField(max_length=254, verbose_name='Funktionsadresse')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='nicht mehr gefragt seit')),
            ],
            options={
                'verbose_name': 'Fachstelle',
                'verbose_name_plural': 'Fachstellen',
            },
        ),
        migrations.CreateModel(
            name='AdviceRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='Kennung')),
                ('question', models.TextField(verbose_name='Frage an die Stelle')),
                ('due_on', models.DateField(verbose_name='Antwort erbeten bis')),
                ('link_until', models.DateTimeField(verbose_name='Link gilt bis')),
                ('asked_at', models.DateTimeField(verbose_name='gefragt am')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='vollständig beantwortet am')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='zurückgenommen am')),
                ('revoke_reason', models.CharField(blank=True, max_length=300, verbose_name='Grund der Rücknahme')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gefragt von')),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.process', verbose_name='Beteiligungsprozess')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.theme', verbose_name='Thema')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='weighing.unit', verbose_name='Fachstelle')),
            ],
            options={
                'verbose_name': 'Bitte um fachlichen Rat',
                'verbose_name_plural': 'Bitten um fachlichen Rat',
                'indexes': [models.Index(fields=['process', '-asked_at'], name='weighing_advice_list')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('revoke_reason', ''), ('revoked_at', None)), models.Q(('revoked_at__isnull', False), models.Q(('revoke_reason', ''), _negated=True)), _connector='OR'), name='weighing_advice_revoked_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='CheckRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checked_at', models.DateTimeField(verbose_name='zuletzt geprüft am')),
                ('answers', models.PositiveIntegerField(verbose_name='geprüfte Antworten')),
                ('process', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.process', verbose_name='Beteiligungsprozess')),
            ],
            options={
                'verbose_name': 'Prüfung der Antworten',
                'verbose_name_plural': 'Prüfungen der Antworten',
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('same_different', 'Dasselbe gesagt, verschieden beantwortet'), ('part_open', 'Teil ohne Antwort'), ('element_withdrawn', 'Stelle im Konzept gibt es nicht mehr'), ('text_newer', 'Antwort älter als der Text'), ('version_replaced', 'Antwort zu einer älteren Fassung'), ('theme_different', 'Gleiches Thema, verschieden beantwortet'), ('group_turned_down', 'Akteursgruppe öfter abgelehnt'), ('area_turned_down', 'Kommune öfter abgelehnt'), ('language_turned_down', 'Sprache öfter abgelehnt'), ('not_worked_in', 'Aufgenommen, aber nicht eingearbeitet'), ('no_reply', 'Weitergegeben, ohne Rückmeldung'), ('reason_short', 'Begründung sehr kurz'), ('file_reason_short', 'Begründung für die Akte sehr kurz'), ('reason_jargon', 'Begründung nur aus Amtswörtern'), ('reason_without_verb', 'Begründung ohne Verb'), ('reason_hard', 'Begründung schwer zu lesen'), ('reason_overused', 'Dieselbe Begründung sehr oft')], max_length=30, verbose_name='Art')),
                ('key', models.CharField(max_length=220, verbose_name='worum es geht')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='Kennung des Sachstands')),
                ('facts', models.JSONField(blank=True, default=dict, verbose_name='Sachstand')),
                ('numbers', models.JSONField(blank=True, default=dict, verbose_name='Zahlen')),
                ('voices', models.JSONField(blank=True, default=list, verbose_name='Beiträge')),
                ('found_at', models.DateTimeField(verbose_name='gefunden am')),
                ('gone_at', models.DateTimeField(blank=True, null=True, verbose_name='erledigt am')),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.process', verbose_name='Beteiligungsprozess')),
            ],
            options={
                'verbose_name': 'Hinweis der Prüfung',
                'verbose_name_plural': 'Hinweise der Prüfung',
                'indexes': [models.Index(fields=['process', 'kind', 'gone_at'], name='weighing_finding_list')],
                'constraints': [models.UniqueConstraint(fields=('process', 'fingerprint'), name='weighing_finding_once')],
            },
        ),
        migrations.CreateModel(
            name='Dismissal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_as', models.CharField(max_length=40, verbose_name='in der Rolle')),
                ('made_at', models.DateTimeField(verbose_name='am')),
                ('reason', models.TextField(blank=True, verbose_name='Begründung')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='ersetzt am')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='weighing.dismissal', verbose_name='ersetzt')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dismissals', to='weighing.finding', verbose_name='Hinweis')),
            ],
            options={
                'verbose_name': 'abgehakter Hinweis',
                'verbose_name_plural': 'abgehakte Hinweise',
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('finding',), name='weighing_dismissal_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='weighing_dismissal_says_why')],
            },
        ),
        migrations.CreateModel(
            name='ModuleRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_as', models.CharField(max_length=40, verbose_name='in der Rolle')),
                ('made_at', models.DateTimeField(verbose_name='am')),
                ('reason', models.TextField(blank=True, verbose_name='Begründung')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='ersetzt am')),
                ('number', models.PositiveIntegerField(verbose_name='Nummer')),
                ('file_reason', models.TextField(verbose_name='Begründung für die Akte')),
                ('plain_reason', models.TextField(verbose_name='Begründung in einfachen Worten')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='weighing.modulerevision', verbose_name='ersetzt')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='weighing.textmodule', verbose_name='Textbaustein')),
            ],
            options={
                'verbose_name': 'Wortlaut eines Textbausteins',
                'verbose_name_plural': 'Wortlaute von Textbausteinen',
                'constraints': [models.UniqueConstraint(fields=('module', 'number'), name='weighing_module_revision_number_once'), models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('module',), name='weighing_module_revision_once')],
            },
        ),
        migrations.CreateModel(
            name='AnswerBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_as', models.CharField(max_length=40, verbose_name='in der Rolle')),
                ('made_at', models.DateTimeField(verbose_name='am')),
                ('reason', models.TextField(blank=True, verbose_name='Begründung')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='ersetzt am')),
                ('outcome', models.CharField(choices=[('taken_up', 'aufgenommen'), ('partly', 'teilweise aufgenommen'), ('already_covered', 'schon enthalten'), ('referred', 'weitergegeben'), ('not_taken_up', 'nicht aufgenommen')], max_length=20, verbose_name='Ergebnis')),
                ('referred_to', models.CharField(blank=True, max_length=200, verbose_name='weitergegeben an')),
                ('plain_reason', models.TextField(verbose_name='Begründung in einfachen Worten')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='fertig am')),
                ('element', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concept.element', verbose_name='Element')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.voicegroup', verbose_name='Gruppe')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.process', verbose_name='Beteiligungsprozess')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='weighing.answerbatch', verbose_name='ersetzt')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.theme', verbose_name='Thema')),
                ('module', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='weighing.modulerevision', verbose_name='Textbaustein')),
            ],
            options={
                'verbose_name': 'gemeinsame Antwort',
                'verbose_name_plural': 'gemeinsame Antworten',
            },
        ),
        migrations.CreateModel(
            name='ModuleUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('similarity', models.FloatField(verbose_name='Ähnlichkeit')),
                ('used_at', models.DateTimeField(verbose_name='am')),
                ('consideration', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concept.consideration', verbose_name='Abwägung')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='weighing.modulerevision', verbose_name='Wortlaut')),
            ],
            options={
                'verbose_name': 'Verwendung eines Textbausteins',
                'verbose_name_plural': 'Verwendungen von Textbausteinen',
                'constraints': [models.CheckConstraint(condition=models.Q(('similarity__gte', 0), ('similarity__lte', 1)), name='weighing_use_similarity')],
            },
        ),
        migrations.CreateModel(
            name='NewsLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='Kennung')),
                ('address_key', models.CharField(max_length=64, verbose_name='Kennung der Adresse')),
                ('day', models.DateField(verbose_name='Tag')),
                ('language', models.CharField(max_length=12, verbose_name='Sprache')),
                ('written_at', models.DateTimeField(verbose_name='geschrieben am')),
            ],
            options={
                'verbose_name': 'Sammelnachricht',
                'verbose_name_plural': 'Sammelnachrichten',
                'constraints': [models.UniqueConstraint(fields=('address_key', 'day'), name='weighing_letter_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_as', models.CharField(max_length=40, verbose_name='in der Rolle')),
                ('made_at', models.DateTimeField(verbose_name='am')),
                ('reason', models.TextField(blank=True, verbose_name='Begründung')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='ersetzt am')),
                ('verdict', models.CharField(choices=[('yes', 'ja'), ('partly', 'teilweise'), ('no', 'nein')], max_length=10, verbose_name='Trifft das Ihr Anliegen?')),
                ('words', models.TextField(blank=True, verbose_name='Worte dazu')),
                ('moderation', models.CharField(choices=[('pending', 'wird geprüft'), ('published', 'veröffentlicht'), ('withheld', 'zurückgehalten')], default='pending', max_length=20, verbose_name='Sichtbarkeit der Worte')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='gelesen am')),
                ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='Worte gelöscht am')),
                ('consideration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concept.consideration', verbose_name='Antwort')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.contribution', verbose_name='Beitrag')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='weighing.reply', verbose_name='ersetzt')),
            ],
            options={
                'verbose_name': 'Rückmeldung zur Antwort',
                'verbose_name_plural': 'Rückmeldungen zu Antworten',
                'indexes': [models.Index(fields=['contribution', 'superseded_at'], name='weighing_reply_of_voice')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('consideration',), name='weighing_reply_once'), models.CheckConstraint(condition=models.Q(('erased_at', None), ('words', ''), _connector='OR'), name='weighing_reply_erased_is_empty')],
            },
        ),
        migrations.CreateModel(
            name='ToldNews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address_key', models.CharField(max_length=64, verbose_name='Kennung der Adresse')),
                ('kind', models.CharField(choices=[('answered', 'erste Antwort'), ('changed', 'geänderte Antwort'), ('decided', 'Beschluss'), ('moved', 'neue Zahl'), ('reported', 'neuer Bericht')], max_length=12, verbose_name='Anlass')),
                ('key', models.CharField(max_length=80, verbose_name='Schlüssel der Neuigkeit')),
                ('is_own', models.BooleanField(verbose_name='eigener Beitrag')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.contribution', verbose_name='Beitrag')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='weighing.newsletter', verbose_name='Sammelnachricht')),
            ],
            options={
                'verbose_name': 'gemeldete Neuigkeit',
                'verbose_name_plural': 'gemeldete Neuigkeiten',
                'constraints': [models.UniqueConstraint(fields=('address_key', 'contribution', 'key'), name='weighing_news_told_once')],
            },
        ),
        migrations.CreateModel(
            name='DeskItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_as', models.CharField(max_length=40, verbose_name='in der Rolle')),
                ('made_at', models.DateTimeField(verbose_name='am')),
                ('reason', models.TextField(blank=True, verbose_name='Begründung')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='ersetzt am')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='bis')),
                ('contribution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.contribution', verbose_name='Beitrag')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.voicegroup', verbose_name='Gruppe')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='bei der Person')),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.process', verbose_name='Beteiligungsprozess')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='weighing.deskitem', verbose_name='ersetzt')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.theme', verbose_name='Thema')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='weighing.unit', verbose_name='bei der Stelle')),
            ],
            options={
                'verbose_name': 'Sache auf einem Tisch',
                'verbose_name_plural': 'Sachen auf Tischen',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('contribution__isnull', False), ('group__isnull', True), ('theme__isnull', True)), models.Q(('contribution__isnull', True), ('group__isnull', False), ('theme__isnull', True)), models.Q(('contribution__isnull', True), ('group__isnull', True), ('theme__isnull', False)), _connector='OR'), name='weighing_item_is_one'), models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('unit__isnull', True)), models.Q(('person__isnull', True), ('unit__isnull', False)), _connector='OR'), name='weighing_item_on_one_desk'), models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('contribution',), name='weighing_contribution_on_a_desk_once'), models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('group',), name='weighing_group_on_a_desk_once'), models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('theme',), name='weighing_theme_on_a_desk_once')],
            },
        ),
        migrations.CreateModel(
            name='AdviceReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_as', models.CharField(max_length=40, verbose_name='in der Rolle')),
                ('made_at', models.DateTimeField(verbose_name='am')),
                ('reason', models.TextField(blank=True, verbose_name='Begründung')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='ersetzt am')),
                ('recommendation', models.CharField(choices=[('taken_up', 'aufnehmen'), ('partly', 'teilweise aufnehmen'), ('already_covered', 'ist schon enthalten'), ('referred', 'an eine andere Stelle weitergeben'), ('not_taken_up', 'nicht aufnehmen'), ('no_advice', 'können wir nicht beurteilen')], max_length=20, verbose_name='Empfehlung')),
                ('words', models.TextField(verbose_name='Fachliche Einschätzung')),
                ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='öffentlich seit')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.contribution', verbose_name='Beitrag')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='weighing.advicereply', verbose_name='ersetzt')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='weighing.advicerequest', verbose_name='Bitte')),
            ],
            options={
                'verbose_name': 'fachlicher Rat',
                'verbose_name_plural': 'fachliche Ratschläge',
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('request', 'contribution'), name='weighing_advice_reply_once'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='weighing_advice_reply_has_words')],
            },
        ),
        migrations.CreateModel(
            name='AdviceLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(max_length=20, verbose_name='Anlass')),
                ('secret_hash', models.CharField(max_length=64, unique=True, verbose_name='Prüfsumme des Links')),
                ('sent_at', models.DateTimeField(verbose_name='verschickt am')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='weighing.advicerequest', verbose_name='Bitte')),
            ],
            options={
                'verbose_name': 'Link zu einer Bitte um Rat',
                'verbose_name_plural': 'Links zu Bitten um Rat',
                'constraints': [models.UniqueConstraint(fields=('request', 'occasion'), name='weighing_advice_link_once')],
            },
        ),
        migrations.CreateModel(
            name='AdviceDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.CharField(blank=True, choices=[('taken_up', 'aufnehmen'), ('partly', 'teilweise aufnehmen'), ('already_covered', 'ist schon enthalten'), ('referred', 'an eine andere Stelle weitergeben'), ('not_taken_up', 'nicht aufnehmen'), ('no_advice', 'können wir nicht beurteilen')], max_length=20, verbose_name='Empfehlung')),
                ('words', models.TextField(blank=True, verbose_name='Fachliche Einschätzung')),
                ('saved_at', models.DateTimeField(verbose_name='zuletzt gespeichert am')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.contribution', verbose_name='Beitrag')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='weighing.advicerequest', verbose_name='Bitte')),
            ],
            options={
                'verbose_name': 'begonnener Rat',
                'verbose_name_plural': 'begonnene Ratschläge',
                'constraints': [models.UniqueConstraint(fields=('request', 'contribution'), name='weighing_advice_draft_once')],
            },
        ),
        migrations.CreateModel(
            name='AdviceVoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.contribution', verbose_name='Beitrag')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voices', to='weighing.advicerequest', verbose_name='Bitte')),
            ],
            options={
                'verbose_name': 'Beitrag in einer Bitte um Rat',
                'verbose_name_plural': 'Beiträge in Bitten um Rat',
                'constraints': [models.UniqueConstraint(fields=('request', 'contribution'), name='weighing_advice_voice_once')],
            },
        ),
        migrations.CreateModel(
            name='AnswerDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('values', models.JSONField(default=dict, verbose_name='Eingaben')),
                ('kept_at', models.DateTimeField(verbose_name='gemerkt am')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.contribution', verbose_name='Beitrag')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
            ],
            options={
                'verbose_name': 'angefangene Antwort',
                'verbose_name_plural': 'angefangene Antworten',
                'constraints': [models.UniqueConstraint(fields=('user', 'contribution'), name='weighing_draft_once')],
            },
        ),
        migrations.CreateModel(
            name='BatchItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('replaces', models.BooleanField(default=False, verbose_name='ersetzt eine eigene Antwort')),
                ('left_out', models.CharField(blank=True, choices=[('answered', 'hat eine eigene Antwort'), ('answered_since', 'wurde seither neu beantwortet'), ('published', 'die Antwort ist schon veröffentlicht'), ('withheld', 'ist nicht mehr veröffentlicht'), ('split', 'ist geteilt; antworten Sie auf die Teile'), ('gap', 'eine Lücke im Text lässt sich hier nicht füllen'), ('part_gone', 'ist inzwischen anders geteilt')], max_length=20, verbose_name='ausgelassen, weil')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='zurückgenommen am')),
                ('kept', models.CharField(blank=True, choices=[('answered', 'hat eine eigene Antwort'), ('answered_since', 'wurde seither neu beantwortet'), ('published', 'die Antwort ist schon veröffentlicht'), ('withheld', 'ist nicht mehr veröffentlicht'), ('split', 'ist geteilt; antworten Sie auf die Teile'), ('gap', 'eine Lücke im Text lässt sich hier nicht füllen'), ('part_gone', 'ist inzwischen anders geteilt')], max_length=20, verbose_name='nicht zurückgenommen, weil')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='weighing.answerbatch', verbose_name='gemeinsame Antwort')),
                ('consideration', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concept.consideration', verbose_name='Abwägung')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.contribution', verbose_name='Beitrag')),
                ('segment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.segment', verbose_name='Textstelle')),
            ],
            options={
                'verbose_name': 'Beitrag einer gemeinsamen Antwort',
                'verbose_name_plural': 'Beiträge gemeinsamer Antworten',
                'constraints': [models.UniqueConstraint(condition=models.Q(('segment', None)), fields=('batch', 'contribution'), name='weighing_batch_voice_once'), models.UniqueConstraint(fields=('batch', 'segment'), name='weighing_batch_part_once'), models.CheckConstraint(condition=models.Q(('left_out', ''), ('consideration', None), _connector='OR'), name='weighing_left_out_has_no_answer'), models.CheckConstraint(condition=models.Q(('undone_at', None), models.Q(('consideration__isnull', False), ('kept', '')), _connector='OR'), name='weighing_undone_had_an_answer')],
            },
        ),
    ]
